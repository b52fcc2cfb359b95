from datetime import timedelta

from odoo import models

from ..attendance import story

DAY = timedelta(1)


class AttendanceDemo(models.AbstractModel):
    """The leave of the demo company."""

    _inherit = "attendance.demo"

    def _create_leaves(self):
        """Leave that was asked for in time, and granted where the story says so."""
        leaves = self.env["hr.leave"].with_context(
            leave_skip_date_check=True,
            leave_skip_state_check=True,
            attendance_rules_no_notice=True,
        )
        for absent in story.leaves(self._months()):
            half = absent.part == "am"
            leave = leaves.create(
                {
                    "employee_id": self._ref("employee", f"{absent.person:02}").id,
                    "holiday_status_id": self._ref("type", absent.kind).id,
                    "request_date_from": absent.first,
                    "request_date_to": absent.last,
                    **({"request_date_from_period": "am"} if half else {}),
                    **({"request_date_to_period": "am"} if half else {}),
                }
            )
            if absent.part != "asked":
                leave.action_approve()

    def _leave_days(self):
        leaves = self.env["hr.leave"].search(
            [
                ("employee_id", "in", self._employees().ids),
                ("state", "=", "validate"),
                ("request_unit_half", "=", False),
            ]
        )
        return {
            (leave.employee_id.id, leave.request_date_from + DAY * number)
            for leave in leaves
            for number in range(
                (leave.request_date_to - leave.request_date_from).days + 1
            )
        }
