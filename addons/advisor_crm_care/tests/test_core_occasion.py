import unittest
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from lunardate import LunarDate

from ..core.occasion import LUNAR, SOLAR, Yearly, between, day_of, problem

SOLARS = st.builds(
    Yearly,
    st.just(SOLAR),
    st.integers(1, 12),
    st.integers(1, 31),
    after=st.booleans(),
)
LUNARS = st.builds(
    Yearly, st.just(LUNAR), st.integers(1, 12), st.integers(1, 30), st.booleans()
)
YEARS = st.integers(1900, 2099)
#: From published calendars: (lunar year, month, day, leap month) and the day.
KNOWN = [
    ((2024, 1, 1, False), date(2024, 2, 10)),  # Spring Festival
    ((2025, 1, 1, False), date(2025, 1, 29)),
    ((2026, 1, 1, False), date(2026, 2, 17)),
    ((2027, 1, 1, False), date(2027, 2, 6)),
    ((2025, 8, 15, False), date(2025, 10, 6)),  # Mid-Autumn
    ((2026, 8, 15, False), date(2026, 9, 25)),
    ((2024, 5, 5, False), date(2024, 6, 10)),  # Dragon Boat
    ((2023, 2, 1, True), date(2023, 3, 22)),  # leap months
    ((2020, 4, 1, True), date(2020, 5, 23)),
    ((2025, 6, 1, True), date(2025, 7, 25)),
    ((2033, 11, 1, True), date(2033, 12, 22)),
]


class TestOccasionCore(unittest.TestCase):
    """Dates that come back each year."""

    def test_sm_5_2_lunar_days_of_published_calendars(self):
        for (year, month, day, leap), expected in KNOWN:
            with self.subTest(year=year, month=month):
                found = day_of(Yearly(LUNAR, month, day, leap), year)
                self.assertEqual(found, expected)

    def test_sm_5_2_29_february(self):
        before, after = (Yearly(SOLAR, 2, 29, after=each) for each in (False, True))
        self.assertEqual(day_of(before, 2028), date(2028, 2, 29))
        self.assertEqual(day_of(after, 2028), date(2028, 2, 29))
        self.assertEqual(day_of(before, 2027), date(2027, 2, 28))
        self.assertEqual(day_of(after, 2027), date(2027, 3, 1))
        self.assertEqual(day_of(before, 2100), date(2100, 2, 28))

    def test_sm_5_2_a_leap_month_in_years_without_it(self):
        born = Yearly(LUNAR, 6, 10, True)
        self.assertEqual(day_of(born, 2025), date(2025, 8, 3))
        self.assertEqual(day_of(born, 2026), day_of(Yearly(LUNAR, 6, 10), 2026))

    def test_sm_5_2_day_30_of_a_month_that_has_29(self):
        last = Yearly(LUNAR, 12, 30)
        self.assertEqual(day_of(last, 2023), date(2024, 2, 9), "it has 30 days")
        self.assertEqual(day_of(last, 2024), date(2025, 1, 28), "it has 29")

    def test_dates_that_do_not_exist(self):
        wrong = {
            (Yearly(SOLAR, 2, 30), None): "day",
            (Yearly(SOLAR, 2, 29), 2027): "day",
            (Yearly(SOLAR, 13, 1), None): "month",
            (Yearly(SOLAR, 1, 1), 1899): "year",
            (Yearly(LUNAR, 1, 1), 2100): "year",
            (Yearly(LUNAR, 1, 31), None): "lunar_day",
            (Yearly(LUNAR, 0, 1), None): "month",
            (Yearly(LUNAR, 6, 1, True), 2026): "no_leap",
            (Yearly(LUNAR, 12, 1, True), None): "never_leap",
            (Yearly(LUNAR, 12, 30), 2024): "lunar_short",
        }
        for (yearly, year), code in wrong.items():
            with self.subTest(yearly=yearly, year=year):
                self.assertEqual(problem(yearly, year), code)
        for yearly, year in (
            (Yearly(SOLAR, 2, 29), None),
            (Yearly(SOLAR, 2, 29), 2028),
            (Yearly(LUNAR, 12, 30), None),
            (Yearly(LUNAR, 6, 1, True), 2025),
        ):
            self.assertEqual(problem(yearly, year), "")

    @given(SOLARS | LUNARS, YEARS)
    def test_each_date_is_kept_once_a_year(self, yearly, year):
        """Whatever exists in some year has a day in every one, near the same time."""
        assume(not problem(yearly))
        day = day_of(yearly, year)
        begin = LunarDate(year, 1, 1).to_solar_date()
        if yearly.calendar == SOLAR:
            self.assertEqual(day.year, year)
            self.assertLessEqual(abs(day.month - yearly.month), 1)
        else:
            self.assertLessEqual(begin, day)
            self.assertLess(day, begin + timedelta(days=385))

    @given(LUNARS, YEARS)
    def test_what_exists_is_kept_on_its_own_day(self, yearly, year):
        assume(not problem(yearly, year))
        day = day_of(yearly, year)
        self.assertEqual(
            LunarDate.from_solar_date(day.year, day.month, day.day),
            LunarDate(year, yearly.month, yearly.day, yearly.is_leap),
        )

    @given(SOLARS | LUNARS, st.dates(date(1901, 1, 1), date(2098, 1, 1)))
    def test_two_spans_have_what_the_whole_has(self, yearly, first):
        """Planned a week at a time or all at once: the same days, none twice."""
        assume(not problem(yearly))
        middle, last = first + timedelta(days=200), first + timedelta(days=800)
        whole = list(between(yearly, first, last))
        parts = list(between(yearly, first, middle))
        parts += between(yearly, middle + timedelta(days=1), last)
        self.assertEqual(parts, whole)
        self.assertEqual(len({year for year, _day in whole}), len(whole))
        self.assertIn(len(whole), (1, 2, 3))
