{
    "name": "Service Rating by Text Message",
    "summary": "Customers are asked how content they are by SMS, with nothing lost",
    "version": "19.0.1.0.0",
    "category": "Services/Policies",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["service_policy", "service_rating", "sms"],
    "data": [
        "data/service_policy_carrier_data.xml",
        "views/res_config_settings_views.xml",
        "views/service_rating_views.xml",
    ],
    "auto_install": ["service_rating", "sms"],
}
