{
    "name": "Engine Tools",
    "summary": "Instants, intervals, bulk writers and words for engines",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tools",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["web"],
    "post_init_hook": "post_init_hook",
    "assets": {
        "web.assets_backend": [
            "base_engine_tools/static/src/**/*",
            ("remove", "base_engine_tools/static/src/time_graph/**/*"),
        ],
        # As Odoo's own graphs: loaded with the first of them.
        "web.assets_backend_lazy": ["base_engine_tools/static/src/time_graph/**/*"],
        "web.assets_frontend": ["base_engine_tools/static/src/duration/duration.js"],
        "web.assets_unit_tests": ["base_engine_tools/static/tests/**/*.test.js"],
    },
}
