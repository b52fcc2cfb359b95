from odoo import api, models

from ..core.special_days import Line


class ResourceCalendarAttendance(models.Model):
    """Lines of a schedule tell it when its hours change."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        attendances = super().create(vals_list)
        attendances.calendar_id._working_time_changed()
        return attendances

    def write(self, vals):
        calendars = self.calendar_id
        result = super().write(vals)
        (calendars | self.calendar_id)._working_time_changed()
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        calendars._working_time_changed()
        return result

    def _to_core(self):
        """Return the plain value of a line that the pure core works with."""
        self.ensure_one()
        two_weeks = self.calendar_id.two_weeks_calendar
        return Line(
            line_id=self.id,
            weekday=int(self.dayofweek),
            week_type=int(self.week_type) if two_weeks else None,
            hour_from=self.hour_from,
            hour_to=self.hour_to,
            is_break=self.day_period == "lunch",
        )
