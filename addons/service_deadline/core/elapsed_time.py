"""Time that never stops, and what it has in common with working time.

Instants are whole seconds since the epoch (UTC). Both clocks answer the same questions,
so that a deadline never asks which of the two it runs on.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo


class NoWorkingTime(ValueError):
    """The calendar has no working time within years: nothing can be due on it."""


def to_epoch(moment):
    """Whole seconds since the epoch of an aware datetime (microseconds are rounded)."""
    return round(moment.timestamp())


class LocalTime:
    """What both clocks share: the local date and wall-clock time of an instant."""

    def _local(self, at):
        return datetime.fromtimestamp(at, self.zone)

    def _at_wall_time(self, day, wall_time):
        return to_epoch(datetime.combine(day, wall_time, self.zone))

    def local_date(self, at):
        """Local date of an instant."""
        return self._local(at).date()

    def _same_wall_time(self, at, day):
        wall_time = self._local(at).time().replace(microsecond=0)
        return self._at_wall_time(day, wall_time)


@dataclass(frozen=True)
class ElapsedTime(LocalTime):
    """Time that never stops: every second counts, days are calendar days of the zone.

    :param hours: working time into which notices can be moved, or None
    """

    tz: str = "UTC"
    hours: object = None

    @cached_property
    def zone(self):
        return ZoneInfo(self.tz)

    def advance(self, at, seconds):
        """Instant that lies the given seconds (negative: before) away."""
        return at + seconds

    def measure(self, start, end):
        """Seconds between two instants, never negative."""
        return max(0, end - start)

    def next_open(self, at):
        """Elapsed time is always open, unless there are hours that say otherwise."""
        try:
            return self.hours.next_open(at) if self.hours else at
        except NoWorkingTime:
            return at

    def shift_days(self, at, days, end_of_day=False):
        """Same wall-clock time (or the end) of the day so many calendar days later."""
        day = self.local_date(at) + timedelta(days=days)
        if end_of_day:
            return self._at_wall_time(day + timedelta(days=1), time())
        return self._same_wall_time(at, day)

    def shift_working_days(self, at, days):
        """So many working days later where there are hours, else calendar days."""
        try:
            return (self.hours or self).shift_days(at, days)
        except NoWorkingTime:
            return self.shift_days(at, days)

    def end_of_day(self, at):
        """Midnight that ends the local day of the instant."""
        return self.shift_days(at, 0, end_of_day=True)

    def segments(self, start, end):
        """The whole span, as one piece."""
        return [(start, end)] if end > start else []

    def working_days(self, start, end):
        """Local dates after that of ``start`` up to that of ``end``."""
        first = self.local_date(start)
        count = (self.local_date(end) - first).days
        return [first + timedelta(days=n) for n in range(1, count + 1)]

    def closed_days(self, start, end):
        """No day is ever closed."""
        return []
