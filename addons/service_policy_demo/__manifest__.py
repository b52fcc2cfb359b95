{
    "name": "Service Policy: Demo Company",
    "summary": "One company with months of history, for trying out",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "attendance_rules_close",
        "attendance_rules_duty",
        "attendance_rules_feedback",
        "attendance_rules_import",
        "attendance_rules_training",
        "hr_duty_training",
    ],
    "data": [
        "data/res_company_data.xml",
        "data/res_users_data.xml",
    ],
    "post_init_hook": "post_init_hook",
}
