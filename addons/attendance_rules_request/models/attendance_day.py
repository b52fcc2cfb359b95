from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class AttendanceDay(models.Model):
    """From a day to what can be asked for about it."""

    _inherit = "attendance.day"

    def action_request_correction(self):
        """Open a punch correction, filled in with what is missing.

        :raise UserError: its term has passed
        """
        if too_late := self._too_late_to_correct():
            raise UserError(too_late)
        return self._open_request(
            "attendance.correction",
            self.env._("Punch Correction"),
            default_day_id=self.id,
        )

    def _too_late_to_correct(self):
        """Why a punch of the day cannot be corrected any more; False if it can."""
        self.ensure_one()
        last = self.work_date + timedelta(days=self.sudo().policy_id.correction_days)
        local = self.with_context(tz=self.tz or "UTC")
        if fields.Date.context_today(local) <= last:
            return False
        corrections = self.env["attendance.correction"]
        return corrections._too_late_message(self.work_date, last)

    def _heat_map(self):
        """Override: a correction is not offered after its term, and it is said why."""
        cells = super()._heat_map()
        days = {day.id: day for day in self}
        for cell in cells:
            too_late = cell["can_correct"] and days[cell["id"]]._too_late_to_correct()
            if too_late:
                cell["can_correct"] = False
                cell["lines"] = [*cell["lines"], too_late]
        return cells

    def action_request_overtime(self):
        """Open a request for overtime after the planned end of the day."""
        return self._open_request(
            "attendance.overtime",
            self.env._("Overtime"),
            default_date_from=self.plan_to,
        )

    def _open_request(self, model, name, **defaults):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "current",
            "context": {"default_employee_id": self.employee_id.id, **defaults},
        }
