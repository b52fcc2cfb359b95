from odoo import models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """New versions of the rules wait to be read."""

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
        return [*super()._sources(), unread]
