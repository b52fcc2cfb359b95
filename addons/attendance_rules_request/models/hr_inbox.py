from odoo import models

from odoo.addons.hr_employee_team.core.inbox import Source


class HrInbox(models.AbstractModel):
    """Requests, leave and talks wait for whoever decides about them."""

    _inherit = "hr.inbox"

    def _sources(self):
        return [
            *super()._sources(),
            self._leave_source(),
            self._allocation_source(),
            self._request_source(
                "correction", self.env._("Punch corrections to decide"), "fa-pencil"
            ),
            self._request_source(
                "overtime", self.env._("Overtime to decide"), "fa-clock-o"
            ),
            self._request_source(
                "excuse", self.env._("Excuses to decide"), "fa-umbrella"
            ),
            self._talk_source(),
        ]

    def _leave_source(self):
        asked = self._asked_by_activity("leave_approval", "leave_second_approval")
        return Source(
            key="hr.leave",
            title=self.env._("Leave to decide"),
            model="hr.leave",
            domain=[
                ("state", "in", ("confirm", "validate1")),
                ("activity_ids", "any", asked),
            ],
            action="attendance_rules_request.attendance_leave_action",
            due="date_from",
            icon="fa-plane",
            approve="action_approve",
        )

    def _allocation_source(self):
        asked = self._asked_by_activity(
            "leave_allocation_approval", "leave_allocation_second_approval"
        )
        return Source(
            key="hr.leave.allocation",
            title=self.env._("Leave balances to decide"),
            model="hr.leave.allocation",
            domain=[
                ("state", "in", ("confirm", "validate1")),
                ("activity_ids", "any", asked),
            ],
            since="create_date",
            icon="fa-calendar-plus-o",
            approve="action_approve",
        )

    def _asked_by_activity(self, *kinds):
        """Odoo notes as an activity who is asked for a leave or a balance."""
        kinds = [self.env.ref(f"hr_holidays.mail_act_{kind}").id for kind in kinds]
        return [("user_id", "=", self.env.uid), ("activity_type_id", "in", kinds)]

    def _request_source(self, name, title, icon):
        return Source(
            key=f"attendance.{name}",
            title=title,
            model=f"attendance.{name}",
            domain=[
                ("state", "=", "submitted"),
                ("approver_ids", "in", [self.env.uid]),
            ],
            action=f"attendance_rules_request.attendance_{name}_action",
            since="submitted_at",
            icon=icon,
            approve="action_approve",
        )

    def _talk_source(self):
        return Source(
            key="attendance.talk",
            title=self.env._("Talks to hold"),
            model="attendance.talk",
            domain=[("state", "=", "due"), ("manager_id", "=", self.env.uid)],
            action="attendance_rules_request.attendance_talk_action",
            since="work_date",
            icon="fa-comments-o",
        )
