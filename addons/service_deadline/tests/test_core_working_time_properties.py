from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..core.elapsed_time import ElapsedTime
from ..core.working_time import BeyondTable
from .core_common import DAY, CoreCase, calendars, oracle_advance, oracle_measure

AMOUNTS = st.integers(1, 15 * DAY)


@st.composite
def moments(draw, time, count=1):
    """Instants within the table of a calendar, in order."""
    picks = [draw(st.integers(time.first, time.last)) for _moment in range(count)]
    return sorted(picks)


@st.composite
def calendars_with(draw, count=1, **kwargs):
    """A calendar and some instants of it, in order."""
    time = draw(calendars(**kwargs))
    return (time, *draw(moments(time, count)))


def is_midnight(time, moment):
    """Whether a local date ends, and the next one begins."""
    return time.local_date(moment) != time.local_date(moment - 1)


def ask(function, *args):
    """An answer, or an example that is of no use: the table is too short for it."""
    try:
        return function(*args)
    except BeyondTable:
        assume(False)


@tagged("post_install", "-at_install")
class TestWorkingTimeProperties(CoreCase):
    """What holds of every calendar and every instant."""

    @given(calendars_with(2))
    def test_measure_is_the_sum_of_what_is_worked(self, example):
        time, start, end = example
        self.assertEqual(time.measure(start, end), oracle_measure(time, start, end))

    @given(calendars_with(), AMOUNTS)
    def test_advance_is_found_by_counting(self, example, seconds):
        time, start = example
        expected = oracle_advance(time, start, seconds)
        if expected is None:
            with self.assertRaises(BeyondTable):
                time.advance(start, seconds)
        else:
            self.assertEqual(time.advance(start, seconds), expected)

    @given(calendars_with(), AMOUNTS)
    def test_what_is_advanced_is_measured(self, example, seconds):
        time, start = example
        end = ask(time.advance, start, seconds)
        self.assertEqual(time.measure(start, end), seconds)

    @given(calendars_with(), AMOUNTS)
    def test_there_and_back_is_the_same_working_instant(self, example, seconds):
        time, start = example
        end = ask(time.advance, start, seconds)
        back = ask(time.advance, end, -seconds)
        self.assertEqual(time.measure(min(back, start), max(back, start)), 0)

    @given(calendars_with(), AMOUNTS)
    def test_backwards_is_measured_too(self, example, seconds):
        time, end = example
        start = ask(time.advance, end, -seconds)
        self.assertEqual(time.measure(start, end), seconds)

    @given(calendars_with(), AMOUNTS, AMOUNTS)
    def test_two_steps_are_one(self, example, first, second):
        time, start = example
        whole = ask(time.advance, start, first + second)
        self.assertEqual(time.advance(time.advance(start, first), second), whole)

    @given(calendars_with(3))
    def test_spans_add_up(self, example):
        time, start, middle, end = example
        parts = time.measure(start, middle) + time.measure(middle, end)
        self.assertEqual(parts, time.measure(start, end))

    @given(calendars_with(2), AMOUNTS)
    def test_who_begins_later_is_due_no_earlier(self, example, seconds):
        time, earlier, later = example
        due = ask(time.advance, later, seconds)
        self.assertLessEqual(time.advance(earlier, seconds), due)

    @given(calendars_with(), AMOUNTS, AMOUNTS)
    def test_more_time_is_due_later(self, example, seconds, more):
        time, start = example
        later = ask(time.advance, start, seconds + more)
        self.assertLess(time.advance(start, seconds), later)

    @given(calendars_with(), AMOUNTS)
    def test_due_in_opening_hours_or_at_closing(self, example, seconds):
        time, start = example
        due = ask(time.advance, start, seconds)
        self.assertTrue(any(begin < due <= end for begin, end in time.intervals))

    @given(calendars_with(2))
    def test_segments_are_what_is_measured(self, example):
        time, start, end = example
        segments = time.segments(start, end)
        self.assertEqual(sum(b - a for a, b in segments), time.measure(start, end))
        self.assertTrue(all(start <= a < b <= end for a, b in segments))

    @given(calendars_with())
    def test_next_open_is_the_first_worked_second(self, example):
        time, moment = example
        opening = ask(time.next_open, moment)
        self.assertGreaterEqual(opening, moment)
        self.assertEqual(time.measure(moment, opening), 0)
        self.assertEqual(time.measure(opening, opening + 1), 1)

    @given(calendars_with(), st.integers(1, 8), st.booleans())
    def test_so_many_working_days_are_counted(self, example, days, end_of_day):
        time, start = example
        due = ask(time.shift_days, start, days, end_of_day)
        assume(not is_midnight(time, due))  # the end of a date, and the next one
        self.assertEqual(len(time.working_days(start, due)), days)

    @given(calendars_with(tz="UTC", count=2), st.integers(1, 8))
    def test_who_begins_later_is_due_no_earlier_in_days(self, example, days):
        time, earlier, later = example
        due = ask(time.shift_days, later, days)
        self.assertLessEqual(time.shift_days(earlier, days), due)

    @given(calendars_with(tz="UTC", count=2), st.integers(-8, -1))
    def test_days_before_are_in_order_too(self, example, days):
        time, earlier, later = example
        moment = ask(time.shift_days, earlier, days)
        self.assertLessEqual(moment, time.shift_days(later, days))

    @given(calendars_with(), st.integers(0, 8))
    def test_the_end_of_the_day_is_not_before_the_time_of_day(self, example, days):
        time, start = example
        due = ask(time.shift_days, start, days)
        closing = ask(time.end_of_day, due)
        assume(not is_midnight(time, closing))
        self.assertLessEqual(due, closing)
        self.assertEqual(closing, time.end_of_day(closing))

    @given(calendars_with(2))
    def test_each_date_is_worked_or_closed(self, example):
        time, start, end = example
        first, last = time.local_date(start), time.local_date(end)
        closed = set(time.closed_days(start, end))
        worked = {time.local_date(a) for a, _b in time.intervals}
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            self.assertNotEqual(day in closed, day in worked)

    @given(calendars())
    def test_no_stretch_lies_on_two_dates(self, time):
        for begin, end in time.intervals:
            self.assertEqual(time.local_date(begin), time.local_date(end - 1))


@tagged("post_install", "-at_install")
class TestElapsedTimeProperties(CoreCase):
    """The same of time that never stops."""

    @given(st.integers(0, 2**31), st.integers(-30 * DAY, 30 * DAY))
    def test_what_is_advanced_is_measured(self, start, seconds):
        time = ElapsedTime("Europe/Berlin")
        end = time.advance(start, seconds)
        self.assertEqual(time.measure(min(start, end), max(start, end)), abs(seconds))

    @given(st.integers(0, 2**31), st.integers(-40, 40))
    def test_a_day_is_a_date(self, start, days):
        time = ElapsedTime("Africa/Cairo")
        due = time.shift_days(start, days)
        self.assertEqual(
            time.local_date(due), time.local_date(start) + timedelta(days=days)
        )
