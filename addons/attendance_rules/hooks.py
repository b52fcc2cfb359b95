from odoo.fields import Command
from odoo.tools import SQL

#: What other tables call when their rows go, see ``FollowedLink``.
FOLLOWERS = (
    "attendance_day_department_id_follows",
    "attendance_day_month_id_follows",
    "attendance_incident_department_id_follows",
)


def uninstall_hook(env):
    """Give the application menu back to whom it was meant for; other tables call
    nobody any more."""
    for name in FOLLOWERS:
        query = SQL("DROP FUNCTION IF EXISTS %s CASCADE", SQL.identifier(name))
        env.cr.execute(query)
    menu = env.ref("hr_attendance.menu_hr_attendance_root", raise_if_not_found=False)
    if menu:
        menu.group_ids = [Command.unlink(env.ref("base.group_user").id)]
