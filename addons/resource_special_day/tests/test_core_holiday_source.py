from datetime import date
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core import holiday_source as source
from ..core.holiday_source import ExistingDay, SourceDay, action, best_language

# The State Council's arrangements: worked weekend -> weekday that is off instead
CHINA = {
    2025: {
        date(2025, 1, 26): date(2025, 2, 3),
        date(2025, 2, 8): date(2025, 2, 4),
        date(2025, 4, 27): date(2025, 5, 5),
        date(2025, 9, 28): date(2025, 10, 7),
        date(2025, 10, 11): date(2025, 10, 8),
    },
    2026: {
        date(2026, 1, 4): date(2026, 1, 2),
        date(2026, 2, 14): date(2026, 2, 20),
        date(2026, 2, 28): date(2026, 2, 23),
        date(2026, 5, 9): date(2026, 5, 5),
        date(2026, 9, 20): date(2026, 10, 6),
        date(2026, 10, 10): date(2026, 10, 7),
    },
}


class TestCoreHolidaySource(BaseCase):
    """What the installed library says: a change of its data model fails here."""

    def _days(self, country, year, region=None, language="en_US"):
        return source.days(country, region, year, [language])

    def test_china_make_up_days(self):
        for year, moved in CHINA.items():
            days = [day for day in self._days("CN", year) if day.is_working]
            self.assertEqual({day.date: day.day_off for day in days}, moved)
            for day in days:
                self.assertEqual(day.like_weekday, day.day_off.weekday())

    def test_china_days_off_are_listed(self):
        for year, moved in CHINA.items():
            off = {day.date for day in self._days("CN", year) if not day.is_working}
            self.assertLessEqual(set(moved.values()), off)
            self.assertFalse(set(moved) & off)

    def test_china_names(self):
        names = {}
        for language in ("zh_CN", "zh_TW", "en_US"):
            days = self._days("CN", 2026, language=language)
            names[language] = {day.date: day.names.get(language) for day in days}
        national_day = date(2026, 10, 1)
        self.assertEqual(names["zh_CN"][national_day], "国庆节")
        self.assertEqual(names["zh_TW"][national_day], "國慶節")
        self.assertEqual(names["en_US"][national_day], "National Day")

    def test_make_up_days_in_december_of_the_year_before(self):
        days = {day.date: day for day in self._days("CN", 2012) if day.is_working}
        self.assertEqual(days[date(2011, 12, 31)].day_off, date(2012, 1, 3))

    def test_taiwan(self):
        self.assertIn(
            date(2025, 2, 8),
            {day.date for day in self._days("TW", 2025) if day.is_working},
        )
        self.assertFalse([day for day in self._days("TW", 2026) if day.is_working])

    def test_germany_and_its_regions(self):
        epiphany = date(2026, 1, 6)
        self.assertNotIn(epiphany, {day.date for day in self._days("DE", 2026)})
        self.assertIn(epiphany, {day.date for day in self._days("DE", 2026, "BY")})
        self.assertEqual(source.regions("DE")["BY"], "Bayern")
        self.assertEqual(source.regions("CN"), {})

    def test_united_states_observed_day(self):
        """Independence Day 2026 is a Saturday: Friday is off too."""
        days = {day.date for day in self._days("US", 2026)}
        self.assertLessEqual({date(2026, 7, 3), date(2026, 7, 4)}, days)

    def test_estimated_days_are_marked(self):
        for language in ("en_US", "ar"):
            days = self._days("AE", 2027, language=language)
            self.assertTrue(any(day.is_estimated for day in days))
            self.assertFalse(days[0].is_estimated, days[0])

    def test_days_are_sorted_and_lie_in_the_year(self):
        for country in ("CN", "TW", "HK", "US", "DE", "RU"):
            days = [day.date for day in self._days(country, 2025)]
            self.assertEqual(days, sorted(set(days)))
            self.assertEqual({day.year for day in days}, {2025})

    def test_years(self):
        self.assertEqual(source.years("CN"), (1950, 2100))

    # Is a year published?

    def test_decreed_years(self):
        self.assertGreaterEqual(source.decreed_until("CN"), 2026)
        self.assertGreaterEqual(source.decreed_until("TW"), 2026)

    def test_unknown_data_model_refuses_rather_than_guesses(self):
        with patch.object(source.holidays, "country_holidays") as library:
            library.return_value = date(2026, 1, 1)
            self.assertEqual(source.decreed_until("CN"), 0)

    def test_next_year_is_as_unpublished_as_the_data(self):
        """The library lists China's statutory days of any year, but not the
        arrangement: no year after the last one has a make-up day."""
        after = source.decreed_until("CN") + 1
        self.assertTrue(self._days("CN", after))
        self.assertFalse([day for day in self._days("CN", after) if day.is_working])

    # Languages and actions

    def test_best_language(self):
        hong_kong = ("en_HK", "en_US", "th", "zh_CN", "zh_HK")
        self.assertEqual(best_language("zh_CN", hong_kong, "zh_HK"), "zh_CN")
        self.assertEqual(best_language("zh_TW", hong_kong, "zh_HK"), "zh_HK")
        self.assertEqual(best_language("de_DE", ("de", "en_US"), "de"), "de")
        self.assertEqual(best_language("fr_FR", ("de", "en_US"), "de"), "en_US")
        self.assertEqual(best_language("fr_FR", ("de",), "de"), "de")
        self.assertIsNone(best_language("fr_FR", (), None))

    @given(
        st.sampled_from(["zh_TW", "en_US", "de_DE"]),
        st.lists(st.sampled_from(["zh_CN", "en_US", "de", "en_GB", "th"]), unique=True),
        st.integers(0),
    )
    def test_best_language_is_supported(self, wanted, supported, number):
        default = supported[number % len(supported)] if supported else None
        best = best_language(wanted, supported, default)
        self.assertEqual(best in supported, bool(supported))

    def test_action(self):
        listed = SourceDay(date(2026, 10, 10), True, {}, like_weekday=2)
        there = ExistingDay(True, 2, "Make-up", is_import=True)
        self.assertEqual(action(listed, "Make-up", None), "add")
        self.assertEqual(action(listed, "Make-up", there), "unchanged")
        for change in (
            {"is_working": False},
            {"like_weekday": None},
            {"name": "Other"},
        ):
            self.assertEqual(
                action(listed, "Make-up", there._replace(**change)), "update"
            )
        by_hand = there._replace(is_import=False)
        self.assertEqual(action(listed, "Make-up", by_hand), "manual")
