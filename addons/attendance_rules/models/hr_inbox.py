from odoo import models

from odoo.addons.hr_employee_team.core.inbox import Source

HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"


class HrInbox(models.AbstractModel):
    """New versions of the rules wait to be read, changed hours to be dated."""

    _inherit = "hr.inbox"

    def _sources(self):
        unread = Source(
            key="attendance.acknowledgement",
            title=self.env._("Attendance rules for you to read"),
            model="attendance.acknowledgement",
            domain=[
                ("state", "=", "waiting"),
                ("employee_id.user_id", "=", self.env.uid),
            ],
            action="attendance_rules.attendance_acknowledgement_action_my",
            due="deadline",
            icon="fa-book",
        )
        sources = [*super()._sources(), unread]
        if self.env.user.has_group(HR_ADMIN):
            sources.append(self._hours_source())
        return sources

    def _hours_source(self):
        return Source(
            key="attendance.hours.change",
            title=self.env._("Hours that changed: from when do they count?"),
            model="attendance.hours.change",
            domain=[("state", "=", "open")],
            action="attendance_rules.attendance_hours_change_action",
            since="create_date",
            icon="fa-calendar-o",
        )
