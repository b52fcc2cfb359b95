{
    "name": "Duty Roster and Trainings",
    "summary": "Trainings that the members of a duty post owe",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Duty",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "hr_duty",
        "hr_training_due",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/hr_duty_training_security.xml",
        "views/hr_duty_evaluation_views.xml",
        "views/hr_duty_post_views.xml",
        "views/hr_training_plan_views.xml",
        "views/hr_training_views.xml",
    ],
    "auto_install": True,
}
