"""How working time passes: a calendar, compiled to sorted tables of whole seconds."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from .elapsed_time import LocalTime, NoWorkingTime, to_epoch


class BeyondTable(Exception):
    """The instant asked for lies outside the compiled table: compile a longer one."""


@dataclass(frozen=True)
class WorkingTime(LocalTime):
    """Working time of a calendar, compiled to sorted tables of seconds.

    :param tz: name of the calendar's time zone, which decides what a date is
    :param intervals: sorted pairs (start, end) of working instants that do not overlap
    :param first: instant from which the table is complete
    :param last: instant up to which the table is complete
    """

    tz: str
    intervals: tuple
    first: int
    last: int

    def __post_init__(self):
        """Keep the tables of :meth:`advance` together: each attribute that a property
        has made costs as much as a search in its table."""
        tables = self.first, self.last, self.starts, self.ends, self.worked
        object.__setattr__(self, "_tables", tables)

    @cached_property
    def zone(self):
        return ZoneInfo(self.tz)

    @cached_property
    def starts(self):
        """Openings, and the end of the table, to which nothing is open any more."""
        return [start for start, _end in self.intervals] + [self.last]

    @cached_property
    def ends(self):
        return [end for _start, end in self.intervals]

    @cached_property
    def worked(self):
        """Working seconds before each interval, and in all of them at the end."""
        total, table = 0, [0]
        for start, end in self.intervals:
            total += end - start
            table.append(total)
        return table

    @cached_property
    def days(self):
        """{ordinal of a working date: [(start, end), …]}, in order."""
        table = {}
        for start, end in self.intervals:
            table.setdefault(self.local_date(start).toordinal(), []).append(
                (start, end)
            )
        return table

    @cached_property
    def ordinals(self):
        return sorted(self.days)

    def _check_known(self, *instants):
        if not all(self.first <= at <= self.last for at in instants):
            raise BeyondTable(instants)

    def _position(self, at):
        """Working seconds between the table's first instant and ``at``."""
        if not self.first <= at <= self.last:
            raise BeyondTable(at)
        index = bisect_right(self.ends, at)
        opening = self.starts[index]
        return self.worked[index] + (at - opening if at > opening else 0)

    def advance(self, at, seconds):
        """Instant at which so many working seconds have passed (negative: before).

        Using up a day exactly ends at its closing time, not at the next opening; a
        clock that runs back ends at the opening.
        :raise BeyondTable: when the table is too short
        """
        if not seconds:
            return at
        first, last, starts, ends, worked = self._tables
        if not first <= at <= last:
            raise BeyondTable(at)
        # As ``_position``: this is asked for by the thousand, and a call costs a tenth.
        index = bisect_right(ends, at)
        opening = starts[index]
        position = worked[index] + seconds + (at - opening if at > opening else 0)
        find = bisect_left if seconds > 0 else bisect_right
        index = find(worked, position) - 1
        if not 0 <= index < len(worked) - 1:
            raise BeyondTable(position)
        return starts[index] + position - worked[index]

    def measure(self, start, end):
        """Working seconds between two instants, never negative."""
        return max(0, self._position(end) - self._position(start))

    def next_open(self, at):
        """The instant itself when it is worked, else the next opening."""
        self._check_known(at)
        index = bisect_right(self.ends, at)
        if index >= len(self.ends):
            raise BeyondTable(at)
        return max(at, self.starts[index])

    def _working_day(self, at, days):
        """Ordinal of the n-th working date after (negative: before) that of ``at``."""
        self._check_known(at)
        today = self.local_date(at).toordinal()
        if days > 0:
            index = bisect_right(self.ordinals, today) + days - 1
        else:
            index = bisect_left(self.ordinals, today) + days
        if not 0 <= index < len(self.ordinals):
            raise BeyondTable(at)
        return self.ordinals[index]

    def shift_days(self, at, days, end_of_day=False):
        """The n-th working date after that of ``at`` (the day itself never counts).

        At the same wall-clock time, moved into that day's opening hours, or at its
        closing. From a day off it is a whole working day: at the closing, or backwards
        at the opening. ``days=0`` means now, or the next opening.
        """
        if not days and not end_of_day:
            return self.next_open(at)
        ordinal = self._working_day(at, days)
        hours = self.days[ordinal]
        if end_of_day:
            return hours[-1][1]
        if self.local_date(at).toordinal() not in self.days:
            return hours[-1][1] if days > 0 else hours[0][0]
        wanted = self._same_wall_time(at, date.fromordinal(ordinal))
        return self._into_hours(wanted, hours)

    def shift_working_days(self, at, days):
        """Every day that counts is a working day: :meth:`shift_days`."""
        return self.shift_days(at, days)

    def _into_hours(self, at, hours):
        """``at`` when it is in the hours of a day, else the nearest earlier closing."""
        latest = hours[0][0]
        for start, end in hours:
            if at >= start:
                latest = min(at, end)
        return latest

    def end_of_day(self, at):
        """Closing time of the local day of ``at``, or of the next day that has one."""
        closing = self.shift_days(at, 0, end_of_day=True)
        return closing if closing >= at else self.shift_days(at, 1, end_of_day=True)

    def segments(self, start, end):
        """Worked pieces [(start, end), …] of a span."""
        self._check_known(start, end)
        if end <= start:
            return []
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return [
            (max(start, self.starts[i]), min(end, self.ends[i]))
            for i in range(first, last)
        ]

    def working_days(self, start, end):
        """Working dates after that of ``start`` up to that of ``end``."""
        self._check_known(start, end)
        first = bisect_right(self.ordinals, self.local_date(start).toordinal())
        last = bisect_right(self.ordinals, self.local_date(end).toordinal())
        return [date.fromordinal(ordinal) for ordinal in self.ordinals[first:last]]

    def closed_days(self, start, end):
        """Dates of a span on which nobody works."""
        self._check_known(start, end)
        day, last = self.local_date(start), self.local_date(end)
        closed = []
        while day <= last:
            if day.toordinal() not in self.days:
                closed.append(day)
            day += timedelta(days=1)
        return closed


def compile_working_time(tz, intervals, first, last):
    """Working time from aware (start, end) pairs: whole seconds, adjoining ones joined.

    :param intervals: sorted pairs of aware datetimes; 23:59:59.999999 is midnight
    """
    zone = ZoneInfo(tz)
    merged = []
    for start, end in ((to_epoch(a), to_epoch(b)) for a, b in intervals):
        start, end = max(start, first), min(end, last)
        if end <= start:
            continue
        if merged and _adjoins(merged[-1], start, zone):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return WorkingTime(tz, tuple(merged), first, last)


def _adjoins(interval, start, zone):
    """Whether an interval goes on at ``start``.

    None goes on over midnight: each belongs to one local date, also where summer time
    begins at midnight.
    """
    begin, end = interval
    return start <= end and _date(begin, zone) == _date(start, zone)


def _date(at, zone):
    return datetime.fromtimestamp(at, zone).date()


class GrowingTime:
    """A clock that compiles its table when it is asked, a longer one when it must.

    :param load: function of a number of extra years that returns a clock
    """

    GROWTH = (0, 3, 12)

    def __init__(self, load):
        self._load = load
        self._extra = iter(self.GROWTH)

    def __getattr__(self, name):
        if "_clock" not in self.__dict__:
            self._grow()
        value = getattr(self.__dict__["_clock"], name)
        if not callable(value):
            return value
        return self.__dict__.setdefault(name, self._growing(name, value))

    def _growing(self, name, method):
        """The table's method, kept as an attribute until the table is outgrown."""

        def ask(*args):
            try:
                return method(*args)
            except BeyondTable:
                self._grow()
                return getattr(self, name)(*args)

        return ask

    def _grow(self):
        extra = next(self._extra, None)
        if extra is None:
            raise NoWorkingTime()
        load, rest = self._load, self._extra
        self.__dict__ = {"_load": load, "_extra": rest, "_clock": load(extra)}
