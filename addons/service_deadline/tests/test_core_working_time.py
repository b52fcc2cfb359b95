from datetime import date

from odoo.tests import tagged

from ..core.elapsed_time import ElapsedTime
from ..core.working_time import (
    BeyondTable,
    GrowingTime,
    NoWorkingTime,
    WorkingTime,
)
from .core_common import (
    DAY,
    HOUR,
    MINUTE,
    OFFICE,
    CoreCase,
    at,
    calendar_of,
    office,
)

SHANGHAI = "Asia/Shanghai"


@tagged("post_install", "-at_install")
class TestWorkingHours(CoreCase):
    """Minutes and hours on office hours: Monday to Friday, 8-12 and 13-17."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = office()

    def assertDue(self, start, seconds, due, time=None):
        time = time or self.office
        self.assertAt(time.advance(at(start, time.tz), seconds), due, time.tz)

    def test_within_opening_hours(self):
        self.assertDue("2026-03-02 09:00", 2 * HOUR, "2026-03-02 11:00")

    def test_over_the_lunch_gap(self):
        self.assertDue("2026-03-02 11:00", 2 * HOUR, "2026-03-02 14:00")

    def test_started_in_the_lunch_gap(self):
        self.assertDue("2026-03-02 12:30", HOUR, "2026-03-02 14:00")

    def test_before_opening_counts_from_the_opening(self):
        self.assertDue("2026-03-02 05:00", 30 * MINUTE, "2026-03-02 08:30")

    def test_after_closing_counts_from_the_next_opening(self):
        self.assertDue("2026-03-02 18:00", 30 * MINUTE, "2026-03-03 08:30")

    def test_at_the_second_of_closing_counts_from_the_next_opening(self):
        self.assertDue("2026-03-02 17:00", 1, "2026-03-03 08:00:01")

    def test_at_the_second_of_opening(self):
        self.assertDue("2026-03-02 08:00", 1, "2026-03-02 08:00:01")

    def test_using_up_the_day_ends_at_closing_not_at_the_next_opening(self):
        self.assertDue("2026-03-02 09:00", 7 * HOUR, "2026-03-02 17:00")
        self.assertDue("2026-03-02 09:00", 3 * HOUR, "2026-03-02 12:00")

    def test_one_second_more_than_the_day_is_due_tomorrow(self):
        self.assertDue("2026-03-02 09:00", 7 * HOUR + 1, "2026-03-03 08:00:01")

    def test_ten_minutes_before_the_weekend(self):
        self.assertDue("2026-03-06 16:50", 30 * MINUTE, "2026-03-09 08:20")

    def test_started_on_the_weekend(self):
        self.assertDue("2026-03-07 10:00", HOUR, "2026-03-09 09:00")

    def test_holidays_thursday_and_friday_are_left_out(self):
        closed = {date(2026, 3, 5), date(2026, 3, 6)}
        time = office(closed=closed)
        self.assertDue("2026-03-04 16:00", 2 * HOUR, "2026-03-09 09:00", time)

    def test_make_up_saturday_is_worked(self):
        time = office(extra={date(2026, 3, 7)})
        self.assertDue("2026-03-06 16:00", 2 * HOUR, "2026-03-07 09:00", time)

    def test_holiday_swapped_for_a_saturday(self):
        time = office(closed={date(2026, 3, 6)}, extra={date(2026, 3, 7)})
        self.assertDue("2026-03-05 16:00", 2 * HOUR, "2026-03-07 09:00", time)

    def test_hours_are_those_of_the_zone_of_the_calendar(self):
        time = office(tz=SHANGHAI)
        self.assertAt(time.advance(at("2026-03-02 01:00"), HOUR), "2026-03-02 02:00")
        self.assertDue("2026-03-02 16:50", HOUR, "2026-03-03 08:50", time)

    def test_zero_seconds_leave_the_instant_alone(self):
        self.assertDue("2026-03-07 10:00", 0, "2026-03-07 10:00")

    def test_backwards_over_the_weekend(self):
        self.assertDue("2026-03-09 09:00", -2 * HOUR, "2026-03-06 16:00")

    def test_backwards_exactly_to_an_opening(self):
        self.assertDue("2026-03-02 12:00", -4 * HOUR, "2026-03-02 08:00")

    def test_backwards_out_of_hours_counts_from_the_closing_before(self):
        self.assertDue("2026-03-08 10:00", -HOUR, "2026-03-06 16:00")

    def test_seven_working_days_of_hours_forward_and_back(self):
        self.assertDue("2026-03-02 08:00", 56 * HOUR, "2026-03-10 17:00")
        self.assertDue("2026-03-10 17:00", -56 * HOUR, "2026-03-02 08:00")

    def test_measure_counts_opening_hours_only(self):
        start, end = at("2026-03-06 16:30"), at("2026-03-09 08:15")
        self.assertEqual(self.office.measure(start, end), 45 * MINUTE)

    def test_measure_is_never_negative(self):
        start, end = at("2026-03-03 10:00"), at("2026-03-02 10:00")
        self.assertEqual(self.office.measure(start, end), 0)

    def test_next_open(self):
        for moment, opening in (
            ("2026-03-02 09:00", "2026-03-02 09:00"),
            ("2026-03-02 12:30", "2026-03-02 13:00"),
            ("2026-03-02 17:00", "2026-03-03 08:00"),
            ("2026-03-07 11:00", "2026-03-09 08:00"),
        ):
            self.assertAt(self.office.next_open(at(moment)), opening)


@tagged("post_install", "-at_install")
class TestWorkingDays(CoreCase):
    """A working day is a day of the calendar, not eight hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = office()

    def assertDue(self, start, days, due, time=None, **kwargs):
        time = time or self.office
        self.assertAt(time.shift_days(at(start, time.tz), days, **kwargs), due, time.tz)

    def test_same_time_on_the_next_working_day(self):
        self.assertDue("2026-03-02 10:00", 1, "2026-03-03 10:00")

    def test_days_are_not_eight_hours(self):
        short = office(hours=((9, 12),))
        self.assertDue("2026-03-02 10:00", 3, "2026-03-05 10:00", short)

    def test_weekend_is_left_out(self):
        self.assertDue("2026-03-05 10:00", 3, "2026-03-10 10:00")

    def test_holiday_and_make_up_day(self):
        time = office(closed={date(2026, 3, 6)}, extra={date(2026, 3, 7)})
        self.assertDue("2026-03-05 10:00", 1, "2026-03-07 10:00", time)

    def test_after_closing_is_due_at_closing(self):
        self.assertDue("2026-03-06 17:50", 1, "2026-03-09 17:00")

    def test_before_opening_is_due_at_opening(self):
        self.assertDue("2026-03-02 06:00", 1, "2026-03-03 08:00")

    def test_in_the_lunch_gap_is_due_before_lunch(self):
        self.assertDue("2026-03-02 12:30", 1, "2026-03-03 12:00")

    def test_registered_on_a_day_off_gets_the_whole_working_day(self):
        for moment in ("2026-03-07 00:30", "2026-03-07 10:00", "2026-03-08 23:00"):
            self.assertDue(moment, 1, "2026-03-09 17:00")

    def test_days_before(self):
        self.assertDue("2026-03-09 10:00", -1, "2026-03-06 10:00")
        self.assertDue("2026-03-09 10:00", -6, "2026-02-27 10:00")

    def test_days_before_a_day_off_leave_the_whole_working_day(self):
        self.assertDue("2026-03-08 10:00", -1, "2026-03-06 08:00")

    def test_shorter_day_is_due_at_its_closing(self):
        def hours_of(day):
            return OFFICE if day.weekday() < 4 else ((8, 12),) * (day.weekday() == 4)

        time = calendar_of(hours_of, date(2026, 1, 1), date(2026, 6, 1))
        self.assertDue("2026-03-05 15:00", 1, "2026-03-06 12:00", time)

    def test_end_of_the_working_day(self):
        self.assertDue("2026-03-02 10:00", 1, "2026-03-03 17:00", end_of_day=True)
        self.assertDue("2026-03-02 10:00", 0, "2026-03-02 17:00", end_of_day=True)
        self.assertDue("2026-03-07 10:00", 0, "2026-03-09 17:00", end_of_day=True)

    def test_no_days_is_now_or_the_next_opening(self):
        self.assertDue("2026-03-02 10:00", 0, "2026-03-02 10:00")
        self.assertDue("2026-03-02 12:30", 0, "2026-03-02 13:00")
        self.assertDue("2026-03-02 18:00", 0, "2026-03-03 08:00")
        self.assertDue("2026-03-07 10:00", 0, "2026-03-09 08:00")

    def test_end_of_day_of_an_instant(self):
        for moment, closing in (
            ("2026-03-02 10:00", "2026-03-02 17:00"),
            ("2026-03-02 17:00", "2026-03-02 17:00"),
            ("2026-03-02 17:01", "2026-03-03 17:00"),
            ("2026-03-08 10:00", "2026-03-09 17:00"),
        ):
            self.assertAt(self.office.end_of_day(at(moment)), closing)

    def test_working_days_between(self):
        start, end = at("2026-03-05 10:00"), at("2026-03-09 10:00")
        self.assertEqual(
            self.office.working_days(start, end),
            [date(2026, 3, 6), date(2026, 3, 9)],
        )

    def test_closed_days_between(self):
        time = office(closed={date(2026, 3, 6)})
        self.assertEqual(
            time.closed_days(at("2026-03-05 10:00"), at("2026-03-09 10:00")),
            [date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)],
        )

    def test_segments_of_a_span(self):
        start, end = at("2026-03-02 11:00"), at("2026-03-03 08:30")
        self.assertEqual(
            self.office.segments(start, end),
            [
                (start, at("2026-03-02 12:00")),
                (at("2026-03-02 13:00"), at("2026-03-02 17:00")),
                (at("2026-03-03 08:00"), end),
            ],
        )

    def test_a_stretch_that_only_touches_a_span_is_no_segment(self):
        start, end = at("2026-03-02 12:00"), at("2026-03-02 13:00")
        self.assertEqual(self.office.segments(start, end), [])


@tagged("post_install", "-at_install")
class TestRoundTheClock(CoreCase):
    """A calendar of 24 hours a day, and what midnight and summer time do to it."""

    @staticmethod
    def _always(tz):
        return calendar_of(
            lambda day: ((0, 24),), date(2026, 1, 1), date(2027, 1, 1), tz=tz
        )

    def test_midnight_loses_no_microsecond(self):
        time = self._always("UTC")
        self.assertEqual(
            time.advance(at("2026-03-02 22:00"), DAY), at("2026-03-03 22:00")
        )

    def test_each_day_stands_alone(self):
        time = self._always("UTC")
        self.assertEqual(len(time.days), 365)
        self.assertAt(time.shift_days(at("2026-03-02 22:00"), 1), "2026-03-03 22:00")

    def test_each_day_stands_alone_where_summer_time_begins_at_midnight(self):
        """In Cairo the clock goes from 00:00 to 01:00 on 2026-04-24."""
        time = self._always("Africa/Cairo")
        self.assertEqual(len(time.days), 365)
        start = at("2026-04-23 12:00", "Africa/Cairo")
        self.assertAt(time.shift_days(start, 1), "2026-04-24 09:00")
        self.assertEqual(time.closed_days(start, start + DAY), [])

    def test_night_of_23_hours(self):
        time = self._always("Europe/Berlin")
        start, end = at("2026-03-28 12:00", time.tz), at("2026-03-29 12:00", time.tz)
        self.assertEqual(time.measure(start, end), 23 * HOUR)
        self.assertAt(time.advance(start, 24 * HOUR), "2026-03-29 13:00", time.tz)

    def test_night_of_25_hours(self):
        time = self._always("Europe/Berlin")
        start, end = at("2026-10-24 12:00", time.tz), at("2026-10-25 12:00", time.tz)
        self.assertEqual(time.measure(start, end), 25 * HOUR)
        self.assertAt(time.advance(start, 24 * HOUR), "2026-10-25 11:00", time.tz)

    def test_a_day_keeps_its_wall_time_over_the_change_of_the_clock(self):
        time = office(tz="Europe/Berlin", weekdays=range(7))
        for start, due in (
            ("2026-03-28 10:00", "2026-03-29 10:00"),
            ("2026-10-24 10:00", "2026-10-25 10:00"),
        ):
            self.assertAt(time.shift_days(at(start, time.tz), 1), due, time.tz)

    def test_office_hours_are_not_moved_by_summer_time(self):
        time = office(tz="Europe/Berlin")
        start = at("2026-03-27 16:00", time.tz)
        self.assertAt(time.advance(start, 2 * HOUR), "2026-03-30 09:00", time.tz)


@tagged("post_install", "-at_install")
class TestElapsedTime(CoreCase):
    """Time that never stops."""

    def test_counts_every_second(self):
        start = at("2026-03-06 17:00")
        self.assertAt(ElapsedTime().advance(start, DAY), "2026-03-07 17:00")
        self.assertEqual(ElapsedTime().measure(start, start + DAY), DAY)
        self.assertEqual(ElapsedTime().measure(start, start - 1), 0)

    def test_calendar_days_keep_the_wall_time_of_the_zone(self):
        time = ElapsedTime("Europe/Berlin")
        start = at("2026-03-28 12:00", time.tz)
        self.assertAt(time.shift_days(start, 1), "2026-03-29 12:00", time.tz)
        self.assertEqual(time.shift_days(start, 1) - start, 23 * HOUR)

    def test_end_of_day_is_midnight_of_the_zone(self):
        time = ElapsedTime(SHANGHAI)
        start = at("2026-03-02 10:00", SHANGHAI)
        self.assertAt(time.end_of_day(start), "2026-03-03 00:00", SHANGHAI)
        self.assertAt(
            time.shift_days(start, 2, end_of_day=True), "2026-03-05 00:00", SHANGHAI
        )

    def test_the_date_is_that_of_the_zone(self):
        time = ElapsedTime(SHANGHAI)
        start = at("2026-03-02 23:00")  # already the 3rd in Shanghai
        self.assertEqual(time.local_date(start), date(2026, 3, 3))
        self.assertEqual(time.working_days(start, start + DAY), [date(2026, 3, 4)])
        self.assertEqual(time.closed_days(start, start + DAY), [])

    def test_one_piece(self):
        self.assertEqual(ElapsedTime().segments(5, 9), [(5, 9)])
        self.assertEqual(ElapsedTime().segments(9, 9), [])

    def test_a_notice_can_wait_for_the_opening_hours_of_a_calendar(self):
        """A promise in plain hours still lets its mails fall into working hours."""
        self.assertAt(
            ElapsedTime().next_open(at("2026-03-07 03:00")), "2026-03-07 03:00"
        )
        time = ElapsedTime("UTC", office())
        self.assertAt(time.next_open(at("2026-03-07 03:00")), "2026-03-09 08:00")

    def test_a_notice_can_repeat_every_working_day_of_a_calendar(self):
        friday = at("2026-03-06 10:00")
        time = ElapsedTime("UTC", office())
        self.assertAt(time.shift_working_days(friday, 1), "2026-03-09 10:00")
        self.assertAt(ElapsedTime().shift_working_days(friday, 1), "2026-03-07 10:00")


@tagged("post_install", "-at_install")
class TestEndOfTheTable(CoreCase):
    """What lies beyond the compiled years is compiled when asked for."""

    def setUp(self):
        super().setUp()
        self.loaded = []

    def _load(self, extra):
        """Office hours of 2026 and as many years before and after."""
        self.loaded.append(extra)
        return calendar_of(
            lambda day: OFFICE if day.weekday() < 5 else (),
            date(2026 - extra, 1, 1),
            date(2027 + extra, 1, 1),
        )

    def _empty(self, extra):
        self.loaded.append(extra)
        return WorkingTime(
            "UTC",
            (),
            at(f"{2026 - extra}-01-01 00:00"),
            at(f"{2027 + extra}-01-01 00:00"),
        )

    def test_a_table_says_what_it_does_not_know(self):
        time = self._load(0)
        before, inside, after = (
            at(f"{year}-06-01 10:00") for year in (2025, 2026, 2027)
        )
        for ask in (
            lambda: time.advance(inside, 5000 * HOUR),
            lambda: time.advance(inside, -5000 * HOUR),
            lambda: time.advance(before, HOUR),
            lambda: time.measure(inside, after),
            lambda: time.measure(before, inside),
            lambda: time.shift_days(inside, 200),
            lambda: time.shift_days(inside, -200),
            lambda: time.shift_days(before, 1),
            lambda: time.shift_days(after, -1),
            lambda: time.next_open(before),
            lambda: time.next_open(after),
            lambda: time.segments(before, inside),
            lambda: time.segments(inside, after),
            lambda: time.working_days(inside, after),
            lambda: time.closed_days(before, inside),
        ):
            with self.assertRaises(BeyondTable):
                ask()

    def test_grows_as_far_as_it_is_asked(self):
        time = GrowingTime(self._load)
        start = at("2026-12-30 10:00")
        self.assertAt(time.advance(start, 6 * HOUR), "2026-12-30 17:00")
        self.assertEqual(self.loaded, [0])
        self.assertAt(time.shift_days(start, 3), "2027-01-04 10:00")
        self.assertEqual(self.loaded, [0, 3])
        self.assertEqual(
            time.measure(at("2025-12-31 00:00"), at("2026-01-01 12:00")), 12 * HOUR
        )
        self.assertEqual(self.loaded, [0, 3])

    def test_a_calendar_without_hours_says_so(self):
        for ask in (
            lambda time: time.advance(at("2026-06-01 10:00"), 1),
            lambda time: time.shift_days(at("2026-06-01 10:00"), 1),
            lambda time: time.next_open(at("2026-06-01 10:00")),
            lambda time: time.end_of_day(at("2026-06-01 10:00")),
        ):
            self.loaded = []
            with self.assertRaises(NoWorkingTime):
                ask(GrowingTime(self._empty))
            self.assertEqual(self.loaded, list(GrowingTime.GROWTH))

    def test_elapsed_time_does_without_hours(self):
        moment = at("2026-06-01 03:00")
        time = ElapsedTime("UTC", GrowingTime(self._empty))
        self.assertEqual(time.next_open(moment), moment)

    def test_nothing_is_compiled_before_it_is_asked_for(self):
        time = GrowingTime(self._load)
        self.assertEqual(self.loaded, [])
        self.assertEqual(time.tz, "UTC")
        self.assertEqual(self.loaded, [0])

    def test_a_calendar_without_hours_still_measures_nothing(self):
        time = GrowingTime(self._empty)
        self.assertEqual(
            time.measure(at("2026-06-01 10:00"), at("2026-06-02 10:00")), 0
        )

    def test_adjoining_stretches_are_one(self):
        time = calendar_of(
            lambda day: ((8, 10), (10, 12)), date(2026, 3, 2), date(2026, 3, 3)
        )
        self.assertEqual(len(time.intervals), 1)

    def test_overlapping_stretches_count_once(self):
        time = calendar_of(
            lambda day: ((8, 11), (9, 10), (10, 12)), date(2026, 3, 2), date(2026, 3, 3)
        )
        self.assertEqual(
            time.intervals, ((at("2026-03-02 08:00"), at("2026-03-02 12:00")),)
        )

    def test_what_lies_outside_the_years_is_cut_off(self):
        time = office()
        table = calendar_of(lambda day: OFFICE, date(2026, 3, 2), date(2026, 3, 3))
        self.assertEqual(table.first, at("2026-03-02 00:00"))
        self.assertEqual(table.last, at("2026-03-03 00:00"))
        self.assertEqual(table.worked, [0, 4 * HOUR, 8 * HOUR])
        self.assertTrue(time.first < table.first)
