{
    "name": "Service Rating after a Visit",
    "summary": "Customers rate attitude, effect, timeliness by a tap after a visit",
    "version": "19.0.1.0.0",
    "category": "Services/Policies",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "base_engine_tools",
        "service_contact",
        "service_policy",
        "service_rating",
    ],
    "data": [
        "data/service_policy_carrier_data.xml",
        "views/service_contact_note_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["service_rating_contact/static/tests/tours/**/*"],
    },
    "auto_install": ["service_contact", "service_rating"],
}
