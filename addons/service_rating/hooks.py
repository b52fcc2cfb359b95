from odoo.addons.base_engine_tools.engine.leaving import let_go


def uninstall_hook(env):
    """Investigations name the kind of action that comes with this add-on."""
    let_go(
        env,
        "service_rating",
        ("service_action", "kind_id", "service.action.kind"),
    )
