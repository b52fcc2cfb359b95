"""Working schedules compiled once for a range of dates, for all who share them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from pytz import timezone

from odoo.tools import SQL

from odoo.addons.base_engine_tools.core import spans
from odoo.addons.base_engine_tools.core.instants import (
    ONE_DAY,
    dates,
    midnight,
    to_nearest_second,
)
from odoo.addons.base_engine_tools.engine.fingerprint import digest
from odoo.addons.resource_special_day.core.day_kinds import HOLIDAY, day_kinds
from odoo.addons.resource_special_day.core.special_days import is_within_night

from ..core.plan import Plan, make_plan


@dataclass(slots=True)
class Schedule:
    """What a working schedule asks for on some dates.

    :param plan: shared by all who have the schedule
    :param day_types: {date: "holiday"}
    :param flexible: {date: planned seconds} without fixed hours, else None
    :param stamp: changes when anything of it does
    """

    tz: str
    plan: Plan = field(default_factory=Plan)
    day_types: dict = field(default_factory=dict)
    flexible: dict | None = None
    stamp: str = ""

    def __post_init__(self):
        shifts = [shift.pieces for shift in self.plan.shifts]
        days = sorted(self.day_types.items()), sorted((self.flexible or {}).items())
        self.stamp = digest(self.tz, shifts, self.plan.windows, repr(days))


class Plans:
    """Compiles schedules, with special days and global time off.

    The number of queries depends on the schedules, not on the employees.
    """

    def __init__(self, env, first, last):
        self.env = env(context={}, su=True)
        # A flexible schedule counts its weeks from where the question starts: Monday.
        self.first = first - ONE_DAY * (first.weekday() + 7)
        self.last = last + ONE_DAY * 2
        self.schedules = {}
        self.closings = None

    def of(self, calendar_id, company_id, tz, terms):
        """Return the schedule of a company, by the terms of its policy.

        :param calendar_id: None for who works without any schedule
        :param tz: time zone of the employee, for who has no schedule
        :rtype: Schedule
        """
        own_tz = None if calendar_id else tz
        key = (calendar_id, company_id, own_tz, terms.split_gap, terms.reach)
        if key not in self.schedules:
            self.schedules[key] = self._compile(calendar_id, company_id, tz, terms)
        return self.schedules[key]

    def _compile(self, calendar_id, company_id, tz, terms):
        if not calendar_id:
            company = self.env["res.company"].browse(company_id)
            tz = tz or company.resource_calendar_id.tz or "UTC"
            return Schedule(tz, flexible=dict.fromkeys(dates(self.first, self.last), 0))
        calendar = (
            self.env["resource.calendar"]
            .with_context(special_day_company_id=company_id)
            .browse(calendar_id)
        )
        zone = timezone(calendar.tz)
        closings = self._closings_of(calendar_id, company_id)
        hours = self._hours(calendar, zone)
        holidays = self._holidays(calendar, company_id, hours, closings, zone)
        hours = spans.minus(hours, spans.merged(closings))
        if calendar.flexible_hours:
            flexible = self._flexible(hours, zone)
            return Schedule(calendar.tz, Plan(), holidays, flexible)
        cut_at = self._cut_nights(calendar, holidays)
        plan = make_plan(hours, calendar.tz, terms, cut_at)
        return Schedule(calendar.tz, plan, holidays)

    def _cut_nights(self, calendar, holidays):
        """Midnights at which a holiday cuts a night of the schedule in two."""
        lines = calendar._cached_special_day_lines(calendar.id) if holidays else ()
        return {
            midnight(day, calendar.tz)
            for holiday in holidays
            for day in (holiday, holiday + ONE_DAY)
            if is_within_night(lines, day)
        }

    def _hours(self, calendar, zone):
        """Hours by the schedule, make-up days included, with one query."""
        start = zone.localize(datetime.combine(self.first, time.min))
        stop = zone.localize(datetime.combine(self.last + ONE_DAY, time.min))
        found = calendar._attendance_intervals_batch(start, stop, tz=zone)[False]
        # An Odoo day ends a microsecond early.
        return [
            (round(start.timestamp()), round(stop.timestamp()))
            for start, stop, _line in found
        ]

    def _closings_of(self, calendar_id, company_id):
        """Global time off of a schedule: of its company only."""
        if self.closings is None:
            self.closings = self._load_closings()
        return sorted(
            closing
            for company in {None, company_id}
            for calendar in {None, calendar_id}
            for closing in self.closings[company, calendar]
        )

    def _load_closings(self):
        found = defaultdict(list)
        query = SQL(
            """
            SELECT company_id, calendar_id, date_from, date_to
              FROM resource_calendar_leaves
             WHERE resource_id IS NULL
               AND time_type = 'leave'
               AND date_from <= %s AND date_to >= %s
            """,
            self.last + ONE_DAY * 2,
            self.first - ONE_DAY * 2,
        )
        for company_id, calendar_id, start, stop in self.env.execute_query(query):
            # Odoo's days end a second before midnight.
            end = to_nearest_second(stop) + (stop.second == 59)
            found[company_id, calendar_id].append((to_nearest_second(start), end))
        return found

    def _holidays(self, calendar, company_id, hours, closings, zone):
        """Dates that are holidays, by the one reading of what a date is.

        :param hours: by the schedule, whatever is closed
        :return: {date: "holiday"}
        """
        kinds = day_kinds(
            self.first,
            self.last,
            zone,
            calendar._get_special_days(company_id),
            [_moments(span) for span in hours],
            [_moments(span) for span in closings],
        )
        return {day: kind for day, kind in kinds.items() if kind == HOLIDAY}

    def _flexible(self, hours, zone):
        planned = dict.fromkeys(dates(self.first, self.last), 0)
        for start, stop in hours:
            planned[_local_date(start, zone)] += stop - start
        return planned


def _moments(span):
    """Aware datetimes of a stretch of seconds."""
    return tuple(datetime.fromtimestamp(seconds, UTC) for seconds in span)


def _local_date(seconds, zone):
    return datetime.fromtimestamp(seconds, zone).date()
