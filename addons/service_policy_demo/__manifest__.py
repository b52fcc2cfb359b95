{
    "name": "Service Policies: Demo Company",
    "summary": "A shopping centre with people and requests, to try everything on",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tools",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "service_management",
    ],
    "data": [
        "demo/service_policy_demo.xml",
        "demo/service_res_users_demo.xml",
        "demo/service_hr_department_demo.xml",
        "demo/service_ticket_team_demo.xml",
        "demo/service_ticket_demo.xml",
    ],
}
