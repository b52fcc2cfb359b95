def uninstall_hook(env):
    """Let go what holds on to others: investigations name the kind of action that comes
    with this add-on."""
    env.cr.execute(
        """
        DELETE FROM service_action
         WHERE kind_id IN (
             SELECT res_id FROM ir_model_data
              WHERE module = 'service_rating' AND model = 'service.action.kind')
        """
    )
    env.invalidate_all()
