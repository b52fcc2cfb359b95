import unittest
from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from pytz import timezone, utc

from ..core.budget import Purse, asked_for
from ..core.quiet import instant, local_day, next_allowed
from ..core.words import filled, unknown

SHANGHAI = "Asia/Shanghai"
NIGHT = (21 * 60, 9 * 60)
MINUTES = st.integers(0, 1439)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
MONEY = st.decimals(0, 1000, places=2)


class TestQuietCore(unittest.TestCase):
    """Quiet hours, where the customer is."""

    def test_the_night_ends_in_the_morning(self):
        evening = datetime(2026, 3, 2, 14)  # 22:00 in Shanghai
        self.assertEqual(
            next_allowed(evening, SHANGHAI, NIGHT), datetime(2026, 3, 3, 1)
        )
        before_dawn = datetime(2026, 3, 2, 22)  # 6:00 of the next day
        self.assertEqual(
            next_allowed(before_dawn, SHANGHAI, NIGHT), datetime(2026, 3, 3, 1)
        )

    def test_the_same_instant_is_day_elsewhere(self):
        evening = datetime(2026, 3, 2, 14)
        self.assertEqual(next_allowed(evening, "Europe/Berlin", NIGHT), evening)

    def test_hours_within_a_day(self):
        noon = (12 * 60, 14 * 60)
        self.assertEqual(
            next_allowed(datetime(2026, 3, 2, 5), SHANGHAI, noon),
            datetime(2026, 3, 2, 6),
        )

    @given(MOMENTS, st.sampled_from(("Asia/Shanghai", "UTC")), MINUTES, MINUTES)
    def test_never_earlier_and_never_in_the_quiet_hours(self, moment, tz, begin, end):
        allowed = next_allowed(moment, tz, (begin, end))
        self.assertGreaterEqual(allowed, moment)
        self.assertLessEqual(allowed - moment, timedelta(days=1))
        self.assertEqual(next_allowed(allowed, tz, (begin, end)), allowed)
        if begin == end:
            self.assertEqual(allowed, moment)

    @given(MOMENTS)
    def test_a_clock_that_is_put_on_or_back(self, moment):
        """In New York the night from 22 to 7 is left whole, on every day."""
        allowed = next_allowed(moment, "America/New_York", (22 * 60, 7 * 60))
        local = utc.localize(allowed).astimezone(timezone("America/New_York"))
        self.assertTrue(7 <= local.hour < 22)
        self.assertGreaterEqual(allowed, moment)

    def test_days_and_instants(self):
        self.assertEqual(
            instant(date(2026, 3, 2), 9 * 60, SHANGHAI), datetime(2026, 3, 2, 1)
        )
        self.assertEqual(
            instant(date(2026, 3, 2), 1440, SHANGHAI), datetime(2026, 3, 2, 16)
        )
        self.assertEqual(
            local_day(datetime(2026, 3, 2, 16), SHANGHAI), date(2026, 3, 3)
        )


class TestBudgetCore(unittest.TestCase):
    """Which gifts need an approval."""

    def test_sm_5_2_above_the_cap_or_the_budget(self):
        cost = Decimal(50)
        for cap, budget, expected in (
            (50, 50, ""),
            (49, 50, "cap"),
            (50, 49, "budget"),
            (0, 0, "both"),
        ):
            with self.subTest(cap=cap, budget=budget):
                purses = (Purse(Decimal(cap)), Purse(Decimal(budget)))
                self.assertEqual(asked_for(cost, *purses), expected)

    def test_what_is_spent_counts(self):
        customer = Purse(Decimal(80), Decimal(40))
        self.assertEqual(asked_for(Decimal(50), customer, Purse(Decimal(99))), "cap")

    @given(MONEY, MONEY, MONEY, MONEY)
    def test_what_costs_more_needs_no_less(self, cost, more, cap, budget):
        purses = Purse(cap), Purse(budget)
        if asked_for(cost, *purses):
            self.assertTrue(asked_for(cost + more, *purses))
        self.assertEqual(asked_for(Decimal(0), *purses), "")


class TestWordsCore(unittest.TestCase):
    """Names in greetings."""

    def test_names_are_put_in(self):
        names = {"customer": "Anna {company}", "company": "Lotus"}
        self.assertEqual(
            filled("{customer}, from {company} {x}", names),
            "Anna {company}, from Lotus {x}",
        )
        self.assertEqual(unknown("{customer} {x} {advisor} {}"), ["x", ""])

    @given(st.text(), st.text())
    def test_what_a_customer_is_called_names_nothing(self, name, company):
        made = filled("{customer}|{company}", {"customer": name, "company": company})
        self.assertEqual(made, f"{name}|{company}")
