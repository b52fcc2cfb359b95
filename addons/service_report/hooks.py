from .engine.handling_store import fill


def post_init_hook(env):
    """Know the requests that were there before."""
    fill(env)


def uninstall_hook(env):
    """Let go what holds on to others: promises name the kind of promise that comes with
    this add-on."""
    env.cr.execute(
        """
        DELETE FROM service_deadline
         WHERE promise_id IN (
             SELECT res_id FROM ir_model_data
              WHERE module = 'service_report' AND model = 'service.promise')
        """
    )
    env.invalidate_all()
