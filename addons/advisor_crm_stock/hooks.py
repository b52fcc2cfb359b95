def uninstall_hook(env):
    """What deliveries have set is set by hand again."""
    env.cr.execute(
        "UPDATE order_milestone_kind SET set_by = 'hand' WHERE set_by = 'delivery'"
    )
    env.invalidate_all()
