import os
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..core import day_columns
from ..engine.day_table import DayTable
from .common import AttendanceCase
from .day_reference import MONDAY, make

#: Cases in every run, always the same; more by hand.
CASES = int(os.environ.get("ATTENDANCE_CASES", "200"))
#: Or some that are named: ATTENDANCE_SEEDS=402,17
SEEDS = [
    int(seed) for seed in os.environ.get("ATTENDANCE_SEEDS", "").split(",") if seed
]
#: People whose weeks are judged together.
AT_ONCE = 100
WEEK_TYPES = {0: "0", 1: "1"}
#: Figures that no day depends on, one edit after another.
EDITS = (
    {"talk_threshold": 1},
    {"monthly_grace": 3, "grace_breaks_full": False},
    {"monthly_grace": 0, "wage_days": 21.75, "cap_share": 0.01},
    {"cap_floor": 6500, "talk_threshold": 2},
)
#: Lets months be judged from their days again.
FORGET = """
    UPDATE attendance_month SET input_hash = NULL, days_summary = NULL
     WHERE employee_id = ANY(%s)
"""


@tagged("post_install", "-at_install")
class TestDayReference(AttendanceCase):
    """Stored days are what somebody really did, whatever the clock made of it.

    Schedules of any zone, nights, two weeks, special days, an edit in the middle, leave
    of a part of a day, clocks with one button, double presses, said directions.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leave_types = {
            unit: cls.leave_type(unit, request_unit=unit)
            for unit in ("day", "half_day", "hour")
        }
        cls.policy.longest_hours = 16
        # Each case has a plan of its own: by columns nevertheless.
        cls.startClassPatcher(patch.object(day_columns, "FEW", 1))

    def test_days_are_what_was_done(self):
        differing, seeds = [], SEEDS or range(CASES)
        for first in range(0, len(seeds), AT_ONCE):
            cases = [make(seed) for seed in seeds[first : first + AT_ONCE]]
            with self.env.cr.savepoint() as savepoint:
                differing += self._compare(cases)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()
        if differing:
            self.fail(
                f"{len(differing)} days of {len(seeds)} weeks:\n" + _show(differing)
            )

    def test_an_edited_month_is_judged_as_from_the_beginning(self):
        """Other figures of the month leave the days alone: no day is judged, and each
        month and incident is what judging everything makes of it."""
        seeds = SEEDS or range(max(CASES // 5, 1))
        for first in range(0, len(seeds), AT_ONCE):
            cases = [make(seed) for seed in seeds[first : first + AT_ONCE]]
            with self.env.cr.savepoint() as savepoint:
                self._judge_edited(cases)
                savepoint.rollback()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()

    @freeze_time("2026-04-15 02:00:00")
    def _judge_edited(self, cases):
        everybody = self.env["hr.employee"].union(*self._live(cases).values())
        for figures in EDITS:
            self.policy.write(figures)
            with patch.object(DayTable, "judge", side_effect=AssertionError("a day")):
                self.engine._compute(everybody, MONDAY, MONDAY)
            edited = self._rows(everybody)
            self.env.cr.execute(FORGET, [everybody.ids])
            self.engine._compute(everybody, MONDAY, MONDAY)
            self.assertEqual(self._rows(everybody), edited)

    def _rows(self, people):
        """All that is stored of months and incidents, but when it was written."""
        self.env.flush_all()
        rows = []
        for table in ("attendance_month", "attendance_incident"):
            query = f"SELECT to_jsonb(r) FROM {table} r WHERE employee_id = ANY(%s)"
            self.env.cr.execute(query, [people.ids])
            rows += [row for (row,) in self.env.cr.fetchall()]
        for row in rows:
            del row["write_date"]
        return sorted(rows, key=lambda row: ("month" in row, row["id"]))

    def _compare(self, cases):
        people = self._live(cases)
        return [
            (case, day, expected, found)
            for case in cases
            for day, expected, found in self._differences(case, people[case.seed])
        ]

    def _live(self, cases):
        people = {}
        with freeze_time("2026-02-20 02:00:00"):
            for case in cases:
                people[case.seed] = self._create(case)
        for case in cases:
            self._happen(case, people[case.seed])
        everybody = self.env["hr.employee"].union(*people.values())
        for number in range(3):
            self._edit(cases, people, MONDAY + timedelta(days=7 * number))
        with freeze_time("2026-04-15 02:00:00"):
            self.engine._compute(everybody, MONDAY, MONDAY + timedelta(days=29))
        return people

    def _create(self, case):
        calendar = self.env["resource.calendar"].create(
            {
                "name": f"Case {case.seed}",
                "tz": case.tz,
                "company_id": self.company.id,
                "two_weeks_calendar": case.kind == "two weeks",
                "attendance_ids": [
                    Command.clear(),
                    *self._lines(case, case.before or case.lines),
                ],
            }
        )
        self.env["resource.special.day"].create(
            [
                {
                    "name": "Swapped",
                    "date": day,
                    "kind": kind,
                    "calendar_id": calendar.id,
                    "company_id": self.company.id,
                }
                for day, kind in case.special.items()
            ]
        )
        return self._create_employee(
            f"Case {case.seed}", tz=case.own_tz, resource_calendar_id=calendar.id
        )

    def _lines(self, case, lines):
        for key, hours in lines.items():
            week, weekday = key if case.kind == "two weeks" else (None, key)
            for hour_from, hour_to in hours:
                morning = hour_to <= 12 or (len(hours) > 1 and hour_from < 12)
                period = "morning" if morning else "afternoon"
                if len(hours) == 1 and hour_from < 12 < hour_to:
                    period = "full_day"
                yield Command.create(
                    {
                        "name": f"{key} {hour_from}",
                        "dayofweek": str(weekday),
                        "hour_from": hour_from,
                        "hour_to": hour_to,
                        "day_period": period,
                        "week_type": WEEK_TYPES.get(week, False),
                    }
                )

    def _happen(self, case, person):
        self.env["hr.attendance"].create(
            [self._punch(case, person, *row) for row in case.rows()]
        )
        if case.leave:
            self._take_leave(case.leave, person)

    def _punch(self, case, person, came, went):
        mode = "kiosk" if case.device == "kiosk" else "manual"
        start, end = came or went, went or (None if case.device == "kiosk" else came)
        return {
            "employee_id": person.id,
            "check_in": start.replace(tzinfo=None),
            "check_out": end and end.replace(tzinfo=None),
            "in_mode": mode if came else "technical",
            "out_mode": mode if went or not end else "technical",
        }

    def _take_leave(self, leave, person):
        values, unit = {}, {"day": "day", "hours": "hour"}.get(leave.kind, "half_day")
        if unit == "half_day":
            values["request_date_from_period"] = leave.kind
            values["request_date_to_period"] = leave.kind
        if unit == "hour":
            values["request_hour_from"], values["request_hour_to"] = leave.hours
        self.leave(person, leave.day, leave_type=self.leave_types[unit], **values)

    def _edit(self, cases, people, monday):
        """On the Thursday of a week schedules get other hours."""
        edited = [case for case in cases if case.edited and case.monday == monday]
        if not edited:
            return
        employees = self.env["hr.employee"].union(*(people[c.seed] for c in edited))
        with freeze_time(f"{monday + timedelta(days=3)} 06:00:00"):
            self.engine._compute(employees, monday, monday)
            for case in edited:
                people[case.seed].resource_calendar_id.attendance_ids = [
                    Command.clear(),
                    *self._lines(case, case.lines),
                ]
            self.engine._compute(employees, monday, monday)

    def _differences(self, case, person):
        days = self.env["attendance.day"].search(
            [("employee_id", "=", person.id), ("work_date", "in", case.dates())]
        )
        for day in days.sorted("work_date"):
            found = (
                day.verdict,
                day.planned_seconds / 60,
                day.leave_seconds / 60,
                day.late_seconds / 60,
                day.early_seconds / 60,
                tuple(sorted(day.incident_ids.mapped("kind"))),
            )
            *figures, kinds = case.expected(day.work_date)
            expected = (*figures, tuple(sorted(kinds)))
            if found != expected:
                yield day.work_date, expected, found


def _show(differing):
    return "\n".join(
        f"seed {case.seed} {case.kind} {case.device} {case.tz} {day:%a %d}"
        f" leave {case.leave} special {case.special} edited {case.edited}\n"
        f"  presses {[(f'{i:%d %H:%M}', d) for i, d in case.presses(day)]}\n"
        f"  lines {case.lines_of(day)}\n"
        f"  expected {expected}\n  found    {found}"
        for case, day, expected, found in differing[:12]
    )
