{
    "name": "Attendance Rules: Feedback",
    "summary": "Employees are asked about the rules, and told what becomes of it",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Attendances",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    # The close is named because the audit of a month lists feedback without a decision:
    # an add-on more for this one point would cost more than it frees.
    "depends": ["attendance_rules_close", "survey_round"],
    "data": [
        "security/ir.model.access.csv",
        "security/attendance_rules_feedback_security.xml",
        "data/survey_attendance_data.xml",
        "data/service_policy_carrier_data.xml",
        "views/attendance_feedback_round_templates.xml",
        "views/attendance_feedback_round_views.xml",
        "views/attendance_policy_views.xml",
        "views/res_config_settings_views.xml",
        "views/attendance_rules_feedback_menus.xml",
    ],
    "auto_install": ["attendance_rules_close"],
}
