"""What Odoo stores beside a punch, computed for many at once."""

from collections import defaultdict
from datetime import date, datetime, time

from pytz import timezone, utc

from odoo.addons.attendance_rules.engine import employment
from odoo.addons.base_engine_tools.core.instants import ONE_DAY, to_nearest_second

HOUR = 3600


def stored_values(env, vals_list):
    """Return the stored figures of each punch: local date and hours without lunch.

    :param vals_list: with employee_id, check_in and check_out
    """
    if not vals_list:
        return []
    employees = env["hr.employee"].browse({vals["employee_id"] for vals in vals_list})
    lunches = _Lunches(env, employees, vals_list)
    values = []
    for vals in vals_list:
        employee_id = vals["employee_id"]
        hours = lunches.worked(employee_id, vals["check_in"], vals["check_out"]) / HOUR
        values.append(
            {
                "date": lunches.local_date(employee_id, vals["check_in"]),
                "worked_hours": hours,
            }
        )
    return values


class _Lunches:
    """Lunch breaks per schedule and range, computed once."""

    def __init__(self, env, employees, vals_list):
        self.env = env
        first = min(vals["check_in"] for vals in vals_list).date() - ONE_DAY
        last = max(vals["check_out"] for vals in vals_list).date() + ONE_DAY
        self.first, self.last = first, last
        self.zones = {each.id: timezone(each._get_tz()) for each in employees}
        self.jobs = employment.load(env, employees.ids)
        self.found = {}

    def local_date(self, employee_id, moment) -> date:
        return utc.localize(moment).astimezone(self.zones[employee_id]).date()

    def worked(self, employee_id, check_in, check_out) -> int:
        """Seconds between two instants without the lunch breaks of the schedule."""
        start, end = to_nearest_second(check_in), to_nearest_second(check_out)
        day = self.local_date(employee_id, check_in)
        stretches = self.jobs[employee_id].between(day, day)
        calendar_id = stretches and stretches[0].version.calendar_id
        seconds = end - start
        if not calendar_id:
            return seconds
        breaks = self._breaks(calendar_id)
        for each in (day - ONE_DAY, day, day + ONE_DAY):
            for lunch_start, lunch_end in breaks.get(each, ()):
                seconds -= max(0, min(end, lunch_end) - max(start, lunch_start))
        return seconds

    def _breaks(self, calendar_id):
        if calendar_id not in self.found:
            self.found[calendar_id] = self._load(calendar_id)
        return self.found[calendar_id]

    def _load(self, calendar_id):
        """Return {local date: [(start, end), …]} of a schedule's lunch breaks."""
        calendar = self.env["resource.calendar"].browse(calendar_id)
        if calendar.flexible_hours:
            return {}
        zone = timezone(calendar.tz)
        start = zone.localize(datetime.combine(self.first, time.min))
        stop = zone.localize(datetime.combine(self.last + ONE_DAY, time.min))
        breaks = defaultdict(list)
        found = calendar._attendance_intervals_batch(start, stop, lunch=True)[False]
        for begin, end, _line in found:
            breaks[begin.date()].append(
                (round(begin.timestamp()), round(end.timestamp()))
            )
        return breaks
