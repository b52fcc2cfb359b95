from odoo import models


class HrLeaveType(models.Model):
    """Leave types: whether time off is leave or a trip is a matter of the verdict."""

    _inherit = "hr.leave.type"

    def write(self, vals):
        """Override: the kind counts for all leave of the type, also what is granted."""
        changed = self.filtered(
            lambda leave_type: (
                leave_type.time_type != vals.get("time_type", leave_type.time_type)
            )
        )
        result = super().write(vals)
        self.env["attendance.dirty"].sudo()._add_leave_types(changed.ids)
        return result
