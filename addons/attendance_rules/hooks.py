from odoo.fields import Command


def post_init_hook(env):
    """Turn off two of Odoo's own jobs that write punches nobody made.

    Absence management and the automatic check-out invent attendances: a second of
    presence for the absent, an end for who forgot to check out. Verdicts here rest on
    what happened, and a missing punch is a missing punch. Both are settings that an
    administrator may turn on again.
    """
    companies = env["res.company"].search([])
    companies.write({"absence_management": False, "auto_check_out": False})


def uninstall_hook(env):
    """Give the application menu back to whom it was meant for."""
    menu = env.ref("hr_attendance.menu_hr_attendance_root", raise_if_not_found=False)
    if menu:
        menu.group_ids = [Command.unlink(env.ref("base.group_user").id)]
