from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..core.instants import (
    months,
    next_month,
    to_datetime,
    to_nearest_second,
    to_seconds,
)

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1))


@tagged("post_install", "-at_install")
class TestCoreInstants(BaseCase):
    """Between Odoo's times and whole seconds."""

    @given(MOMENTS)
    def test_an_event_lies_in_its_second(self, moment):
        exact = moment.replace(tzinfo=UTC).timestamp()
        self.assertTrue(to_seconds(moment) <= exact < to_seconds(moment) + 1)
        whole = moment.replace(microsecond=0)
        self.assertEqual(to_datetime(to_seconds(moment)), whole)

    def test_a_day_that_odoo_ends_before_midnight_ends_at_midnight(self):
        end = datetime(2026, 3, 2, 23, 59, 59, 999_999)
        self.assertEqual(to_datetime(to_nearest_second(end)), datetime(2026, 3, 3))

    def test_a_date_begins_at_midnight_and_nothing_is_nothing(self):
        day = date(2026, 3, 2)
        self.assertEqual(to_datetime(to_seconds(day)), datetime(2026, 3, 2))
        self.assertIsNone(to_seconds(None))
        self.assertIsNone(to_seconds(False))
        self.assertIsNone(to_datetime(None))

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
    def test_months_follow_each_other(self, first, days):
        last = first + timedelta(days)
        found = months(first, last)
        self.assertEqual(found[0], first.replace(day=1))
        self.assertEqual(found[-1], last.replace(day=1))
        for month, following in zip(found, found[1:], strict=False):
            self.assertEqual(next_month(month), following)
