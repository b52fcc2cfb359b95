"""When people work, the slow and obvious way: day by day, minute by minute.

Knows nothing of the engine and of Odoo's hours: it reads plain values and writes down
every minute that is worked. All instants are whole minutes since the epoch.
"""

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
        kind, like = self.special_days.get(day, (None, None))
        if kind == "holiday":
            return []
        if self.flexible:
            own = self._usual_hours_of(day)
            # only what has no hours yet
            return own or (self._around_noon() if kind == "working" else [])
        return [*self._shift(day - ONE_DAY)[1], *self._shift(day)[0]]

    def _shift(self, day):
        """What begins on a date, and what of it lies after the next midnight.

        A night is one shift: a make-up day brings all of it, and what is left of the
        night before stays. It never shortens a day that is longer by itself.
        """
        own = self._usual_shift(day)
        kind, like = self.special_days.get(day, (None, None))
        if kind != "working":
            return own
        if like is not None:
            copied = self._usual_shift(day + timedelta(days=like - day.weekday()))
        else:
            copied = self._most_usual_shift(day)
        return max(own, copied, key=_length)

    def _usual_shift(self, day):
        before, own, after = (
            self._usual_hours_of(day + ONE_DAY * number) for number in (-1, 0, 1)
        )
        begun = [hours for hours in own if hours not in _rest_of_night(before, own)]
        return begun, _rest_of_night(own, after)

    def _most_usual_shift(self, day):
        monday = day - ONE_DAY * day.weekday()
        for week in (monday, monday + ONE_DAY * 7):
            shifts = [self._usual_shift(week + ONE_DAY * n) for n in range(7)]
            shifts = [shift for shift in shifts if _length(shift)]
            if shifts:
                return max(shifts, key=lambda one: (shifts.count(one), _length(one)))
        return [], []

    def _usual_hours_of(self, day):
        if self.flexible:
            a_day, a_week = self.flexible
            left = max(0, a_week - a_day * day.weekday())
            hours = min(a_day, left)
            return [(12 - hours / 2, 12 + hours / 2)] if hours else []
        return self.lines.get((_week(day), day.weekday()), [])

    def _around_noon(self):
        half = self.flexible[0] / 2
        return [(12 - half, 12 + half)]


def _rest_of_night(evening, hours):
    """Hours with which a night goes on after midnight: what follows what an evening
    ends with, up to a pause of more than three hours. Who works on until the next
    midnight, or has since the one before, works around the clock."""
    if not any(begin > 0 and end == 24 for begin, end in evening):
        return []
    rest, until = [], 0
    for begin, end in sorted(hours):
        if begin - until > (3 if rest else 0):
            break
        rest.append((begin, end))
        until = end
    return rest if until < 24 else []


def _length(shift):
    return _sum(shift[0]) + _sum(shift[1])


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
