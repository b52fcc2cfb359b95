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
    "auto_install": True,
}
