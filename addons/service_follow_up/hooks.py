def uninstall_hook(env):
    """Let go what other rows hold on to: promises name the kinds of promise that come
    with this add-on."""
    env.cr.execute(
        """
        DELETE FROM service_deadline
         WHERE promise_id IN (
             SELECT res_id FROM ir_model_data
              WHERE module = 'service_follow_up' AND model = 'service.promise')
        """
    )
    env.invalidate_all()
