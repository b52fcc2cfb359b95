from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.links import unfollow


def uninstall_hook(env):
    """Give the application menu back to whom it was meant for; other tables call
    nobody any more."""
    unfollow(env, "attendance.day", "attendance.incident")
    menu = env.ref("hr_attendance.menu_hr_attendance_root", raise_if_not_found=False)
    if menu:
        menu.group_ids = [Command.unlink(env.ref("base.group_user").id)]
