from collections import defaultdict
from datetime import datetime, time, timedelta

from pytz import timezone

from odoo import api, models


class AttendanceEngine(models.AbstractModel):
    """Rest after a night on duty: whoever had one may come later (CS-2)."""

    _inherit = "attendance.engine"

    @api.model
    def _load_late_allowance(self, employees, start, end):
        """Override to add the rest after night duties.

        The allowance reaches from the first planned start of the local day on which
        the night ends to the end of the rest that the post grants.
        """
        result = dict(super()._load_late_allowance(employees, start, end))
        slots = self.env["hr.duty.slot"]._nights_to_rest(employees, start, end)
        for (calendar, company), group in self._by_schedule(slots).items():
            calendar = calendar.with_context(special_day_company_id=company.id)
            starts = self._planned_starts(calendar, group)
            for slot in group:
                key = (slot.employee_id.id, slot._rest_date())
                seconds = slot._rest_after(starts.get(slot._rest_date()))
                if seconds > result.get(key, 0):
                    result[key] = seconds
        return result

    @api.model
    def _by_schedule(self, slots):
        """Group duties by the schedule of the day after them, and its company."""
        groups = defaultdict(list)
        for slot in slots:
            employee = slot.employee_id
            calendar = employee._get_version(slot._rest_date()).resource_calendar_id
            if calendar:
                groups[calendar, employee.company_id].append(slot)
        return groups

    @api.model
    def _planned_starts(self, calendar, slots):
        """Return when work is planned to start, by date, on the days after duties."""
        days = [slot._rest_date() for slot in slots]
        zone = timezone(calendar.tz or "UTC")
        intervals = calendar._attendance_intervals_batch(
            zone.localize(datetime.combine(min(days), time.min)),
            zone.localize(datetime.combine(max(days) + timedelta(1), time.min)),
            tz=zone,
        )[False]
        starts = {}
        for start, _stop, _attendance in intervals:
            starts.setdefault(start.astimezone(zone).date(), start)
        return starts
