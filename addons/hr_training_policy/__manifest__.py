{
    "name": "Trainings and Policies",
    "summary": "Training plans carry out clauses, and are compared with them",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Training",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "hr_training_due",
        "service_indicator",
        "service_policy",
    ],
    "data": [
        "data/service_policy_carrier_data.xml",
        "views/hr_training_plan_views.xml",
    ],
    "auto_install": True,
}
