{
    "name": "Employees: Team, Approver, Deputy",
    "summary": "Who answers for whom, who stands in, what waits, where to begin",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Employees",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["hr", "mail"],
    "data": [
        "views/hr_department_views.xml",
        "views/hr_employee_views.xml",
        "views/hr_inbox_views.xml",
        "views/res_users_views.xml",
        "views/resource_calendar_views.xml",
    ],
    "assets": {
        "web.assets_backend": ["hr_employee_team/static/src/**/*"],
        "web.assets_unit_tests": ["hr_employee_team/static/tests/**/*.test.js"],
    },
}
