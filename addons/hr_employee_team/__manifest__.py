{
    "name": "Employees: Team, Approver, Deputy",
    "summary": "Who answers for whom, who stands in, and in which language to write",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Employees",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["hr", "mail"],
    "data": ["views/res_users_views.xml"],
}
