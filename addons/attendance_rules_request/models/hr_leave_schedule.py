from odoo import models


class HrLeave(models.Model):
    """Leave outlasts a change of the employee's schedule."""

    _inherit = "hr.leave"

    def _split_leaves(self, split_date_from, split_date_to=False):
        """Override: the parts of an approved leave stay approved."""
        parts = super(HrLeave, self.sudo())._split_leaves(
            split_date_from, split_date_to
        )
        return parts.with_env(self.env)

    def _split_leaves_at(self, day):
        """Part the leaves that begin before a day and go on; return the later parts."""
        across = self.filtered(
            lambda leave: leave.request_date_from < day <= leave.request_date_to
        )
        return across._split_leaves(day) if across else across

    def _follow_schedule(self, calendar):
        """Take the hours of another schedule."""
        leaves = self.sudo().with_context(
            leave_skip_date_check=True, leave_skip_state_check=True
        )
        leaves.write({"resource_calendar_id": calendar.id})
        leaves._compute_date_from_to()

    def _stay_approved(self):
        """Take back that approved leaves were put back to be approved."""
        leaves = self.sudo().with_context(leave_skip_state_check=True)
        back = leaves.filtered(lambda leave: leave.state != "validate")
        back.with_context(leave_fast_create=True).write({"state": "validate"})
        back.with_context(active_test=False).meeting_id.write({"active": True})
        back.activity_update()
        absences = self.env["resource.calendar.leaves"].sudo()
        known = absences.search([("holiday_id", "in", self.ids)]).holiday_id
        (leaves - known)._create_resource_leave()
