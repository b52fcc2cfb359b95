{
    "name": "Special Days on Working Schedules",
    "summary": "Public holidays and make-up working days (调休) per working schedule",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tools",
    "author": "Service Policy Team",
    "website": "https://example.org/service-policy",
    "license": "AGPL-3",
    "depends": ["resource"],
    "external_dependencies": {"python": ["holidays"]},
    "data": [
        "security/ir.model.access.csv",
        "security/resource_special_day_security.xml",
        "wizard/resource_special_day_import_views.xml",
        "views/resource_special_day_views.xml",
        "views/resource_calendar_views.xml",
        "views/resource_special_day_menus.xml",
    ],
}
