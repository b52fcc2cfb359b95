import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..core.served import days_served, shares

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


class TestServedCore(unittest.TestCase):
    def test_a_month_is_split_at_the_hand_over(self):
        spans = [(1, date(2025, 1, 1), date(2026, 3, 10)), (2, date(2026, 3, 11), None)]
        self.assertEqual(days_served(spans, FIRST, LAST), {1: 10, 2: 21})

    def test_days_of_nobody_are_nobodys(self):
        self.assertEqual(
            days_served([(1, date(2026, 3, 30), None)], FIRST, LAST), {1: 2}
        )
        self.assertEqual(days_served([(1, date(2026, 4, 1), None)], FIRST, LAST), {})

    def test_nobody_served_nobody_is_credited(self):
        self.assertEqual(shares({}), {})

    @given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 40)), max_size=6))
    def test_spans_in_a_row_sum_to_the_period(self, parts):
        """Whoever served in between, the days of a served period are all credited."""
        begin, spans = FIRST - timedelta(days=20), []
        for user, length in parts:
            end = begin + timedelta(days=length - 1)
            spans.append((user, begin, end))
            begin = end + timedelta(days=1)
        spans.append((9, begin, None))
        days = days_served(spans, FIRST, LAST)
        self.assertEqual(sum(days.values()), 31)
        self.assertAlmostEqual(sum(shares(days).values()), 1)
