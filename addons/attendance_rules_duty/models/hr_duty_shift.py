from odoo import models

MOVING = {"date_start", "date_stop", "post_id", "state"}


class HrDutyShift(models.Model):
    """A duty that moves, or is published, moves the rest after it (CS-2)."""

    _inherit = "hr.duty.shift"

    def write(self, vals):
        """Override: the days after the old and the new nights are judged again."""
        moved = bool(MOVING & vals.keys())
        if moved:
            self.slot_ids._mark_rest()
        result = super().write(vals)
        if moved:
            self.slot_ids._mark_rest()
        return result
