from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...base_engine_tools.core.instants import months
from ..core.target import (
    Judged,
    Term,
    is_missed,
    month_before,
    months_due,
    needs_action,
)

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

    def test_sa_4_4_a_month_that_nobody_judged_is_judged_later(self):
        term = Term(date(2026, 1, 1), None, MAY, made=date(2025, 12, 20))
        self.assertEqual(months_due(term, JULY), [JUNE, JULY])
        self.assertEqual(months_due(term, MAY), [])

    def test_sa_4_4_nobody_is_held_to_what_was_entered_long_after(self):
        term = Term(date(2026, 1, 1), None, None, made=date(2026, 7, 9))
        self.assertEqual(months_due(term, JULY), [JUNE, JULY])
        self.assertEqual(months_due(term, JUNE), [JUNE])

    def test_sa_4_4_a_month_is_judged_by_the_target_that_held_when_it_began(self):
        term = Term(date(2026, 5, 2), date(2026, 6, 15), None, made=date(2026, 1, 1))
        self.assertEqual(months_due(term, JULY), [JUNE])

    @quietly
    @given(
        st.lists(
            st.dates(date(2025, 1, 1), date(2026, 12, 31)), min_size=1, max_size=4
        ),
        st.lists(st.integers(0, 24), max_size=8),
    )
    def test_sa_4_4_each_month_is_judged_once_whenever_the_job_runs(self, days, runs):
        """By one of the targets that follow each other, and none is left out."""
        starts = sorted(set(days))
        row = [
            Term(since, until, None, made=date(2024, 12, 1))
            for since, until in zip(starts, [*starts[1:], None], strict=True)
        ]
        every = months(date(2025, 1, 1), date(2027, 1, 1))
        judged = []
        for last in (*sorted(every[number] for number in runs), every[-1]):
            for place, term in enumerate(row):
                found = months_due(term, last)
                judged += found
                if found:
                    row[place] = replace(term, judged=found[-1])
        self.assertEqual(sorted(judged), [m for m in every if m >= starts[0]])

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
