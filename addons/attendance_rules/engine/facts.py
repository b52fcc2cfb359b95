"""Everything that the verdicts of some employees on some dates depend on."""

from collections import defaultdict
from datetime import timedelta

import numpy as np

from odoo import fields
from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import (
    ONE_DAY,
    dates,
    to_nearest_second,
)

from ..core.day_facts import Absence, Person
from ..core.plan import Plan
from ..core.stays import Stays
from ..core.terms import Terms
from ..core.time_off import Request, times_of
from . import employment
from .binary import fetch

PENDING = ("confirm", "validate1")
#: What the times of a leave depend on.
ASKED = (
    *("date_from", "date_to", "request_date_from", "request_date_to"),
    *("by_hour", "by_half", "from_period", "to_period", "hour_from", "hour_to"),
)


class Facts:
    """Facts of employees between two dates, loaded with one query per table.

    :param plans: ``Plans`` that cover the dates
    :param bare: only what was planned, nothing that happened
    """

    def __init__(self, engine, employees, first, last, plans, bare=False):
        self.env, self.plans = engine.env, plans
        self.first, self.last = first, last
        self.now = self._now()
        self.employments = employment.load(self.env, employees.ids)
        margin = timedelta(days=2)
        self.start = fields.Datetime.to_datetime(first) - margin
        self.end = fields.Datetime.to_datetime(last) + margin + ONE_DAY
        self.allowances = defaultdict(dict)
        self.times = {}
        if bare:
            self.punches = self.leaves = self.overtime = self.excuses = {}
            return
        self.punches = self._load_punches(employees.ids)
        self.leaves = self._load_leaves(employees.ids)
        bounds = to_nearest_second(self.start), to_nearest_second(self.end)
        self.overtime = engine._load_overtime(employees, *bounds)
        self.excuses = engine._load_excuses(employees, *bounds)
        allowances = engine._load_late_allowance(employees, *bounds)
        for (employee_id, day), seconds in allowances.items():
            self.allowances[employee_id][day] = seconds

    def _now(self):
        """The present, unless all dates are over: then nothing depends on it."""
        now = fields.Datetime.now()
        return to_nearest_second(now) if now.date() <= self.last + ONE_DAY * 2 else None

    def keep_schedules(self, months, changed):
        """Let dates that are over keep the schedules by which they were judged.

        :param months: stored rows by employee
        :param changed: {(company id, old calendar id, new one): {employee id: date}} of
            dates that keep another one, is added to
        """
        today = fields.Date.today()
        for employee_id, row in months.items():
            job = self.employments.get(employee_id)
            if not job or not row["schedules"] or row["state"] == "closed":
                continue
            live = {stretch.version.id: stretch.version for stretch in job.stretches}
            for day in job.keep_schedules(row["schedules"], today):
                kept = job.between(day, day)[0].version
                key = job.company_id, kept.calendar_id, live[kept.id].calendar_id
                changed.setdefault(key, {})[employee_id] = day

    # One query each

    def _load_punches(self, employee_ids):
        """Punches by employee, as ``Stays``.

        What a machine made up is no evidence: rows of absence management are left
        out, an automatic check-out is none, and of a punch without its other half only
        the half counts that somebody made.
        """
        query = SQL(
            """
            SELECT attendance.employee_id, attendance.id,
                   COALESCE(CASE WHEN in_mode IS DISTINCT FROM 'technical'
                                 THEN check_in END, '-infinity'),
                   COALESCE(CASE WHEN out_mode IS NULL
                                      OR out_mode NOT IN ('auto_check_out', 'technical')
                                 THEN check_out END, '-infinity'),
                   %s
              FROM hr_attendance attendance
              JOIN hr_employee employee ON employee.id = attendance.employee_id
             WHERE attendance.employee_id = ANY(%s)
               AND check_in >= %s AND check_in < %s
               AND NOT (in_mode IS NOT DISTINCT FROM 'technical'
                        AND out_mode IS NOT DISTINCT FROM 'technical')
            """,
            SQL(" OR ").join(
                SQL("(%s) IS TRUE", condition)
                for condition in self.env["hr.attendance"]._by_hand_sql()
            ),
            list(employee_ids),
            self.start,
            self.end,
        )
        types = ("int4", "int4", "timestamp", "timestamp", "bool")
        owners, *columns = fetch(self.env, query, types)
        # By id, mostly that of time: PostgreSQL would sort all.
        order = np.lexsort((columns[0], owners))
        table = np.stack(columns, axis=1)[order]
        owners, begins = np.unique(owners[order], return_index=True)
        bounds = [*begins.tolist(), len(table)]
        spans = zip(bounds, bounds[1:], strict=False)
        return {
            employee_id: Stays(table, first, last)
            for employee_id, (first, last) in zip(owners.tolist(), spans, strict=True)
        }

    def _load_leaves(self, employee_ids):
        query = SQL(
            """
            SELECT leave.employee_id, leave.state, type.time_type, type.id AS type_id,
                   date_from, date_to, request_date_from, request_date_to,
                   COALESCE(request_unit_hours, FALSE) AS by_hour,
                   COALESCE(request_unit_half, FALSE) AS by_half,
                   request_date_from_period AS from_period,
                   request_date_to_period AS to_period,
                   COALESCE(request_hour_from, 0) AS hour_from,
                   COALESCE(request_hour_to, 0) AS hour_to
              FROM hr_leave leave
              JOIN hr_leave_type type ON type.id = leave.holiday_status_id
             WHERE leave.employee_id = ANY(%s)
               AND leave.state IN ('confirm', 'validate1', 'validate')
               AND leave.date_from < %s AND leave.date_to >= %s
             ORDER BY leave.date_from, leave.id
            """,
            list(employee_ids),
            self.end,
            self.start,
        )
        found = defaultdict(list)
        for row in self.env.execute_query_dict(query):
            found[row["employee_id"]].append(row)
        return found

    # One employee

    def person(self, employee_id, terms, policy):
        """Put together what is known of one employee.

        :param terms: of the policy; ``policy``: its leave rules and exemptions
        :rtype: Person
        """
        return self.stamped_person(employee_id, terms, policy)[0]

    def stamped_person(self, employee_id, terms, policy):
        """The same, with the stamp of the schedules.

        :return: (Person, stamp)
        """
        job = self.employments[employee_id]
        margin = job.between(self.first - ONE_DAY, self.last + ONE_DAY)
        person = Person(tz=job.tz or "UTC", now=self.now)
        stamp = self._plan_for(person, job, margin, terms)
        self._add_facts(person, job, policy)
        return person, stamp

    def sealed_person(self, employee_id, policy, **plan):
        """Put together what is known of one employee now, with the plan that a month
        was sealed with.

        :param plan: attributes of ``Person`` that the schedule gives
        :rtype: Person
        """
        person = Person(now=self.now, **plan)
        self._add_facts(person, self.employments[employee_id], policy)
        return person

    def _add_facts(self, person, job, policy):
        employee_id = job.employee_id
        person.employed = tuple((first, last) for first, last in job.bounds())
        person.punches = self.punches.get(employee_id, ())
        person.absences = self._absences(employee_id, person, policy)
        person.overtime = tuple(self.overtime.get(employee_id, ()))
        person.excuses = tuple(self.excuses.get(employee_id, ()))
        person.allowances = self.allowances.get(employee_id, {})
        if policy.exempt_first_last_day:
            person.exempt = frozenset(day for pair in job.bounds() for day in pair)

    def granted(self):
        """Times of leave and trips that have been approved, whatever the policy is.

        :return: {employee id: [(start, end), …]}
        """
        terms, found = Terms(), {}
        for employee_id in self.leaves:
            job = self.employments[employee_id]
            person = Person(tz=job.tz or "UTC")
            margin = job.between(self.first - ONE_DAY, self.last + ONE_DAY)
            self._plan_for(person, job, margin, terms)
            found[employee_id] = [
                span
                for leave in self.leaves[employee_id]
                if leave["state"] not in PENDING
                for span in absence_times(leave, person)
            ]
        return found

    def _schedule(self, job, stretch, terms):
        calendar_id = stretch.version.calendar_id
        self.plans.people.setdefault((calendar_id, job.company_id), job.employee_id)
        return self.plans.of(calendar_id, job.company_id, job.tz, terms)

    def _plan_for(self, person, job, stretches, terms):
        """Give the person the plan that holds on each date, and the last time zone.

        :return: stamp of the plan
        """
        if len(stretches) == 1 and self._is_whole(stretches[0]):
            schedule = self._schedule(job, stretches[0], terms)
            person.plan, person.day_types = schedule.plan, schedule.day_types
            person.flexible, person.tz = schedule.flexible or {}, schedule.tz
            return schedule.stamp
        shifts, stamps = [], []
        for stretch in stretches:
            schedule = self._schedule(job, stretch, terms)
            stamps.append((str(stretch.first), str(stretch.last), schedule.stamp))
            person.tz = schedule.tz
            shifts += [
                shift
                for shift in schedule.plan.shifts
                if stretch.first <= shift.work_date <= stretch.last
            ]
            for day in dates(stretch.first, stretch.last):
                if day in schedule.day_types:
                    person.day_types[day] = schedule.day_types[day]
                if schedule.flexible is not None:
                    person.flexible[day] = schedule.flexible[day]
        person.plan = Plan(shifts, terms.reach)
        return stamps

    def _is_whole(self, stretch):
        return stretch.first < self.first and stretch.last > self.last

    def _absences(self, employee_id, person, policy):
        found = []
        for leave in self.leaves.get(employee_id, ()):
            kind = "leave" if leave["time_type"] == "leave" else "trip"
            if leave["state"] in PENDING:
                kind = "pending"
            breaks_full = policy.breaks_full(leave["type_id"])
            found += [
                Absence(start, end, kind, leave["type_id"], breaks_full)
                for start, end in self._times_of(leave, person)
            ]
        return tuple(found)

    def _times_of(self, leave, person):
        """Times that a leave covers, worked out once for all who ask for the same."""
        if person.flexible:
            return absence_times(leave, person)
        asked = tuple([leave[name] for name in ASKED])
        key = id(person.plan), person.tz, asked
        if key not in self.times:
            # The plan is kept, so that no other gets its id.
            self.times[key] = absence_times(leave, person), person.plan
        return self.times[key][0]


def absence_times(leave, person):
    """Times that a leave covers, by what was asked for.

    Odoo keeps instants, too, but in the employee's time zone, not in that of the
    schedule whose hours they are.

    :return: [(start, end), …]
    """
    first, last = leave["request_date_from"], leave["request_date_to"]
    if not first or not last:
        bounds = leave["date_from"], leave["date_to"]
        return [tuple(map(to_nearest_second, bounds))]
    request = Request(first, last)
    if leave["by_hour"]:
        hours = leave["hour_from"], leave["hour_to"]
        request = request._replace(hours=hours if any(hours) else None)
    elif leave["by_half"]:
        halves = leave["from_period"] or "", leave["to_period"] or ""
        request = Request(first, last, *halves)
    return times_of(request, person)
