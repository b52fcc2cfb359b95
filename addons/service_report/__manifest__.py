{
    "name": "Service Report",
    "summary": "The figures of the service, with the requests behind them",
    "version": "19.0.1.0.0",
    "category": "Services/Helpdesk",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["service_indicator", "service_management", "service_policy"],
    "data": [
        "security/ir.model.access.csv",
        "security/service_board_wall_security.xml",
        "data/service_policy_carrier_data.xml",
        "views/service_handling_views.xml",
        "views/service_handover_views.xml",
        "views/res_config_settings_views.xml",
        "views/service_board_views.xml",
        "views/service_board_wall_views.xml",
        "views/service_board_wall_templates.xml",
        "views/service_report_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "service_report/static/src/board/**/*",
            "service_report/static/src/wall_link/**/*",
        ],
        # A page without a log-in: nothing of the web client is loaded.
        "service_report.assets_wall": ["service_report/static/src/wall/**/*"],
        "web.assets_tests": ["service_report/static/tests/tours/**/*"],
    },
    "auto_install": ["service_management"],
    "post_init_hook": "post_init_hook",
}
