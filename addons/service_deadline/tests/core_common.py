"""Calendars and strategies for the tests of the pure core: no database, no ORM."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..core.elapsed_time import to_epoch
from ..core.working_time import compile_working_time

# The time of an example depends on the machine: it proves nothing about the code.
settings.register_profile(
    "service_deadline",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("service_deadline")

MONDAY = date(2026, 3, 2)
OFFICE = ((8, 12), (13, 17))
MINUTE, HOUR, DAY = 60, 3600, 86400


def at(text, tz="UTC"):
    """Seconds since the epoch of a local time, written "2026-03-02 09:00[:00]"."""
    return to_epoch(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(tz)))


def show(seconds, tz="UTC"):
    """The same the other way round: for messages that a person can read."""
    if seconds is None:
        return None
    return f"{datetime.fromtimestamp(seconds, ZoneInfo(tz)):%a %Y-%m-%d %H:%M:%S}"


def _moment(day, hour, zone):
    """Aware instant of an hour of a local day; 24 is its last microsecond."""
    if hour == 24:
        return datetime.combine(day, time.max, zone)
    minutes = round(hour * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone)


def calendar_of(hours_of, first, last, tz="UTC"):
    """Working time from a function (date) -> pairs of hours, for a range of dates."""
    zone = ZoneInfo(tz)
    intervals, day = [], first
    while day < last:
        intervals += [
            (_moment(day, begin, zone), _moment(day, end, zone))
            for begin, end in hours_of(day)
        ]
        day += timedelta(days=1)
    bounds = (to_epoch(datetime.combine(d, time(), zone)) for d in (first, last))
    return compile_working_time(tz, intervals, *bounds)


def office(tz="UTC", hours=OFFICE, weekdays=range(5), closed=(), extra=()):
    """Office hours over 2025 to 2027, without some dates, with some more."""

    def hours_of(day):
        works = day.weekday() in weekdays and day not in closed
        return hours if works or day in extra else ()

    return calendar_of(hours_of, date(2025, 1, 1), date(2028, 1, 1), tz=tz)


def oracle_measure(time_, start, end):
    """Working seconds of a span, interval by interval: the slow, obvious way."""
    return sum(
        max(0, min(end, finish) - max(start, begin))
        for begin, finish in time_.intervals
    )


def oracle_advance(time_, start, seconds):
    """Instant so many working seconds later, interval by interval."""
    for begin, finish in time_.intervals:
        usable = finish - max(begin, start)
        if usable <= 0:
            continue
        if seconds <= usable:
            return max(begin, start) + seconds
        seconds -= usable
    return None


QUARTERS = st.lists(st.integers(0, 96), max_size=6, unique=True)
NIGHT_SHIFT = ((0, 6), (22, 24))


def _as_stretches(quarters):
    """Sorted quarters of an hour as pairs (from, to); an odd one out is left."""
    hours = [quarter / 4 for quarter in sorted(quarters)]
    return tuple(zip(hours[::2], hours[1::2], strict=False))


@st.composite
def calendars(draw, tz=None, weeks=3):
    """Random working time: a pattern of a week, with a few days that differ."""
    zones = [tz] if tz else ["UTC", "Asia/Shanghai", "Europe/Berlin", "Africa/Cairo"]
    odd = _as_stretches(draw(QUARTERS))
    days = st.sampled_from([(), OFFICE, odd, ((0, 24),), NIGHT_SHIFT])
    week = draw(st.lists(days, min_size=7, max_size=7))
    special = draw(st.dictionaries(st.integers(0, 7 * weeks), days, max_size=3))
    # a week in which the zones change their clocks, or any other
    first = draw(st.sampled_from([MONDAY, date(2026, 3, 23), date(2026, 4, 20)]))

    def hours_of(day):
        return special.get((day - first).days, week[day.weekday()])

    return calendar_of(
        hours_of,
        first,
        first + timedelta(days=7 * weeks),
        tz=draw(st.sampled_from(zones)),
    )


class CoreCase(BaseCase):
    """Says instants in words when they differ."""

    def assertAt(self, seconds, text, tz="UTC"):
        """An instant is the given local time."""
        self.assertEqual(show(seconds, tz), show(at(text, tz), tz))
