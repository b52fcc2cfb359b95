{
    "name": "Attendance Rules",
    "summary": "A month of attendance that judges fairly, explains itself and closes",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Attendances",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "base_engine_tools",
        "hr_attendance",
        "hr_employee_team",
        "hr_holidays",
        "hr_holidays_attendance",
        "resource_special_day",
        "service_policy",
    ],
    "data": [
        "security/attendance_rules_groups.xml",
        "security/ir.model.access.csv",
        "security/attendance_rules_security.xml",
        "data/attendance_policy_data.xml",
        "data/ir_cron_data.xml",
        "wizard/attendance_policy_publish_views.xml",
        "wizard/attendance_recompute_views.xml",
        "views/attendance_day_views.xml",
        "views/attendance_hours_change_views.xml",
        "views/attendance_incident_views.xml",
        "views/attendance_month_views.xml",
        "views/attendance_board_views.xml",
        "views/attendance_policy_views.xml",
        "views/hr_employee_views.xml",
        "views/res_config_settings_views.xml",
        "views/attendance_trend_views.xml",
        "views/attendance_acknowledgement_views.xml",
        "views/attendance_rules_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "attendance_rules/static/src/**/*",
            ("remove", "attendance_rules/static/src/attendance_trend/**/*"),
        ],
        # As Odoo's own graphs: loaded with the first of them.
        "web.assets_backend_lazy": [
            "attendance_rules/static/src/attendance_trend/**/*"
        ],
        "web.assets_unit_tests": [
            "attendance_rules/static/tests/**/*.test.js",
            "attendance_rules/static/tests/attendance_test_helpers.js",
        ],
    },
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
