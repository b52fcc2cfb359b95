{
    "name": "Trainings Owed",
    "summary": "Who owes which training until when, with the evidence",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Training",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "base_engine_tools",
        "hr_employee_team",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_training_due_security.xml",
        "data/hr_training_kind_data.xml",
        "data/hr_training_due_data.xml",
        "wizard/hr_training_session_views.xml",
        "views/hr_training_change_views.xml",
        "views/hr_training_kind_views.xml",
        "views/hr_training_plan_views.xml",
        "views/hr_training_views.xml",
        "views/hr_training_due_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["hr_training_due/static/tests/tours/**/*"],
    },
}
