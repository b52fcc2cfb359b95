import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ..core.check import (
    Line,
    check_delivery,
    check_payment,
    check_price,
    check_quantity,
)
from ..core.plan import (
    ANCHORS,
    Step,
    counted,
    moved_days,
    promised_days,
)

DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))
STEP = (st.sampled_from(ANCHORS), st.integers(-60, 60))
STEPS = st.lists(st.builds(Step, *STEP), min_size=1, max_size=8)
MIXED_STEPS = st.lists(st.builds(Step, *STEP, st.booleans()), min_size=1, max_size=8)


def from_monday_to_friday(day):
    """Whether somebody works on a day, without holidays."""
    return day.weekday() < 5


def never(_day):
    """Nobody ever works."""
    return False


class TestCorePlan(unittest.TestCase):
    """Days of milestones, whatever the plan is."""

    def test_steps_are_counted_from_their_anchors(self):
        steps = [
            Step("confirmation", 0),
            Step("delivery", -2),
            Step("delivery", 0),
            Step("delivery", 3),
        ]
        days = promised_days(steps, date(2026, 3, 2), date(2026, 3, 12), never)
        self.assertEqual(
            days,
            [date(2026, 3, 2), date(2026, 3, 10), date(2026, 3, 12), date(2026, 3, 15)],
        )

    def test_working_days_leave_out_the_others(self):
        steps = [
            Step("confirmation", 3, True),
            Step("delivery", -4, True),
            Step("delivery", 0, True),
            Step("delivery", 1, True),
        ]
        friday, saturday = date(2026, 3, 6), date(2026, 3, 14)
        days = promised_days(steps, friday, saturday, from_monday_to_friday)
        self.assertEqual(
            days,
            [date(2026, 3, 11), date(2026, 3, 11), saturday, date(2026, 3, 16)],
        )

    @given(DAY, st.integers(-60, 60))
    def test_so_many_working_days_lie_between(self, start, days):
        found = counted(start, days, from_monday_to_friday)
        first, last = sorted((start, found))
        # Without the start, with the day itself, on either way.
        span = [
            first + timedelta(number + (days > 0))
            for number in range((last - first).days)
        ]
        self.assertEqual(sum(map(from_monday_to_friday, span)), abs(days))
        self.assertTrue(not days or from_monday_to_friday(found))

    def test_where_nobody_works_nothing_is_counted(self):
        with self.assertRaisesRegex(ValueError, "no working day"):
            counted(date(2026, 3, 2), 1, never)

    def test_nothing_is_promised_for_the_past(self):
        days = promised_days(
            [Step("delivery", -5), Step("delivery", 0)],
            date(2026, 3, 2),
            date(2026, 3, 3),
            never,
        )
        self.assertEqual(days, [date(2026, 3, 2), date(2026, 3, 3)])

    @given(MIXED_STEPS, DAY, DAY)
    def test_days_are_in_order_and_not_before_the_confirmation(self, steps, a, b):
        days = promised_days(steps, a, b, from_monday_to_friday)
        self.assertEqual(days, sorted(days))
        self.assertGreaterEqual(days[0], a)
        self.assertEqual(len(days), len(steps))

    @given(STEPS, DAY, DAY, st.integers(0, 400))
    def test_shifting_both_days_shifts_all(self, steps, a, b, by):
        by = timedelta(days=by)
        self.assertEqual(
            promised_days(steps, a + by, b + by, never),
            [day + by for day in promised_days(steps, a, b, never)],
        )

    @given(st.lists(DAY, min_size=1, max_size=8), st.data(), DAY)
    def test_moving_one_moves_what_comes_after_it(self, days, data, new):
        days = sorted(days)
        place = data.draw(st.integers(0, len(days) - 1))
        working = data.draw(
            st.lists(st.booleans(), min_size=len(days), max_size=len(days))
        )
        moved = moved_days(days, place, new, working, from_monday_to_friday)
        self.assertEqual(moved[:place], days[:place])
        self.assertEqual(moved[place], new)
        self.assertEqual(moved[place:], sorted(moved[place:]))
        same = moved_days(days, place, days[place], working, from_monday_to_friday)
        self.assertEqual(same, days)

    def test_what_is_counted_in_working_days_moves_on_to_one(self):
        thursday, friday = date(2026, 3, 12), date(2026, 3, 13)
        days = [thursday, friday, friday]
        moved = moved_days(days, 0, friday, [False, True, False], from_monday_to_friday)
        monday = date(2026, 3, 16)
        self.assertEqual(
            moved, [friday, monday, monday], "none before what goes before"
        )


class TestCoreCheck(unittest.TestCase):
    """What a machine can tell of an order."""

    def test_quantities(self):
        chair = Line("Chair", 2, 10, 10)
        self.assertTrue(check_quantity([chair]).right)
        self.assertEqual(check_quantity([]).code, "no_lines")
        none = Line("Chair", 0, 10, 10)
        self.assertEqual(check_quantity([chair, none]).code, "no_quantity")
        half = Line("Box", 1.5, 10, 10, in_packs=True)
        self.assertEqual(check_quantity([half]).code, "broken_pack")
        self.assertTrue(check_quantity([Line("Cloth", 1.5, 10, 10)]).right)

    def test_prices_may_differ_by_the_tolerance_and_no_more(self):
        for price, tolerance, right in (
            (100, 0, True),
            (95, 0, False),
            (95, 5, True),
            (94.9, 5, False),
            (105, 5, True),
            (105.1, 5, False),
        ):
            with self.subTest(price=price, tolerance=tolerance):
                finding = check_price([Line("Chair", 1, price, 100)], tolerance)
                self.assertEqual(finding.right, right)

    def test_delivery(self):
        today, day = date(2026, 3, 2), date(2026, 3, 10)
        self.assertEqual(check_delivery(day, day, today).code, "day_agreed")
        self.assertEqual(
            check_delivery(day - timedelta(1), day, today).code, "too_soon"
        )
        self.assertEqual(
            check_delivery(today - timedelta(1), None, today).code, "day_over"
        )
        self.assertTrue(check_delivery(None, day, today).right)

    def test_payment(self):
        self.assertTrue(check_payment("30 days").right)
        self.assertFalse(check_payment("").right)
