from odoo.addons.base_engine_tools.engine.leaving import let_go


def uninstall_hook(env):
    """Actions of departments and notes name kinds and sources of this add-on."""
    let_go(
        env,
        "advisor_crm_market",
        ("market_note", "kind_id", "market.note.kind"),
        ("market_note", "source_kind_id", "market.source.kind"),
        ("service_action", "kind_id", "service.action.kind"),
    )
