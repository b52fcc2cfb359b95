{
    "name": "Advisor CRM: Requests Become Enquiries",
    "summary": "A request goes on as an enquiry, with the same promise",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": [
        "advisor_crm_need",
        "base_engine_tools",
        "service_deadline",
        "service_management",
    ],
    "data": [
        "data/service_promise_data.xml",
        "data/service_policy_carrier_data.xml",
        "views/helpdesk_ticket_views.xml",
        "views/service_promise_views.xml",
    ],
    "auto_install": ["advisor_crm_need", "service_management"],
}
