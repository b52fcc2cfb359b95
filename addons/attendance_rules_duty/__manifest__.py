{
    "name": "Attendance Rules and Duty",
    "summary": "Rest after a night on duty, duties on the board of today",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Attendances",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "attendance_rules",
        "hr_duty",
    ],
    "data": [
        "data/hr_duty_post_data.xml",
        "views/hr_duty_post_views.xml",
    ],
    "auto_install": True,
    "assets": {
        "web.assets_backend": ["attendance_rules_duty/static/src/**/*"],
        "web.assets_unit_tests": ["attendance_rules_duty/static/tests/**/*.test.js"],
    },
}
