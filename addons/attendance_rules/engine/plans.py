"""Working schedules compiled once for a range of dates, for all who share them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from pytz import timezone

from odoo import fields
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

from ..core.plan import Plan, plan_shifts, spare


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


class Hours(NamedTuple):
    """What a schedule asks for on one date.

    :param pieces: ((start, end), …) of work that begins on it
    :param planned: seconds of a date without fixed hours, else None
    :param cut: a holiday cuts the night in two that lies over its first midnight
    """

    tz: str
    pieces: tuple = ()
    holiday: bool = False
    planned: int | None = None
    cut: bool = False


class Plans:
    """Compiles schedules, with special days and global time off.

    Dates that were judged keep the hours by which they were judged, whatever becomes of
    the schedule: see ``attendance.hours``. The number of queries depends on the
    schedules, not on the employees.

    :param live_from: a date from which the schedules count as they are now, to see what
        that would change
    """

    def __init__(self, env, first, last, live_from=date.max):
        self.env = env(context={}, su=True)
        self.asked = dates(first, last)
        # A flexible schedule counts its weeks from where the question starts: Monday.
        self.first = first - ONE_DAY * (first.weekday() + 7)
        self.last = last + ONE_DAY * 2
        self.live_from = live_from
        self.schedules = {}
        self.closings = None
        self.noted = None
        #: {(calendar id, company id): id of somebody who works by it}
        self.people = {}
        #: {(calendar id, company id): {date: Hours}} that are over and not noted yet
        self.fresh = {}
        #: {(calendar id, company id): [dates]} that were judged by other hours
        self.differing = {}

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
        hours = self._keep_noted(calendar, company_id, self._live(calendar, company_id))
        return _schedule(calendar.tz, hours, terms)

    def _live(self, calendar, company_id):
        """Return what the schedule asks for as it is now: {date: Hours}."""
        zone = timezone(calendar.tz)
        closings = self._closings_of(calendar.id, company_id)
        pieces = self._hours(calendar, zone)
        holidays = self._holidays(calendar, company_id, pieces, closings, zone)
        cut_at = self._cut_nights(calendar, holidays)
        of_date = defaultdict(list)
        for piece in spans.minus(pieces, spans.merged(closings)):
            of_date[_local_date(piece[0], zone)].append(piece)
        flexible = calendar.flexible_hours
        return {
            day: Hours(
                calendar.tz,
                () if flexible else tuple(of_date.get(day, ())),
                day in holidays,
                spans.length(of_date.get(day, ())) if flexible else None,
                day in cut_at,
            )
            for day in dates(self.first, self.last)
        }

    def _keep_noted(self, calendar, company_id, hours):
        """Put in what was noted when dates were judged; find what is to be noted."""
        if self.noted is None:
            notes = self.env["attendance.hours"]
            self.noted = notes._load(self.first, self.last)
        key = calendar.id, company_id
        noted = self.noted.get(key, {})
        now = fields.Datetime.now().replace(tzinfo=UTC)
        today = now.astimezone(timezone(calendar.tz)).date()
        self.fresh[key] = {
            day: hours[day] for day in self.asked if day < today and day not in noted
        }
        kept = {
            day: note
            for day, note in noted.items()
            if note != hours[day] and day < self.live_from
        }
        self.differing[key] = sorted(kept)
        return {**hours, **kept} if kept else hours

    def _cut_nights(self, calendar, holidays):
        """Dates at whose first midnight a holiday cuts a night of the schedule."""
        nights = calendar._nights(self.first, self.last + ONE_DAY) if holidays else ()
        return {
            day
            for holiday in holidays
            for day in (holiday, holiday + ONE_DAY)
            if day in nights
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
            calendar._nights(self.first, self.last),
        )
        return {day: kind for day, kind in kinds.items() if kind == HOLIDAY}


def _schedule(tz, hours, terms):
    """Put dates together.

    :param hours: {date: Hours}; some may have been noted in another time zone
    """
    pieces, cut_at = defaultdict(list), set()
    for day, one in hours.items():
        pieces[one.tz] += one.pieces
        if one.cut:
            cut_at.add(midnight(day, one.tz))
    shifts = [
        shift
        for zone, found in pieces.items()
        for shift in plan_shifts(found, zone, terms.split_gap)
    ]
    shifts.sort(key=lambda shift: shift.start)
    plan = Plan(spare(shifts, cut_at), terms.reach)
    flexible = {d: one.planned for d, one in hours.items() if one.planned is not None}
    holidays = {day: HOLIDAY for day, one in hours.items() if one.holiday}
    return Schedule(tz, plan, holidays, flexible or None)


def _moments(span):
    """Aware datetimes of a stretch of seconds."""
    return tuple(datetime.fromtimestamp(seconds, UTC) for seconds in span)


def _local_date(seconds, zone):
    return datetime.fromtimestamp(seconds, zone).date()
