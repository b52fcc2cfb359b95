{
    "name": "Attendance Rules and Trainings",
    "summary": "A new version of the rules is something to be trained on",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Attendances",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "attendance_rules",
        "hr_training_due",
    ],
    "data": [
        "data/service_policy_carrier_data.xml",
        "views/hr_training_change_views.xml",
        "views/hr_training_plan_views.xml",
        "views/attendance_rules_training_menus.xml",
    ],
    "auto_install": True,
    "assets": {
        "web.assets_backend": ["attendance_rules_training/static/src/**/*"],
        "web.assets_unit_tests": [
            "attendance_rules_training/static/tests/**/*.test.js",
        ],
    },
}
