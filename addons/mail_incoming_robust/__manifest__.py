{
    "name": "Incoming E-mails: Robust",
    "summary": "Takes every e-mail in, and knows those of machines",
    "version": "19.0.1.0.0",
    "category": "Productivity/Discuss",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "base_engine_tools",
        "mail",
    ],
    "external_dependencies": {"python": ["chardet"]},
    "data": [
        "security/ir.model.access.csv",
        "security/mail_incoming_robust_security.xml",
        "data/ir_config_parameter_data.xml",
        "views/mail_held_views.xml",
        "views/res_config_settings_views.xml",
        "views/mail_incoming_robust_menus.xml",
    ],
}
