{
    "name": "Attendance Rules: Import of Punches",
    "summary": "Punches from the files of clocks, terminals and workbooks",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Attendances",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "external_dependencies": {"python": ["charset_normalizer", "xlrd"]},
    "depends": [
        "attendance_rules",
    ],
    "data": [
        "security/ir.model.access.csv",
        "security/attendance_rules_import_security.xml",
        "data/attendance_import_source_data.xml",
        "data/service_policy_carrier_data.xml",
        "wizard/attendance_import_views.xml",
        "views/attendance_import_source_views.xml",
        "views/attendance_rules_import_menus.xml",
    ],
    "auto_install": True,
}
