{
    "name": "Service Report",
    "summary": "The figures of the service, with the requests behind them",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["service_indicator", "service_management"],
    "data": [
        "security/ir.model.access.csv",
        "views/service_handling_views.xml",
        "views/service_handover_views.xml",
        "views/res_config_settings_views.xml",
        "views/service_report_menus.xml",
    ],
    "auto_install": ["service_management"],
    "post_init_hook": "post_init_hook",
}
