from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core.board import HOURS, WEEKS, compared_days, inflow

MONDAY = date(2026, 3, 2)
rows = st.lists(
    st.tuples(
        st.integers(0, WEEKS).map(lambda weeks: MONDAY - timedelta(weeks=weeks)),
        st.integers(0, HOURS - 1),
        st.integers(1, 50),
    ),
    max_size=12,
)


class TestCoreBoard(BaseCase):
    """Today by the hour, against the same day of the weeks before."""

    def test_same_days_of_the_week(self):
        days = compared_days(MONDAY)
        self.assertEqual(len(days), WEEKS)
        self.assertEqual({day.weekday() for day in days}, {0})
        self.assertNotIn(MONDAY, days)

    def test_a_day_without_anything_is_not_compared(self):
        week = timedelta(weeks=1)
        flow = inflow(
            [(MONDAY, 9, 4), (MONDAY - week, 9, 2), (MONDAY - 3 * week, 9, 5)], MONDAY
        )
        self.assertEqual((flow.today[9], flow.usual[9], flow.days), (4, 3.5, 2))
        self.assertEqual(flow.until(8), (0, 0))
        self.assertEqual(flow.until(9), (4, 3.5))

    def test_nothing_is_usual_at_the_beginning(self):
        flow = inflow([(MONDAY, 9, 4)], MONDAY)
        self.assertEqual((flow.days, sum(flow.usual)), (0, 0))

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(rows)
    def test_hours_add_up_to_the_day(self, rows):
        flow = inflow(rows, MONDAY)
        came = sum(count for day, _hour, count in rows if day == MONDAY)
        self.assertEqual(flow.until(HOURS - 1)[0], came)
        past = sum(count for day, _hour, count in rows if day != MONDAY)
        days = max(flow.days, 1)
        self.assertAlmostEqual(sum(flow.usual), past / days, delta=HOURS * 0.05)
