"""A month of attendance of many employees: judged at once, and judged again."""

import resource
from datetime import date

from odoo.fields import Command

from .report import Asked, Row, ratio
from .rows import copy_row
from .stopwatch import Sample, compare, timed
from .system import System

MONTH = date(2026, 3, 1)  # 22 working days
PEOPLE = "Bench %"
#: What is not as with most people, for one of 40 each: nights; split shifts; punches
#: that were corrected; half a day of leave, and two hours more on every fifth day.
NIGHT, SPLIT, CORRECTED, HALF = range(4)
KINDS = 40
#: Nearly everybody has a day of leave, so that 5 % of the days are leave.
LEAVES = """
INSERT INTO hr_leave
       (employee_id, company_id, holiday_status_id, state, date_from, date_to,
        request_date_from, request_date_to, request_unit_half,
        request_date_from_period, request_date_to_period, number_of_days,
        number_of_hours)
SELECT id, company_id, %(type)s, 'validate', day, day + interval '9 hours',
       day, day, is_half, CASE WHEN is_half THEN 'am' END,
       CASE WHEN is_half THEN 'am' END, 1, 8
  FROM hr_employee
 CROSS JOIN LATERAL (SELECT %(first)s::date + id %% 28 AS day) AS off
 CROSS JOIN LATERAL (SELECT id %% %(kinds)s = %(half)s AS is_half) AS kind
 WHERE name LIKE %(people)s AND extract(isodow FROM day) < 6
"""
#: In up to 15 minutes before eight (Shanghai), out after five. One of 20 is late, up to
#: half an hour; one of 100 does not come, one of 100 forgets to check out.
PUNCHES = """
INSERT INTO hr_attendance
       (employee_id, check_in, check_out, date, in_mode, out_mode, corrected)
SELECT employee.id,
       day + start
           + (hash %% 960 - 900 + CASE WHEN hash / 13 %% 20 = 0 THEN hash %% 1800
                                       ELSE 0 END) * interval '1 second',
       CASE WHEN hash / 7 %% 100 > 0
            THEN day + stop + (hash / 3 %% 1500 - 60) * interval '1 second' END,
       day, 'kiosk', 'kiosk', kind = %(corrected)s AND hash / 17 %% 5 = 0
  FROM hr_employee employee
 CROSS JOIN generate_series(%(first)s::timestamp, %(first)s::timestamp
                            + interval '1 month - 1 day', interval '1 day') AS day
 CROSS JOIN LATERAL (SELECT abs(hashint8(employee.id * 100000::bigint
                                         + extract(doy FROM day)::int)) AS hash,
                            employee.id %% %(kinds)s AS kind,
                            day::date - %(first)s::date = employee.id %% 28 AS is_off
                    ) AS what
 CROSS JOIN LATERAL (
    SELECT interval '14 hours' AS start, interval '22 hours' AS stop
     WHERE kind = %(night)s AND NOT is_off
     UNION ALL
    SELECT since, since + interval '4 hours'
      FROM unnest('{0 hours, 8 hours}'::interval[]) AS since
     WHERE kind = %(split)s AND NOT is_off
     UNION ALL
    SELECT CASE WHEN is_off THEN interval '5 hours' ELSE interval '0 hours' END,
           CASE WHEN hash / 19 %% 5 = 0 THEN interval '11 hours'
                ELSE interval '9 hours' END
     WHERE kind = %(half)s
     UNION ALL
    SELECT interval '0 hours', interval '9 hours'
     WHERE kind > %(split)s AND kind != %(half)s AND NOT is_off) AS stay
 WHERE employee.name LIKE %(people)s AND extract(isodow FROM day) < 6
   AND hash / 11 %% 100 > 0
"""
#: Hours of the weekdays of those who work by another schedule.
HOURS = {
    NIGHT: ((0, 22, 24), (1, 0, 6)),
    SPLIT: ((0, 8, 12), (0, 16, 20)),
}
#: What any report needs at least: first in, last out and minutes late, per day.
BARE = """
WITH plan AS (
    SELECT calendar_id, dayofweek::int AS weekday, min(hour_from) AS hour
      FROM resource_calendar_attendance GROUP BY 1, 2
), presence AS (
    SELECT attendance.employee_id, version.resource_calendar_id AS calendar_id,
           (check_in AT TIME ZONE 'UTC' AT TIME ZONE calendar.tz)::date AS day,
           min(check_in AT TIME ZONE 'UTC' AT TIME ZONE calendar.tz) AS first_in,
           max(check_out AT TIME ZONE 'UTC' AT TIME ZONE calendar.tz) AS last_out
      FROM hr_attendance attendance
      JOIN hr_employee employee ON employee.id = attendance.employee_id
      JOIN hr_version version ON version.id = employee.current_version_id
      JOIN resource_calendar calendar ON calendar.id = version.resource_calendar_id
     WHERE check_in >= %(first)s::date - 1
       AND check_in < %(first)s::date + interval '1 month 1 day'
     GROUP BY 1, 2, 3
)
SELECT employee_id, day, first_in, last_out,
       GREATEST(0, EXTRACT(EPOCH FROM first_in - day) / 60 - plan.hour * 60)
  FROM presence
  LEFT JOIN plan ON plan.calendar_id = presence.calendar_id
                AND plan.weekday = EXTRACT(ISODOW FROM day) - 1
"""


def furnish(env, count: int) -> None:
    """Hire people on one schedule, and let them punch for a month, under rules."""
    policy = env.ref("attendance_rules.attendance_policy_default")
    policy.write({"date_from": date(2020, 1, 1), "state": "published"})
    calendar = env["resource.calendar"].create({"name": "Bench", "tz": "Asia/Shanghai"})
    employee = env["hr.employee"].create(
        {
            "name": "Bench 0",
            "resource_calendar_id": calendar.id,
            "tz": "Asia/Shanghai",
            "date_version": date(2026, 1, 1),
            "contract_date_start": date(2026, 1, 1),
            "wage": 6600,
        }
    )
    env.flush_all()
    resources = copy_row(env, employee.resource_id, count, {})
    employees = copy_row(
        env,
        employee,
        count,
        {"name": "'Bench ' || i", "resource_id": f"{resources} + i"}
        | {"current_version_id": "NULL", "pin": "NULL", "barcode": "NULL"},
    )
    versions = copy_row(
        env, employee.version_id, count, {"employee_id": f"{employees} + i"}
    )
    env.cr.execute(
        "UPDATE hr_employee SET current_version_id = id - %s + %s WHERE id > %s",
        [employees, versions, employees],
    )
    for kind, hours in HOURS.items():
        env.cr.execute(
            "UPDATE hr_version SET resource_calendar_id = %s WHERE employee_id IN"
            " (SELECT id FROM hr_employee WHERE name LIKE %s AND id %% %s = %s)",
            [_schedule(env, hours).id, PEOPLE, KINDS, kind],
        )
    values = {"first": MONTH, "people": PEOPLE, "kinds": KINDS}
    values |= {"night": NIGHT, "split": SPLIT, "corrected": CORRECTED, "half": HALF}
    leave_type = env["hr.leave.type"].create(
        {"name": "Bench", "requires_allocation": False, "company_id": False}
    )
    env.flush_all()
    env.cr.execute(PUNCHES, values)
    env.cr.execute(LEAVES, values | {"type": leave_type.id})
    env.cr.execute("ANALYZE")
    env.invalidate_all()


def _schedule(env, hours):
    """A schedule of another kind.

    :param hours: (days after a weekday, from, to), for Monday to Friday
    """
    lines = [
        {
            "name": f"{weekday} {hour_from}",
            "dayofweek": str((weekday + later) % 7),
            "hour_from": hour_from,
            "hour_to": hour_to,
            "day_period": "morning" if hour_to <= 12 else "afternoon",
        }
        for weekday in range(5)
        for later, hour_from, hour_to in hours
    ]
    lines = [Command.clear(), *map(Command.create, lines)]
    calendar = env["resource.calendar"].create(
        {"name": "Bench", "tz": "Asia/Shanghai", "attendance_ids": lines}
    )
    env.flush_all()
    return calendar


def measure(few: System, many: System, rounds: int, people: tuple) -> list[Row]:
    """Return the rows on judging a month.

    :param people: how many in the smaller and in the larger system
    """
    offices = [Office(few, people[0]), Office(many, people[1])]
    firsts = [office.judge() for office in offices]
    smaller, larger = offices
    took = compare(
        rounds,
        {
            "bare": larger.bare,
            "again": larger.judge,
            "edited": larger.judge_edited,
            "bands": larger.judge_other_bands,
            "nothing": larger.process,
            "memory": larger.judge_in_memory,
            "tried": larger.try_draft,
            "few": smaller.judge,
        },
    )
    month = f"A month of {people[1]:,} people"
    bare, asked, linear = took["bare"], Asked("≤", 4), Asked("≤", 1.2)
    each = [Sample(took["few"].seconds / people[0])]
    each.append(Sample(took["again"].seconds / people[1]))
    first = [
        Sample(one.seconds / count) for one, count in zip(firsts, people, strict=True)
    ]
    return [
        ratio(f"{month}: judged again", "bare SQL", took["again"], bare, asked),
        ratio(
            f"{month}: under an edited policy", "bare SQL", took["edited"], bare, asked
        ),
        ratio(f"{month}: under edited bands", "bare SQL", took["bands"], bare),
        ratio(f"{month}: judged for the first time", "bare SQL", firsts[1], bare),
        ratio(
            *(f"{month}: nothing is to be judged", "judged again"),
            *(took["nothing"], took["again"], Asked("≤", 0.01), "{:.4f} ×"),
        ),
        ratio(f"{month}: each, judged again", f"{people[0]:,}", *each[::-1], linear),
        ratio(
            f"{month}: each, for the first time", f"{people[0]:,}", *first[::-1], linear
        ),
        ratio(
            *(f"{month}: tried under a draft, all judged twice", "judged in memory"),
            *(took["tried"], took["memory"], Asked("≤", 2)),
        ),
        _memory(month),
    ]


def _memory(month: str) -> Row:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    asked = Asked("≤", 0.5, "{:g} GB")
    return Row(f"{month}: memory at the peak", "", peak, "", asked, "{:.2f} GB")


class Office:
    """A system with so many people and their punches of a month."""

    def __init__(self, system: System, people: int) -> None:
        self.system, self.people = system, people
        self.talks, self.minutes = 3, 5
        with system.opened() as env:
            furnish(env, people)
        with system.opened() as env:
            self.ids = env["hr.employee"].search([("name", "like", PEOPLE)]).ids
            env["attendance.dirty"].search([]).unlink()

    def bare(self) -> Sample:
        """Ask for first in, last out and minutes late, and nothing else."""
        with self.system.opened() as env, timed(env) as sample:
            env.cr.execute(BARE, {"first": MONTH})
            env.cr.fetchall()
        return sample

    def judge(self) -> Sample:
        """Judge everything; the first time all is written, later nothing."""
        with self.system.opened() as env, timed(env) as sample:
            employees = env["hr.employee"].browse(self.ids)
            env["attendance.engine"]._compute(employees, MONTH, MONTH)
        return sample

    def judge_edited(self) -> Sample:
        """Judge everything under another figure of the policy."""
        self.talks = 7 - self.talks
        with self.system.opened() as env:
            env.cr.execute(
                "UPDATE attendance_policy SET talk_threshold = %s", [self.talks]
            )
        return self.judge()

    def judge_other_bands(self) -> Sample:
        """Judge everything with other bands: every second late day says so."""
        self.minutes = 11 - self.minutes
        with self.system.opened() as env:
            env.cr.execute(
                "UPDATE attendance_policy_band SET over_minutes = %s"
                " WHERE severity = 'late'",
                [self.minutes],
            )
        return self.judge()

    def judge_in_memory(self) -> Sample:
        """Judge everything by the rules in force, without looking at what is stored."""
        return self._judge_by_each(lambda policy: [policy.browse()])

    def try_draft(self) -> Sample:
        """Judge everything twice, and compare, as a trial of a draft does."""
        return self._judge_by_each(lambda policy: [policy.browse(), policy])

    def _judge_by_each(self, choose) -> Sample:
        with self.system.opened() as env, timed(env) as sample:
            policy = env.ref("attendance_rules.attendance_policy_default")
            policies = choose(policy)
            employees = env["hr.employee"].browse(self.ids)
            for tables in env["attendance.engine"]._judge_by_each(
                employees, MONTH, policies, [None] * len(policies)
            ):
                tables[0].differing(tables[-1])
        return sample

    def process(self) -> Sample:
        """Run the scheduled job; nothing is marked."""
        with self.system.opened() as env, timed(env) as sample:
            assert env["attendance.engine"]._process() == (0, 0)
        return sample
