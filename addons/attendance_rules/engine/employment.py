"""Who is employed when, on which schedule: from ``hr.version``, by date.

Odoo's own helpers mix up time zones at the change of a version, or take contract dates
for version dates; plain dates are compared here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from odoo.tools import SQL

from odoo.addons.base_engine_tools.core.instants import ONE_DAY

NEVER = date.max


class Version(NamedTuple):
    """One row of ``hr.version``."""

    since: date
    contract_start: date | None
    contract_end: date | None
    departure: date | None
    calendar_id: int | None
    department_id: int | None
    wage: float
    id: int | None = None


class Stretch(NamedTuple):
    """Dates of employment under one version, both ends included."""

    first: date
    last: date
    version: Version


@dataclass(slots=True)
class Employment:
    """What is known of one employee, whatever the date."""

    employee_id: int
    company_id: int
    user_id: int | None
    tz: str | None
    stretches: list

    def between(self, first, last):
        """Return the stretches within two dates, cut to them."""
        return [
            Stretch(max(stretch.first, first), min(stretch.last, last), stretch.version)
            for stretch in self.stretches
            if stretch.first <= last and stretch.last >= first
        ]

    def keep_schedules(self, kept, today):
        """Let dates that are over keep the schedule by which they were judged, unless
        another version of the contract, which has a date of its own, counts now.

        :param kept: [[first date, last date, version id, calendar id], …] as texts
        :return: dates on which another schedule is kept
        """
        changed = []
        live = {one.version.id: one.version.calendar_id for one in self.stretches}
        for first, last, version_id, calendar_id in kept or ():
            if live.get(version_id, calendar_id) == calendar_id:
                continue
            first = date.fromisoformat(first)
            last = min(date.fromisoformat(last), today - ONE_DAY)
            changed += self._keep(first, last, version_id, calendar_id)
        return changed

    def _keep(self, first, last, version_id, calendar_id):
        stretches, changed = [], []
        for stretch in self.stretches:
            version = stretch.version
            begin, end = max(first, stretch.first), min(last, stretch.last)
            if (
                begin > end
                or version.id != version_id
                or version.calendar_id == calendar_id
            ):
                stretches.append(stretch)
                continue
            if stretch.first < begin:
                stretches.append(stretch._replace(last=begin - ONE_DAY))
            version = version._replace(calendar_id=calendar_id)
            stretches.append(Stretch(begin, end, version))
            if end < stretch.last:
                stretches.append(stretch._replace(first=end + ONE_DAY))
            changed.append(begin)
        self.stretches = stretches
        return changed

    def department_on(self, day):
        """Id of the department on a date, else of the nearest version."""
        for stretch in reversed(self.stretches):
            if stretch.first <= day:
                return stretch.version.department_id
        return self.stretches and self.stretches[0].version.department_id or None

    def bounds(self):
        """First and last date of every uninterrupted time of employment."""
        found = []
        for first, last, _version in self.stretches:
            if found and found[-1][1] != NEVER and found[-1][1] + ONE_DAY == first:
                found[-1][1] = last
            else:
                found.append([first, last])
        return found


def stretches_of(versions):
    """Turn versions into the dates on which they hold.

    A version holds until the next one, within its contract, not after a departure.
    Without a contract date employment begins with the first version; a contract that is
    older than the first version begins with the contract.

    :param versions: in order of their dates
    """
    found = []
    for number, version in enumerate(versions):
        first, last = version.since, NEVER
        if version.contract_start:
            earlier = min(first, version.contract_start) if number == 0 else first
            first = max(earlier, version.contract_start)
        if number + 1 < len(versions):
            last = versions[number + 1].since - ONE_DAY
        last = min(last, version.contract_end or NEVER, version.departure or NEVER)
        if first <= last:
            found.append(Stretch(first, last, version))
    return found


def load(env, employee_ids):
    """Load employments with two queries, archived employees included.

    :return: {employee id: Employment}
    """
    versions = defaultdict(list)
    for employee_id, *row in env.execute_query(_versions_sql(employee_ids)):
        versions[employee_id].append(Version(*row))
    return {
        row[0]: Employment(*row, stretches_of(versions[row[0]]))
        for row in env.execute_query(_employees_sql(employee_ids))
    }


def _versions_sql(employee_ids):
    return SQL(
        """
        SELECT employee_id, date_version, contract_date_start, contract_date_end,
               departure_date, resource_calendar_id, department_id,
               COALESCE(wage, 0)::float, id
          FROM hr_version
         WHERE active AND employee_id = ANY(%s)
         ORDER BY employee_id, date_version
        """,
        list(employee_ids),
    )


def _employees_sql(employee_ids):
    return SQL(
        """
        SELECT employee.id, employee.company_id, employee.user_id, resource.tz
          FROM hr_employee employee
          JOIN resource_resource resource ON resource.id = employee.resource_id
         WHERE employee.id = ANY(%s)
         ORDER BY employee.id
        """,
        list(employee_ids),
    )
