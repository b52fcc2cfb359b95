from datetime import date
from unittest import TestCase

from ..core.agenda import comes_up, next_date


class TestAgenda(TestCase):
    """When a series meets next, and what comes up there."""

    def test_every_so_many_weeks_or_months(self):
        self.assertEqual(next_date(date(2026, 3, 2), 2, "week"), date(2026, 3, 16))
        self.assertEqual(next_date(date(2026, 3, 2), 3, "month"), date(2026, 6, 2))

    def test_the_end_of_a_month_stays_within_it(self):
        self.assertEqual(next_date(date(2026, 1, 31), 1, "month"), date(2026, 2, 28))

    def test_an_open_point_comes_up_unless_it_is_put_off(self):
        day = date(2026, 4, 2)
        self.assertTrue(comes_up(None, day))
        self.assertTrue(comes_up(day, day))
        self.assertFalse(comes_up(date(2026, 4, 3), day))
