from collections import namedtuple
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.nudge import Nudge, Times, due_nudges

Shift = namedtuple("Shift", "work_date pieces")
Punch = namedtuple("Punch", "start end")
Absence = namedtuple("Absence", "start end")
HOUR = 3600
DAY = date(2026, 3, 2)
SHIFT = Shift(DAY, ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)))
TIMES = Times(900, HOUR, 4 * HOUR)


class TestCoreNudge(TestCase):
    """CS-1.4: whom to remind, and when."""

    def _due(self, now, punches=(), absences=(), times=TIMES):
        return list(due_nudges([SHIFT], punches, absences, now, times))

    def test_cs_1_4_morning_from_then_until_the_end(self):
        morning = [Nudge("morning", DAY)]
        self.assertEqual(self._due(8 * HOUR + 899), [])
        self.assertEqual(self._due(8 * HOUR + 900), morning)
        self.assertEqual(self._due(12 * HOUR), morning)
        self.assertEqual(self._due(13 * HOUR), [])

    def test_cs_1_4_evening_when_the_last_punch_is_open(self):
        evening = [Nudge("evening", DAY)]
        away = [Punch(8 * HOUR, 12 * HOUR), Punch(13 * HOUR, None)]
        self.assertEqual(self._due(18 * HOUR, away), evening)
        self.assertEqual(self._due(18 * HOUR, away[:1]), [])
        self.assertEqual(self._due(22 * HOUR, away), [])

    def test_cs_1_4_a_punch_that_nobody_made_is_none(self):
        self.assertEqual(self._due(9 * HOUR, [Punch(None, 8 * HOUR)]), [])

    def test_cs_1_4_a_clock_out_of_step_reminds_nobody_who_has_pressed(self):
        """The first press of today closed the stay of yesterday."""
        came = [Punch(-15 * HOUR, 8 * HOUR - 60)]
        self.assertEqual(self._due(9 * HOUR, came), [])
        self.assertEqual(self._due(18 * HOUR, came), [Nudge("evening", DAY)])
        went = [*came, Punch(17 * HOUR + 60, None)]
        self.assertEqual(self._due(18 * HOUR, went), [])

    def test_cs_1_4_leave_moves_the_end(self):
        afternoon = [Absence(13 * HOUR, 17 * HOUR)]
        here = [Punch(8 * HOUR, None)]
        self.assertEqual(self._due(13 * HOUR, here, afternoon), [Nudge("evening", DAY)])

    @given(st.integers(0, 30 * HOUR), st.booleans())
    def test_cs_1_4_nothing_is_due_on_leave(self, now, here):
        punches = [Punch(8 * HOUR, None)] if here else []
        self.assertEqual(self._due(now, punches, [Absence(0, 24 * HOUR)]), [])

    @given(st.integers(0, 30 * HOUR), st.booleans())
    def test_cs_1_4_never_both(self, now, here):
        punches = [Punch(8 * HOUR, None)] if here else []
        self.assertLessEqual(len(self._due(now, punches)), 1)
