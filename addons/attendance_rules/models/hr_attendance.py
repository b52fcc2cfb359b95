from odoo import api, fields, models

#: What a verdict depends on
FACTS = {"check_in", "check_out", "employee_id", "in_mode", "out_mode"}


class HrAttendance(models.Model):
    """Punches have their days judged again, with one query however many there are."""

    _inherit = "hr.attendance"

    changed_by_hand = fields.Boolean(
        readonly=True,
        copy=False,
        help="A time was changed after the punch, not by a clock.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        attendances = super().create(vals_list)
        attendances._mark_days(attendances._judged_days())
        return attendances

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        if "check_in" in vals or ("check_out" in vals and "out_mode" not in vals):
            vals = {"changed_by_hand": True, **vals}
        before = self._judged_days()
        result = super().write(vals)
        self._mark_days(before | self._judged_days())
        return result

    def unlink(self):
        before = self._judged_days()
        result = super().unlink()
        self._mark_days(before)
        return result

    def _judged_days(self):
        """Days to which the punches belong, roughly: nights are known to the engine."""
        return {(punch.employee_id.id, punch.date) for punch in self}

    @api.model
    def _mark_days(self, days):
        self.env["attendance.dirty"].sudo()._add(days)
