"""What an employee was to work: shifts with absolute bounds and a date of their own."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

#: Longer than a day is no shift: a schedule without end is parted at midnight.
LONGEST = 24 * 3600 + 3600  # the day on which clocks go back has an hour more


@dataclass(frozen=True, slots=True)
class Shift:
    """One planned stretch of work; a lunch break stays inside.

    :param work_date: local date of its start: a night shift belongs to the evening
    :param pieces: ((start, end), …) in order, instants
    :param spared: what a holiday has left of a night: who stays away is free, who comes
        has worked
    """

    work_date: date
    pieces: tuple
    tz: str
    spared: bool = False
    start: int = field(init=False, repr=False)
    end: int = field(init=False, repr=False)
    planned: int = field(init=False, repr=False)

    def __post_init__(self):
        put = object.__setattr__
        put(self, "start", self.pieces[0][0])
        put(self, "end", self.pieces[-1][1])
        put(self, "planned", sum(end - start for start, end in self.pieces))


class Plan:
    """The shifts of a schedule with the windows in which punches belong to them.

    Make one per schedule and share it among all who have the same: windows and dates
    are worked out once.

    :param shifts: in order, with a day more at both ends than is asked for
    :param reach: seconds around a shift, at most; between two shifts the middle parts

    ``alone`` has the shifts that are the only ones of their dates, what holidays have
    left of nights aside: {place: (date, start, end, planned seconds)}.
    """

    __slots__ = ("alone", "free", "of_date", "shifts", "shifts_of", "starts", "windows")

    def __init__(self, shifts=(), reach=0):
        self.shifts = tuple(shifts)
        self.windows = _windows(self.shifts, reach)
        self.starts = [start for start, _end in self.windows]
        self.of_date = defaultdict(tuple)
        for place, shift in enumerate(self.shifts):
            self.of_date[shift.work_date] += (place,)
        self.shifts_of = {
            work_date: tuple([self.shifts[place] for place in places])
            for work_date, places in self.of_date.items()
        }
        self.free = {}
        self.alone = {
            place: (shift.work_date, shift.start, shift.end, shift.planned)
            for place, shift in enumerate(self.shifts)
            if len(self.of_date[shift.work_date]) == 1 and not shift.spared
        }

    def free_dates(self, first, last):
        """Dates without a shift, worked out once."""
        if (first, last) not in self.free:
            dates = dates_between(first, last)
            self.free[first, last] = [d for d in dates if d not in self.shifts_of]
        return self.free[first, last]

    def is_workday(self, day):
        """Tell whether work begins on a date. What a holiday has left of the night of
        the evening before makes no working day."""
        return any(
            not shift.spared or shift.start != day_start(day, shift.tz)
            for shift in self.shifts_of.get(day, ())
        )

    def window_at(self, instant):
        """The window in which an instant lies.

        :return: (its place, its end), or (None, None)
        """
        place = bisect_right(self.starts, instant) - 1
        if place >= 0 and instant < (end := self.windows[place][1]):
            return place, end
        return None, None


def _windows(shifts, reach):
    windows = [[shift.start - reach, shift.end + reach] for shift in shifts]
    for place in range(len(shifts) - 1):
        middle = (shifts[place].end + shifts[place + 1].start) // 2
        windows[place][1] = min(windows[place][1], middle)
        windows[place + 1][0] = max(windows[place + 1][0], middle)
    return [tuple(window) for window in windows]


def make_plan(pieces, tz, terms, cut_at=()):
    """Plan of a schedule: see :func:`plan_shifts` and :class:`Plan`.

    :param cut_at: midnights at which a holiday cuts a night in two
    """
    shifts = plan_shifts(pieces, tz, terms.split_gap)
    return Plan(spare(shifts, cut_at), terms.reach)


def spare(shifts, cut_at):
    """Mark what holidays have left of nights.

    :param cut_at: midnights at which a holiday cuts a night in two
    """
    return [
        replace(shift, spared=True)
        if shift.start in cut_at or shift.end in cut_at
        else shift
        for shift in shifts
    ]


def plan_shifts(pieces, tz, split_gap):
    """Join the pieces of a schedule to shifts.

    Load a day more before and behind the dates that are asked for: a shift may begin
    the evening before, and the windows for punches depend on the neighbours.

    :param pieces: [(start, end), …] instants in any order; an end one microsecond
        before midnight, as Odoo has it, is to be rounded up
    :param split_gap: seconds; a longer gap parts two shifts
    :return: [Shift, …] in order
    """
    pieces = sorted(pieces)
    shifts = []
    for run in _runs(pieces, max(split_gap, 1)):
        if run[-1][1] - run[0][0] > LONGEST:
            days = {}
            for piece in run:
                days.setdefault(local_date(piece[0], tz), []).append(piece)
            for of_day in days.values():
                shifts += [_shift(r, tz) for r in _runs(of_day, split_gap)]
        else:
            shifts.append(_shift(run, tz))
    return shifts


def _runs(pieces, split_gap):
    """Part sorted pieces where the gap is too long."""
    run, end = [], 0
    for piece in pieces:
        if run and piece[0] - end > split_gap:
            yield run
            run = []
        end = max(end, piece[1]) if run else piece[1]
        run.append(piece)
    if run:
        yield run


def _shift(run, tz):
    joined = []
    for start, end in run:
        # Odoo's midnight may lack its last second
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return Shift(local_date(run[0][0], tz), tuple(joined), tz)


@lru_cache(maxsize=100)
def _zone(tz):
    return ZoneInfo(tz)


@lru_cache(maxsize=4096)
def local_date(instant, tz):
    """Date of an instant in a time zone."""
    return datetime.fromtimestamp(instant, _zone(tz)).date()


@lru_cache(maxsize=100)
def dates_between(first, last):
    """All dates from first to last, both included."""
    days = (last - first).days + 1
    return tuple([first + timedelta(days=number) for number in range(days)])


@lru_cache(maxsize=4096)
def day_start(day, tz):
    """Instant at which a local date begins."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=_zone(tz))
    return int(midnight.timestamp())


@lru_cache(maxsize=4096)
def day_span(day, tz):
    """First instant of a local date and of the next one."""
    return day_start(day, tz), day_start(day + timedelta(days=1), tz)


def instant_of(day, hours, tz):
    """Instant of so many hours after midnight by the clock, to the minute."""
    days, minutes = divmod(round(hours * 60), 24 * 60)
    day += timedelta(days=days)
    hour, minute = divmod(minutes, 60)
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(tz))
    return int(moment.timestamp())
