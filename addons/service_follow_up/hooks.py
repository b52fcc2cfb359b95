from odoo.addons.base_engine_tools.engine.leaving import let_go


def uninstall_hook(env):
    """Promises and actions name kinds that come with this add-on."""
    let_go(
        env,
        "service_follow_up",
        ("service_deadline", "promise_id", "service.promise"),
        ("service_action", "kind_id", "service.action.kind"),
    )
