from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pytz import timezone, utc

from odoo.tests import BaseCase

from ..core.day_kinds import day_kinds, merged
from ..core.special_days import SpecialDay
from .test_core_special_days import ZONES

SHANGHAI = timezone("Asia/Shanghai")
MONDAY, SUNDAY = date(2025, 10, 6), date(2025, 10, 5)
DAY = timedelta(days=1)


def at(day, clock, zone=SHANGHAI):
    hour, minute = map(int, clock.split(":"))
    return zone.localize(datetime(day.year, day.month, day.day, hour, minute))


def office(first, last, zone=SHANGHAI):
    """9 to 12 and 13 to 18 from Monday to Friday."""
    dates = [first + DAY * number for number in range((last - first).days + 1)]
    return [
        (at(day, start, zone), at(day, stop, zone))
        for day in dates
        if day.weekday() < 5
        for start, stop in (("9:00", "12:00"), ("13:00", "18:00"))
    ]


def kind(day, closings=(), days=(), hours=(), zone=SHANGHAI):
    hours = hours if hours is None else office(day, day, zone)
    return day_kinds(day, day, zone, days, hours, closings)[day]


def _span(day, start, stop):
    """Hours as Odoo has them: midnight comes a microsecond early."""
    if stop == "24:00":
        return at(day, start), at(day + DAY, "0:00") - timedelta(microseconds=1)
    return at(day, start), at(day, stop)


class TestCoreDayKinds(BaseCase):
    """What makes a date a holiday, to the second."""

    def test_without_anything_special(self):
        self.assertEqual(kind(MONDAY), "workday")
        self.assertEqual(kind(SUNDAY), "weekend")

    def test_special_days_say_it(self):
        self.assertEqual(kind(MONDAY, days=[SpecialDay(MONDAY, False)]), "holiday")
        self.assertEqual(kind(SUNDAY, days=[SpecialDay(SUNDAY, False)]), "holiday")

    def test_a_schedule_without_hours_knows_no_weekend(self):
        self.assertEqual(kind(SUNDAY, hours=None), "workday")
        closed = [(at(SUNDAY, "0:00"), at(SUNDAY, "23:59"))]
        self.assertEqual(kind(SUNDAY, closed, hours=None), "holiday")

    def test_some_closed_hours_make_no_holiday(self):
        for start, stop in (
            ("8:00", "11:00"),  # the morning's inventory
            ("11:00", "14:00"),  # three hours around noon
            ("9:00", "17:59"),
            ("9:01", "18:00"),
        ):
            with self.subTest(start=start, stop=stop):
                closed = [(at(MONDAY, start), at(MONDAY, stop))]
                self.assertEqual(kind(MONDAY, closed), "workday")

    def test_all_working_hours_closed_make_a_holiday(self):
        for pieces in (
            [("9:00", "18:00")],
            [("9:00", "12:00"), ("13:00", "18:00")],
            [("0:00", "10:00"), ("10:00", "23:59")],
        ):
            with self.subTest(pieces=pieces):
                closed = [
                    (at(MONDAY, start), at(MONDAY, stop)) for start, stop in pieces
                ]
                self.assertEqual(kind(MONDAY, closed), "holiday")

    def test_a_free_date_is_a_holiday_if_closed_at_noon(self):
        festival = [(at(SUNDAY, "12:00"), at(MONDAY, "18:00"))]
        self.assertEqual(kind(SUNDAY, festival), "holiday")
        evening = [(at(SUNDAY, "18:00"), at(SUNDAY, "20:00"))]
        self.assertEqual(kind(SUNDAY, evening), "weekend")

    def test_odoos_days_reach_midnight(self):
        night = [(at(MONDAY, "22:00"), at(MONDAY + DAY, "0:00"))]
        closed = [(at(MONDAY, "0:00"), at(MONDAY, "23:59") + timedelta(seconds=59))]
        found = day_kinds(MONDAY, MONDAY, SHANGHAI, [], night, closed)
        self.assertEqual(found, {MONDAY: "holiday"})

    def test_the_end_of_a_night_makes_no_working_day(self):
        friday = MONDAY - 3 * DAY
        saturday = friday + DAY
        for pieces in (
            [(friday, "22:00", "24:00"), (saturday, "0:00", "6:00")],
            [(friday, "20:00", "24:00"), (saturday, "0:00", "2:00")]
            + [(saturday, "3:00", "6:00")],
        ):
            hours = [_span(*piece) for piece in pieces]
            found = day_kinds(friday, saturday, SHANGHAI, [], hours, [])
            self.assertEqual(found, {friday: "workday", saturday: "weekend"})
            closed = [_span(saturday, "0:00", "6:00")]
            found = day_kinds(friday, saturday, SHANGHAI, [], hours, closed)
            self.assertEqual(found[saturday], "weekend")
            later = [*hours, _span(saturday, "14:00", "18:00")]
            found = day_kinds(friday, saturday, SHANGHAI, [], later, [])
            self.assertEqual(found[saturday], "workday")

    def test_work_around_the_clock_is_no_night(self):
        dates = [MONDAY + DAY * number for number in range(3)]
        hours = [_span(day, "0:00", "24:00") for day in dates]
        found = day_kinds(dates[0], dates[-1], SHANGHAI, [], hours, [])
        self.assertEqual(set(found.values()), {"workday"})

    def test_stretches_that_touch_are_one(self):
        end = at(MONDAY, "23:59") + timedelta(seconds=59)
        first, then = (at(MONDAY, "0:00"), end), (at(MONDAY + DAY, "0:00"), end + DAY)
        midnight = at(MONDAY + 2 * DAY, "0:00")
        self.assertEqual(merged([then, first]), [(first[0], midnight)])

    @given(
        st.sampled_from(ZONES),
        st.dates(date(2020, 1, 1), date(2030, 1, 1)),
        st.integers(0, 40),
        st.integers(0, 60 * 24 * 40),
        st.integers(1, 60 * 24 * 5),
    )
    def test_every_date_has_one_kind_and_closing_only_makes_holidays(
        self, zone, first, length, after, minutes
    ):
        last = first + DAY * length
        hours = office(first, last, zone)
        start = utc.localize(datetime(first.year, first.month, first.day))
        start += timedelta(minutes=after)
        closing = (start, start + timedelta(minutes=minutes))
        plain = day_kinds(first, last, zone, [], hours, [])
        closed = day_kinds(first, last, zone, [], hours, [closing])
        self.assertEqual(len(closed), length + 1)
        for day, what in closed.items():
            self.assertIn(what, (plain[day], "holiday"))
            if what == "workday" and day.weekday() < 5:
                pieces = [piece for piece in hours if piece[0].date() == day]
                self.assertFalse(
                    all(closing[0] <= s and e <= closing[1] for s, e in pieces)
                )
