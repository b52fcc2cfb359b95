{
    "name": "Advisor CRM: Figures by Tier",
    "summary": "Figures of the service and its monthly report by customer tier",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "advisor_crm_service",
        "customer_tier",
        "service_deadline",
        "service_management",
        "service_rating",
        "service_report",
    ],
    "data": [
        "views/service_deadline_views.xml",
        "views/service_handling_views.xml",
        "views/service_rating_views.xml",
    ],
    "auto_install": ["advisor_crm_service", "service_report"],
    "post_init_hook": "post_init_hook",
}
