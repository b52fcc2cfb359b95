from odoo import models

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendanceDay(models.Model):
    """From a day to what can be asked for about it."""

    _inherit = "attendance.day"

    @needs_access("read")
    def action_request_correction(self):
        """Open a punch correction, filled in with what is missing."""
        return self._open_request(
            "attendance.correction",
            self.env._("Punch Correction"),
            default_day_id=self.id,
        )

    @needs_access("read")
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
