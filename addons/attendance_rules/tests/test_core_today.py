from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.today import STATES, Person, due_after, first_punch, state

DUE, TOLERANCE = 10_000, 300
MOMENTS = st.integers(0, 20_000)


def person(due=DUE, came=None, off=False):
    return Person(due=due, tolerance=TOLERANCE, came=came, off=off)


class TestCoreToday(TestCase):
    """CS-1.4: where somebody is at this moment."""

    def test_cs_1_4_whoever_came_is_present_or_late(self):
        self.assertEqual(state(person(came=DUE - 60), DUE), "present")
        self.assertEqual(state(person(came=DUE + TOLERANCE), DUE + 900), "present")
        self.assertEqual(state(person(came=DUE + TOLERANCE + 1), DUE + 900), "late")

    def test_cs_1_4_whoever_did_not_come_is_missing_once_late(self):
        self.assertEqual(state(person(), DUE - 1), "not_due")
        self.assertEqual(state(person(), DUE + TOLERANCE), "not_due")
        self.assertEqual(state(person(), DUE + TOLERANCE + 1), "missing")

    def test_cs_1_4_leave_is_not_missing(self):
        self.assertEqual(state(person(off=True), DUE + 3600), "leave")

    def test_cs_1_4_after_a_morning_on_leave_the_end_of_the_leave_counts(self):
        morning, evening = (DUE - 3600, DUE + 7200), (DUE + 9000, DUE + 9900)
        self.assertEqual(due_after(DUE, [evening, morning]), DUE + 7200)
        self.assertEqual(due_after(DUE, [evening]), DUE)

    def test_cs_1_4_without_plan_nobody_is_missing_or_late(self):
        self.assertEqual(state(person(due=None), DUE), "free")
        self.assertEqual(state(person(due=None, came=DUE), DUE + 1), "present")

    def test_cs_1_4_the_first_punch_of_the_day_counts(self):
        punches = [(9_000, 9_500), (9_600, None)]
        self.assertEqual(first_punch(punches, 8_000), 9_000)
        self.assertEqual(first_punch([(5_000, 7_000)], 8_000), None)
        self.assertEqual(first_punch([(5_000, None)], 8_000), 5_000)
        # a clock out of step took today's arrival for yesterday's check-out
        self.assertEqual(first_punch([(5_000, 8_900)], 8_000), 8_900)

    @given(
        due=st.none() | MOMENTS,
        came=st.none() | MOMENTS,
        off=st.booleans(),
        now=MOMENTS,
    )
    def test_everybody_has_exactly_one_state(self, due, came, off, now):
        self.assertIn(state(person(due, came, off), now), STATES)
