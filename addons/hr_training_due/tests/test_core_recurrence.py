from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core.recurrence import Recurrence

# The time of an example depends on the machine: it proves nothing about the code.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2026, 3, 1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
recurrences = st.builds(Recurrence, st.integers(0, 60), st.integers(0, 400))


class TestCoreRecurrence(BaseCase):
    """CS-1.7, CS-2.3: until when a training has to be done."""

    def test_whoever_never_did_it_has_the_days_of_the_plan(self):
        self.assertEqual(Recurrence(6, 30).next_due(TODAY), date(2026, 3, 31))

    def test_whoever_starts_later_has_them_from_then(self):
        self.assertEqual(
            Recurrence(6, 30).next_due(TODAY, start=date(2026, 4, 10)),
            date(2026, 5, 10),
        )

    def test_cs_2_3_due_again_after_the_months_of_the_plan(self):
        self.assertEqual(
            Recurrence(6, 30).next_due(TODAY, done=date(2026, 2, 28)), date(2026, 8, 28)
        )

    def test_once_is_enough_without_an_interval(self):
        self.assertIsNone(Recurrence(0, 30).next_due(TODAY, done=date(2026, 2, 28)))

    def test_cs_1_7_due_after_a_change_though_done_once(self):
        done, changed = date(2026, 1, 5), date(2026, 2, 27)
        due = Recurrence(0, 30).next_due(TODAY, done=done, changed=changed)
        self.assertEqual(due, date(2026, 3, 29))

    def test_the_earlier_of_interval_and_change_counts(self):
        done = date(2025, 9, 10)
        self.assertEqual(
            Recurrence(6, 30).next_due(TODAY, done=done, changed=TODAY),
            date(2026, 3, 10),
        )

    @UNTIMED
    @given(recurrences, days, st.none() | days, st.none() | days, st.none() | days)
    def test_nobody_is_behind_on_the_first_day(
        self, recurrence, today, start, done, changed
    ):
        due = recurrence.next_due(today, start, done, changed)
        self.assertTrue(due is None or due >= today)

    @UNTIMED
    @given(recurrences, days, days, days)
    def test_a_change_never_makes_it_later(self, recurrence, today, done, changed):
        before = recurrence.next_due(today, done=done)
        after = recurrence.next_due(today, done=done, changed=changed)
        self.assertIsNotNone(after)
        self.assertTrue(before is None or after <= before)

    @UNTIMED
    @given(recurrences, days, days)
    def test_more_days_never_make_it_earlier(self, recurrence, today, start):
        longer = Recurrence(recurrence.every_months, recurrence.within_days + 1)
        self.assertEqual(
            longer.next_due(today, start),
            recurrence.next_due(today, start) + timedelta(1),
        )
