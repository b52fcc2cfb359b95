{
    "name": "Service Duty",
    "summary": "Promises are escalated to whoever is on duty now",
    "version": "19.0.1.0.0",
    "category": "Services/Policies",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["hr_duty", "service_deadline", "service_indicator"],
    "data": [
        "data/service_role_data.xml",
        "data/service_policy_carrier_data.xml",
        "views/service_role_views.xml",
    ],
    "auto_install": True,
}
