from odoo.addons.base_engine_tools.engine.leaving import let_go


def uninstall_hook(env):
    """Days and greetings name the occasions that come with this add-on."""
    let_go(
        env,
        "advisor_crm_care",
        ("customer_care_greeting", "occasion_id", "customer.care.occasion"),
        ("customer_care_date", "occasion_id", "customer.care.occasion"),
    )
