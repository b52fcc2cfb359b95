{
    "name": "Advisor CRM: Deliveries",
    "summary": "Milestones of orders follow their deliveries",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "license": "AGPL-3",
    "author": "Service Policy",
    "development_status": "Beta",
    "depends": ["advisor_crm_order", "sale_stock"],
    "data": ["data/order_milestone_kind_data.xml"],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
