def uninstall_hook(env):
    """Let go what holds on to others: promises name the kinds of promise that come with
    this add-on, and actions name their kinds."""
    env.cr.execute(
        """
        DELETE FROM service_deadline
         WHERE promise_id IN (
             SELECT res_id FROM ir_model_data
              WHERE module = 'service_follow_up' AND model = 'service.promise')
        """
    )
    env.cr.execute("DELETE FROM service_action")
    env.invalidate_all()
