from odoo.addons.base_engine_tools.engine.leaving import let_go

from .engine.handling_store import fill


def post_init_hook(env):
    """Know the requests that were there before."""
    fill(env)


def uninstall_hook(env):
    """Promises name the kind of promise that comes with this add-on."""
    let_go(
        env,
        "service_report",
        ("service_deadline", "promise_id", "service.promise"),
    )
