from datetime import timedelta

from odoo.tests import tagged

from ..core import day_columns
from ..core.binding import Punch
from ..core.day_columns import DayColumns
from ..core.day_facts import Absence, Person
from ..core.day_verdict import judge_days
from ..core.plan import make_plan
from ..core.stays import Stays
from .core_common import TERMS, AttendanceCoreCase
from .day_reference import make

#: In every run, always the same.
CASES = 150


def _runs(minutes):
    """Stretches of minutes that follow each other, in seconds."""
    runs = []
    for minute in minutes:
        start = int(minute.timestamp())
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], start + 60)
        else:
            runs.append((start, start + 60))
    return runs


def _seconds(moment):
    return moment and int(moment.timestamp())


@tagged("post_install", "-at_install")
class TestReference(AttendanceCoreCase):
    """Weeks at random are judged as what somebody really did, minute by minute."""

    def setUp(self):
        super().setUp()
        self.patch(day_columns, "FEW", 1)

    def test_days_are_what_was_done(self):
        for seed in range(CASES):
            case = make(seed)
            person, dates = self._person(case), case.dates()
            days = judge_days(person, dates[0], dates[-1], TERMS)
            columns = DayColumns(dates[0], dates[-1], 1)
            person.punches = Stays.of(person.punches)
            columns.judge([0], [person], TERMS)
            for number, (work_date, day) in enumerate(days.items()):
                with self.subTest(seed=seed, day=str(work_date)):
                    self._compare(case, work_date, day)
                    self.assertEqual(columns.verdict(0, number), day)

    def _person(self, case):
        around = [case.monday + timedelta(days=number) for number in range(-2, 10)]
        pieces = [run for day in around for run in _runs(case.shift(day))]
        return Person(
            tz=case.tz,
            plan=make_plan(pieces, case.tz, TERMS),
            punches=tuple(
                Punch(number, *map(_seconds, row))
                for number, row in enumerate(case.rows())
            ),
            absences=tuple(
                Absence(*run) for day in around for run in _runs(case.off(day))
            ),
            day_types={
                day: "holiday"
                for day, kind in case.special.items()
                if kind == "holiday"
            },
        )

    def _compare(self, case, work_date, day):
        found = (
            day.verdict,
            *(
                seconds / 60
                for seconds in (day.planned, day.leave, day.late, day.early)
            ),
            tuple(sorted(incident.kind for incident in day.incidents)),
        )
        *figures, kinds = case.expected(work_date)
        self.assertEqual(found, (*figures, tuple(sorted(kinds))))
