"""When people work, the slow and obvious way: day by day, minute by minute.

Knows nothing of the engine and of Odoo's hours: it reads plain values and writes down
every minute that is worked. All instants are whole minutes since the epoch.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """What is written down about somebody's hours.

    :param lines: {(week 0 or 1, weekday): [(from, to), …]} in hours of the local day
    :param flexible: None, or (hours a day, hours a week)
    :param leaves: [(begin, end), …] in minutes since the epoch: nobody works
    :param special_days: {date: ("holiday" or "working", weekday that it copies)}
    """

    tz: str
    lines: dict
    flexible: tuple | None
    leaves: tuple
    special_days: dict

    def hours_of(self, day):
        """Hours of a local date, special days included: [(from, to), …]."""
        own = self._usual_hours_of(day)
        kind, like = self.special_days.get(day, (None, None))
        if kind == "holiday":
            return []
        if kind == "working" and self.flexible:
            return own or self._make_up_hours(day, like)  # only what has no hours yet
        if kind == "working":
            return max(own, self._make_up_hours(day, like), key=_sum)
        return own

    def _usual_hours_of(self, day):
        if self.flexible:
            a_day, a_week = self.flexible
            left = max(0, a_week - a_day * day.weekday())
            hours = min(a_day, left)
            return [(12 - hours / 2, 12 + hours / 2)] if hours else []
        return self.lines.get((_week(day), day.weekday()), [])

    def _make_up_hours(self, day, like):
        if self.flexible:
            half = self.flexible[0] / 2
            return [(12 - half, 12 + half)]
        if like is not None:
            return self.lines.get((_week(day), like), [])
        weekdays = [self.lines.get((_week(day), n), []) for n in range(7)]
        if not any(weekdays):
            weekdays = [hours for _key, hours in sorted(self.lines.items())]
        counts = Counter(tuple(hours) for hours in weekdays if hours)
        most = max(counts.values(), default=0)
        usual = [hours for hours, count in counts.items() if count == most]
        return list(max(usual, key=_sum, default=()))


def _sum(hours):
    return sum(end - begin for begin, end in hours)


def _week(day):
    """Which of two weeks a date lies in."""
    return (day - date(1, 1, 1)).days // 7 % 2


class Minutes:
    """Every worked minute between two dates.

    :param schedule: None for a clock that never stops
    """

    def __init__(self, schedule, tz, first, last):
        self.zone = ZoneInfo(tz)
        self.first = self.minute(first, 0)
        self.worked = bytearray(self.minute(last, 0) - self.first)
        self.days = []  # local dates on which somebody works, in order
        day = first
        while day < last:
            if schedule is None:
                self._work(self.minute(day, 0), self.minute(day + ONE_DAY, 0))
            else:
                for begin, end in schedule.hours_of(day):
                    self._work(self.minute(day, begin), self.minute(day, end))
            day += ONE_DAY
        for begin, end in schedule.leaves if schedule else ():
            for minute in range(begin, end):
                if 0 <= minute - self.first < len(self.worked):
                    self.worked[minute - self.first] = 0
        day = first
        while day < last:
            if any(self._of(day)):
                self.days.append(day)
            day += ONE_DAY

    def _work(self, begin, end):
        for minute in range(begin, end):
            self.worked[minute - self.first] = 1

    def _of(self, day):
        begin, end = self.minute(day, 0), self.minute(day + ONE_DAY, 0)
        return self.worked[begin - self.first : end - self.first]

    def minute(self, day, hour):
        """Minute of an hour of a local date.

        Where the clocks are changed and a time comes twice or never, the later instant
        that it may be.
        """
        if hour == 24:
            return self.minute(day + ONE_DAY, 0)
        local = datetime(day.year, day.month, day.day) + timedelta(hours=hour)
        return max(
            (local.replace(tzinfo=self.zone, fold=fold) - EPOCH) // timedelta(minutes=1)
            for fold in (0, 1)
        )

    def minute_of_wall(self, day, wall):
        """Minute at which a clock on the wall shows a time (in minutes) of a date, for
        the first time."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        return (midnight + timedelta(minutes=wall) - EPOCH) // timedelta(minutes=1)

    def is_worked(self, minute):
        return bool(self.worked[minute - self.first])

    def count(self, begin, end):
        """Worked minutes between two instants."""
        return sum(self.worked[begin - self.first : max(begin, end) - self.first])

    def local(self, minute):
        return (EPOCH + timedelta(minutes=minute)).astimezone(self.zone)

    def date(self, minute):
        return self.local(minute).date()

    def closing(self, day):
        """When the last worked minute of a date is over."""
        worked = self._of(day)
        return self.minute(day, 0) + worked.rindex(1) + 1

    def opening(self, day):
        return self.minute(day, 0) + self._of(day).index(1)
