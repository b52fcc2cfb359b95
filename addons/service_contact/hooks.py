from odoo.addons.base_engine_tools.engine.leaving import let_go


def uninstall_hook(env):
    """Promises, contacts to keep and notes name what comes with this add-on: kinds of
    promise, cadences, means."""
    let_go(
        env,
        "service_contact",
        ("service_deadline", "promise_id", "service.promise"),
        ("service_contact_duty", "cadence_id", "service.contact.cadence"),
        ("service_contact_note", "means_id", "service.contact.means"),
    )
