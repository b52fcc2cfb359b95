{
    "name": "Advisor CRM: Mailings",
    "summary": "A campaign goes out as a mailing, without those who are held out",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "advisor_crm",
        "advisor_crm_campaign",
        "base_engine_tools",
        "mass_mailing",
        "service_policy",
    ],
    "data": [
        "data/service_policy_carrier_data.xml",
        "views/customer_campaign_member_views.xml",
        "views/customer_campaign_views.xml",
        "views/mailing_mailing_views.xml",
    ],
    "auto_install": ["advisor_crm_campaign", "mass_mailing"],
}
