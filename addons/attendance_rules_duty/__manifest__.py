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
    "auto_install": True,
}
