from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ..core.periods import UNITS, period_of

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))
cadences = st.tuples(
    st.integers(1, 40),
    st.sampled_from(UNITS),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
)
#: Day, cadence, first and last day of the period in which the day lies.
KNOWN = (
    ("2026-03-15", 1, "month", "2026-01-01", "2026-03-01", "2026-03-31"),
    ("2026-03-15", 3, "month", "2026-01-01", "2026-01-01", "2026-03-31"),
    ("2025-12-31", 1, "year", "2026-01-01", "2025-01-01", "2025-12-31"),
    ("2026-03-15", 2, "week", "2026-01-05", "2026-03-02", "2026-03-15"),
    ("2026-02-28", 1, "month", "2026-01-31", "2026-02-28", "2026-03-30"),
    ("2026-02-27", 1, "month", "2026-01-31", "2026-01-31", "2026-02-27"),
    ("2024-02-29", 1, "year", "2024-02-29", "2024-02-29", "2025-02-27"),
    ("2026-03-15", 10, "day", "2026-03-01", "2026-03-11", "2026-03-20"),
)


class TestCorePeriods(TestCase):
    """Each day lies in one period, and each period is contacted once."""

    def test_cm_4_2_periods(self):
        for day, every, unit, anchor, first, last in KNOWN:
            with self.subTest(day=day, every=every, unit=unit):
                anchored = date.fromisoformat(anchor)
                found = period_of(date.fromisoformat(day), every, unit, anchored)
                self.assertEqual((str(found.first), str(found.last)), (first, last))

    @given(days, cadences)
    def test_cm_4_2_a_day_lies_in_its_period(self, day, cadence):
        found = period_of(day, *cadence)
        self.assertTrue(found.first <= day <= found.last)

    @given(days, cadences)
    def test_cm_4_2_periods_follow_each_other_without_gap_or_overlap(
        self, day, cadence
    ):
        found = period_of(day, *cadence)
        after = period_of(found.last + timedelta(1), *cadence)
        self.assertEqual(after.first, found.last + timedelta(1))
        self.assertGreaterEqual(after.last, after.first)
        for bound in (found.first, found.last):
            self.assertEqual(period_of(bound, *cadence), found)

    @given(cadences)
    def test_cm_4_2_a_period_begins_with_the_anchor(self, cadence):
        self.assertEqual(period_of(cadence[2], *cadence).first, cadence[2])
