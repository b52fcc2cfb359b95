from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core.target import Judged, is_missed, month_before, needs_action

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
quietly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class TestCoreTarget(BaseCase):
    """Two months in a row below the target ask for an action, once."""

    def test_sa_4_4_more_or_less_is_better(self):
        self.assertIs(is_missed("more", 0.9, 0.8, 20, 5), True)
        self.assertIs(is_missed("more", 0.9, 0.9, 20, 5), False)
        self.assertIs(is_missed("less", 3600, 4000, 20, 5), True)

    def test_sa_4_4_too_few_cases_are_no_verdict(self):
        self.assertIsNone(is_missed("more", 0.9, 0.1, 4, 5))
        self.assertIsNone(is_missed("more", 0.9, None, 0, 0))

    def test_sa_4_4_two_in_a_row(self):
        self.assertFalse(needs_action([Judged(JULY, True)], 2))
        self.assertTrue(needs_action([Judged(JULY, True), Judged(JUNE, True)], 2))
        self.assertFalse(needs_action([Judged(JULY, True), Judged(JUNE, None)], 2))
        self.assertFalse(needs_action([Judged(JULY, True), Judged(MAY, True)], 2))

    def test_sa_4_4_once_a_row(self):
        row = [Judged(JULY, True), Judged(JUNE, True, True), Judged(MAY, True)]
        self.assertFalse(needs_action(row, 2))

    def test_month_before_a_new_year(self):
        self.assertEqual(month_before(date(2026, 1, 1)), date(2025, 12, 1))

    @quietly
    @given(st.lists(st.booleans(), max_size=12), st.integers(1, 4))
    def test_sa_4_4_one_action_a_row_however_long(self, missed, needed):
        """Judged month by month: as many actions as rows that are long enough."""
        month, judged, actions = date(2025, 1, 1), [], 0
        for each in missed:
            judged.insert(0, Judged(month, each))
            if needs_action(judged, needed):
                actions += 1
                judged[0] = Judged(month, each, True)
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        rows = "".join("x" if each else " " for each in missed).split()
        self.assertEqual(actions, sum(len(row) >= needed for row in rows))
