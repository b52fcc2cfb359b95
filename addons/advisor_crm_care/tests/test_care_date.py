from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareDate(CareCase):
    """Days of customers, by two calendars."""

    def _lunar(self, month, day, **values):
        self.day.unlink()
        return self._create_day(self.lily, month, day, calendar="lunar", **values)

    def test_sm_5_2_what_does_not_exist_is_said_in_one_sentence(self):
        usual = {
            "calendar": "solar",
            "month": 1,
            "day": 1,
            "year": 0,
            "is_leap_month": False,
        }
        for values, words in (
            ({"month": 2, "day": 30}, "no such day"),
            ({"month": 13}, "from 1 to 12"),
            ({"year": 1850}, "from 1900 to 2099"),
            ({"calendar": "lunar", "day": 31}, "29 or 30 days"),
            (
                {"calendar": "lunar", "month": 6, "year": 2026, "is_leap_month": True},
                "2026 has no leap month 6",
            ),
            (
                {"calendar": "lunar", "month": 12, "is_leap_month": True},
                "No lunar year has a leap month 12",
            ),
            (
                {"calendar": "lunar", "month": 12, "day": 30, "year": 2024},
                "29 days only",
            ),
        ):
            with self.subTest(words), self.assertRaisesRegex(ValidationError, words):
                self.day.write(usual | values)

    def test_sm_5_2_a_leap_month_in_a_year_without_it(self):
        day = self._lunar(6, 10, is_leap_month=True, year=2025)
        self.assertEqual(day.next_date, date(2026, 7, 23), "the ordinary sixth month")

    def test_dates_are_said_in_words(self):
        self.assertEqual(self.day.date_text, "March 10")
        day = self._lunar(6, 10, is_leap_month=True)
        self.assertEqual(day.date_text, "lunar leap month 6, day 10")

    def test_each_day_of_a_customer_is_known_once(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_day(self.lily, 4, 4)

    def test_a_holiday_is_no_day_of_a_customer(self):
        festival = self._create_occasion()
        with self.assertRaisesRegex(ValidationError, "same day for everybody"):
            self._create_day(self.lily, 4, 4, occasion_id=festival.id)

    def test_the_next_time(self):
        self.assertEqual(self.day.next_date, date(2026, 3, 10))
        self.day.write({"month": 3, "day": 1})
        self.assertEqual(self.day.next_date, date(2027, 3, 1))
