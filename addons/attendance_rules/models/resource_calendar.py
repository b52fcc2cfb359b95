from datetime import date

from odoo import api, models


class ResourceCalendar(models.Model):
    """Schedules have the open months of those who work by them judged again."""

    _inherit = "resource.calendar"

    @api.model
    def _on_working_time_changed(self, calendars):
        """Override of `resource_special_day`: hours, special days or global time off
        have changed. What was closed stays as it was sealed, and what is over as it was
        judged; about that HR is asked anew."""
        self.env["attendance.hours.change"].sudo()._ask_anew(
            [("calendar_id", "in", calendars.ids), ("employee_ids", "=", False)]
        )
        versions = self.env["hr.version"].sudo()
        found = versions._read_group(
            [("resource_calendar_id", "in", calendars.ids)],
            aggregates=["employee_id:array_agg"],
        )
        employee_ids = {one for one in (found[0][0] or ()) if one}
        self.env["attendance.dirty"].sudo()._add_range(
            sorted(employee_ids), date.min, date.max, only_open=True
        )
        return super()._on_working_time_changed(calendars)
