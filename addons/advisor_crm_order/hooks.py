from odoo.addons.base_engine_tools.engine.leaving import let_go


def uninstall_hook(env):
    """Promises, problems, milestones and checks name kinds, reasons and items that come
    with this add-on."""
    let_go(
        env,
        "advisor_crm_order",
        ("service_deadline", "promise_id", "service.promise"),
        ("service_action", "kind_id", "service.action.kind"),
        ("order_check", "item_id", "order.check.item"),
        ("order_correction", "reason_id", "order.correction.reason"),
        ("order_milestone", "kind_id", "order.milestone.kind"),
        ("order_milestone_plan_line", "kind_id", "order.milestone.kind"),
    )
