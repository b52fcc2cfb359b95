from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pytz import timezone, utc

from odoo.tests import BaseCase

from ..core.special_days import (
    Change,
    Line,
    Span,
    SpecialDay,
    _has_nights,
    change,
    day_bounds,
    days_between,
    effective_days,
    flexible_change,
    lines_of_day,
    lines_of_weekday,
    usual_lines,
    week_type,
    worked_hours,
)

# The time of an example depends on the machine: it proves nothing about the code.
settings.register_profile(
    "odoo", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("odoo")

# Zones with a change of the clock by day, at midnight, by half an hour, and none
ZONES = [
    timezone(name)
    for name in (
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Africa/Cairo",
        "Australia/Lord_Howe",
        "Pacific/Kiritimati",
        "UTC",
    )
]
DATES = st.dates(date(2015, 1, 1), date(2027, 12, 31))


@st.composite
def weeks(draw, two_weeks=None):
    """Lines of one or two weeks: some weekdays with up to three periods, no nights."""
    lines = []
    two_weeks = draw(st.booleans()) if two_weeks is None else two_weeks
    for number in (0, 1) if two_weeks else (None,):
        for weekday in draw(st.sets(st.integers(0, 6))):
            halves = st.integers(0, 48)
            bounds = sorted(draw(st.sets(halves, min_size=2, max_size=4)))
            for hour_from, hour_to in zip(bounds, bounds[1:], strict=False):
                is_break = len(lines) % 3 == 1
                lines.append(
                    Line(
                        len(lines) + 1,
                        weekday,
                        number,
                        hour_from / 2,
                        hour_to / 2,
                        is_break,
                    )
                )
    assume(not _has_nights(lines))
    return tuple(lines)


special_days = st.builds(
    SpecialDay, DATES, st.booleans(), st.none() | st.integers(0, 6)
)


@st.composite
def spans(draw, around):
    zone = draw(st.sampled_from(ZONES))
    noon = utc.localize(datetime.combine(around, datetime.min.time()))
    minutes = st.integers(-4 * 24 * 60, 4 * 24 * 60)
    start, end = sorted((draw(minutes), draw(minutes)))
    return Span(noon + timedelta(minutes=start), noon + timedelta(minutes=end), zone)


@st.composite
def cases(draw):
    day = draw(special_days)
    return day, draw(weeks()), draw(spans(day.date))


def seconds(intervals):
    return sum((item[1] - item[0]).total_seconds() for item in intervals)


class TestCoreSpecialDays(BaseCase):
    """What a date loses and gains, without a database."""

    @given(cases())
    def test_a_holiday_loses_its_whole_date_and_gains_nothing(self, case):
        day, lines, span = case
        day = day._replace(is_working=False)
        self.assertEqual(
            change([day], lines, span), Change([day_bounds(day.date, span)], [])
        )

    @given(cases())
    def test_gained_hours_lie_in_the_date_and_in_the_span(self, case):
        day, lines, span = case
        low, high = day_bounds(day.date, span)
        for start, end, _line in change([day], lines, span).gained:
            self.assertLess(start, end)
            self.assertLessEqual(max(low, span.start), start)
            self.assertLessEqual(end, min(high, span.end))

    @given(cases())
    def test_a_make_up_day_never_takes_hours_away(self, case):
        day, lines, _span = case
        day = day._replace(is_working=True)
        own = lines_of_weekday(lines, day.date, day.date.weekday())
        self.assertGreaterEqual(
            worked_hours(lines_of_day(day, lines)), worked_hours(own)
        )

    @given(cases())
    def test_a_make_up_day_has_the_hours_of_the_day_that_it_copies(self, case):
        """Without own hours it gains, over its whole date, what the copied date of
        the same week has there (a week without a change of the clock)."""
        day, lines, _span = case
        own = day.date.weekday()
        lines = tuple(line for line in lines if line.weekday != own)
        day = day._replace(is_working=True, like_weekday=(own + 1) % 7)
        start = utc.localize(datetime.combine(day.date, datetime.min.time()))
        span = Span(start, start + timedelta(days=1), utc)
        copied = lines_of_weekday(lines, day.date, day.like_weekday)
        gained = change([day], lines, span).gained
        self.assertEqual(
            [line_id for _start, _end, line_id in gained],
            [line.line_id for line in copied if not line.is_break],
        )
        self.assertAlmostEqual(
            seconds(gained), worked_hours(copied) * 3600, delta=0.001
        )

    @given(cases(), st.floats(0, 1))
    def test_a_span_cut_in_two_gains_the_same(self, case, part):
        day, lines, span = case
        middle = span.start + (span.end - span.start) * part
        whole = seconds(change([day], lines, span).gained)
        parts = sum(
            seconds(change([day], lines, piece).gained)
            for piece in (span._replace(end=middle), span._replace(start=middle))
        )
        self.assertAlmostEqual(whole, parts, places=3)

    @given(cases())
    def test_work_and_breaks_do_not_meet(self, case):
        day, lines, _span = case
        start = utc.localize(datetime.combine(day.date, datetime.min.time()))
        span = Span(start, start + timedelta(days=1), utc)
        work = change([day], lines, span).gained
        breaks = change([day], lines, span, breaks=True).gained
        self.assertFalse({item[2] for item in work} & {item[2] for item in breaks})
        for first in work:
            for then in breaks:
                self.assertFalse(first[0] < then[1] and then[0] < first[1])

    @given(weeks(), DATES)
    def test_the_usual_day_is_a_working_day_of_the_schedule(self, lines, day):
        usual = usual_lines(lines, day)
        self.assertEqual(bool(worked_hours(usual)), bool(worked_hours(lines)))
        self.assertLessEqual(len({(line.week_type, line.weekday) for line in usual}), 1)

    @given(weeks(two_weeks=True), DATES)
    def test_the_usual_day_is_of_the_week_of_the_date(self, lines, day):
        week = [line for line in lines if line.week_type == week_type(day)]
        if worked_hours(week):
            self.assertEqual(
                {line.week_type for line in usual_lines(lines, day)}, {week_type(day)}
            )

    def test_the_usual_day_is_the_most_frequent(self):
        friday = (Line(9, 4, None, 8, 20),)
        lines = [Line(day, day, None, 9, 17) for day in range(4)]
        self.assertEqual(
            usual_lines([*friday, *lines], date(2025, 10, 11)), (lines[0],)
        )
        self.assertEqual(
            usual_lines([*friday, lines[0]], date(2025, 10, 11)),
            friday,
            "of equally usual hours the longest",
        )

    def test_no_schedule_no_make_up_day(self):
        self.assertEqual(usual_lines([], date(2025, 10, 11)), ())

    @given(st.lists(st.tuples(st.sampled_from([False, 1, 2]), special_days)))
    def test_effective_days_are_sorted_and_own_ones_win(self, rows):
        days = effective_days(rows, 1)
        dates = [day.date for day in days]
        self.assertEqual(dates, sorted(set(dates)))
        self.assertEqual(
            set(dates), {day.date for owner, day in rows if owner in (False, 1)}
        )
        own = {day.date for owner, day in rows if owner == 1}
        for day in days:
            self.assertIn((1 if day.date in own else False, day), rows)

    @given(st.lists(special_days), DATES, DATES)
    def test_days_between(self, days, first, last):
        days = effective_days([(False, day) for day in days], 1)
        self.assertEqual(
            days_between(days, first, last),
            tuple(day for day in days if first <= day.date <= last),
        )

    @given(DATES, st.sampled_from(ZONES))
    def test_dates_meet_without_gap_or_overlap(self, day, zone):
        span = Span(
            utc.localize(datetime(2015, 1, 1)), utc.localize(datetime(2028, 1, 1)), zone
        )
        start, end = day_bounds(day, span)
        self.assertLess(start, end)
        self.assertEqual(end, day_bounds(day + timedelta(days=1), span)[0])
        self.assertEqual(
            (start - timedelta(microseconds=1)).astimezone(zone).date(),
            day - timedelta(days=1),
        )

    @given(cases(), st.integers(1, 24), st.booleans())
    def test_flexible_hours(self, case, hours, works):
        day, _lines, span = case
        result = flexible_change([day], {day.date} if works else set(), hours, span)
        self.assertEqual(bool(result.lost), not day.is_working)
        if works or not day.is_working:
            self.assertFalse(result.gained)
        for start, end, _line in result.gained:
            self.assertLessEqual(seconds([(start, end)]), hours * 3600)
            self.assertLessEqual(span.start, start)
            self.assertLessEqual(end, span.end)


#: 22 to 6, Monday evening to Saturday morning.
NIGHTS = tuple(
    Line(number, weekday, None, *hours)
    for number, (weekday, hours) in enumerate(
        [(day, (22, 24)) for day in range(5)] + [(day + 1, (0, 6)) for day in range(5)]
    )
)


class TestCoreNights(BaseCase):
    """A night is one shift, although it has hours on two dates."""

    def _hours(self, days, first, last, lines=NIGHTS):
        """Hours by date: those of the lines, and what special days change."""
        span = Span(_utc(first), _utc(last + timedelta(days=1)), utc)
        found = {}
        day = first - timedelta(days=1)
        while day <= last + timedelta(days=1):
            for line in lines_of_weekday(lines, day, day.weekday()):
                for hour in range(int(line.hour_from), int(line.hour_to)):
                    found[_utc(day) + timedelta(hours=hour)] = True
            day += timedelta(days=1)
        result = change(days, lines, span)
        for start, end in result.lost:
            found = {hour: 1 for hour in found if not start <= hour < end}
        for start, end, _line in result.gained:
            while start < end:
                found[start] = True
                start += timedelta(hours=1)
        return sorted(
            (hour.date(), hour.hour) for hour in found if span.start <= hour < span.end
        )

    def test_a_make_up_day_has_its_whole_night(self):
        saturday = date(2026, 3, 7)
        sunday = saturday + timedelta(days=1)
        morning = [(saturday, hour) for hour in range(6)]
        night = [(saturday, 22), (saturday, 23)] + [(sunday, h) for h in range(6)]
        for like in (None, *range(5)):
            days = [SpecialDay(saturday, True, like)]
            with self.subTest(like):
                found = self._hours(days, saturday, sunday)
                self.assertEqual(found, morning + night)
                self.assertEqual(self._hours(days, sunday, sunday), night[2:])

    def test_a_night_before_a_holiday_ends_at_midnight(self):
        saturday = date(2026, 3, 7)
        sunday = saturday + timedelta(days=1)
        days = [SpecialDay(saturday, True), SpecialDay(sunday, False)]
        found = self._hours(days, saturday, sunday)
        self.assertEqual(found[6:], [(saturday, 22), (saturday, 23)])

    def test_make_up_nights_one_after_the_other(self):
        saturday = date(2026, 3, 7)
        sunday, monday = (saturday + timedelta(days=n) for n in (1, 2))
        days = [SpecialDay(saturday, True), SpecialDay(sunday, True)]
        found = self._hours(days, saturday, monday)
        self.assertEqual(len(found), 6 + 8 + 8 + 2)

    def test_a_make_up_day_around_the_clock_is_worked_on_its_own_date(self):
        """Nobody works on Sunday because the desk is open on Saturday."""
        lines = [Line(number, number, None, 0, 24) for number in range(5)]
        saturday = date(2026, 3, 7)
        sunday = saturday + timedelta(days=1)
        for like in (None, *range(5)):
            with self.subTest(like):
                days = [SpecialDay(saturday, True, like)]
                found = self._hours(days, saturday, sunday, lines)
                self.assertEqual(found, [(saturday, hour) for hour in range(24)])

    def test_of_two_make_up_nights_the_second_keeps_what_the_first_brings(self):
        """On Saturday an hour is worked after a short night: of the whole night that is
        copied, Sunday has the end, and not that of the short one as well."""
        lines = [
            *NIGHTS,
            Line(50, 5, None, 23, 24),
            Line(51, 6, None, 0, 1),
            Line(52, 6, None, 3, 4),
        ]
        lines = [line for line in lines if line.weekday != 0]
        lines += [Line(53, 0, None, 22, 24)]
        saturday = date(2026, 3, 7)
        sunday = saturday + timedelta(days=1)
        days = [SpecialDay(saturday, True, 1), SpecialDay(sunday, True, 1)]
        found = self._hours(days, sunday, sunday, lines)
        self.assertEqual(found, [(sunday, hour) for hour in (*range(6), 22, 23)])

    def test_a_working_day_that_is_a_make_up_day_changes_nothing(self):
        monday = date(2026, 3, 2)
        usual = self._hours([], monday, monday + timedelta(days=4))
        days = [SpecialDay(monday + timedelta(days=n), True) for n in range(5)]
        self.assertEqual(self._hours(days, monday, monday + timedelta(days=4)), usual)


def _utc(day):
    return utc.localize(datetime.combine(day, datetime.min.time()))
