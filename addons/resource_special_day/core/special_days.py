"""What special days do to the working hours of a calendar, without ORM.

A date is always a local date of the time zone in which the hours are computed.
Weekdays count from 0 (Monday); ``hour_from``/``hour_to`` are hours after local
midnight, 24.0 being the end of the day as in Odoo. Time zones are pytz zones and
datetimes are aware, exactly as ``resource.calendar`` uses them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
#: Hours: whoever pauses longer after midnight begins another shift.
LONGEST_BREAK = 3


def clock_of(hours: float) -> time:
    """Time of day of hours after midnight, to the minute; 24.0 ends the day."""
    minutes = round(hours * 60)
    return time.max if minutes == 24 * 60 else time(*divmod(minutes, 60))


class SpecialDay(NamedTuple):
    """A date that is not worked (holiday), or worked although it is no working day."""

    date: date
    is_working: bool
    like_weekday: int | None = None  # None: a usual working day


class Line(NamedTuple):
    """One attendance line of a calendar."""

    line_id: int
    weekday: int
    week_type: int | None  # None: in both weeks
    hour_from: float
    hour_to: float
    is_break: bool = False


class Change(NamedTuple):
    """What a range of time loses (whole local days) and gains (hours of lines)."""

    lost: list[tuple[datetime, datetime]]
    gained: list[tuple[datetime, datetime, int]]


class Span(NamedTuple):
    """The range of time that is asked for, in the zone that defines the dates."""

    start: datetime
    end: datetime
    zone: object

    def dates(self) -> tuple[date, date]:
        """Return the first and the last local date that the range touches."""
        return tuple(bound.astimezone(self.zone).date() for bound in self[:2])

    def at(self, day: date, moment: time) -> datetime:
        """Return that local time of that day, as Odoo localizes attendance hours."""
        return self.zone.localize(datetime.combine(day, moment))

    def clip(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """Return what the range has of an interval; its start is not before its end if
        the range has nothing of it."""
        return (
            max(self.start.astimezone(self.zone), start),
            min(self.end.astimezone(self.zone), end),
        )


def effective_days(
    rows: Iterable[tuple[int | bool | None, SpecialDay]], calendar_id: int
) -> tuple[SpecialDay, ...]:
    """Return the special days that hold for a calendar, sorted by date.

    :param rows: pairs of (calendar id, day); no id: the day is for every calendar
    A day of the calendar itself wins over one for every calendar.
    """
    of_date = {}
    for owner_id, day in sorted(rows, key=lambda row: bool(row[0])):
        if not owner_id or owner_id == calendar_id:
            of_date[day.date] = day
    return tuple(of_date[day] for day in sorted(of_date))


def days_between(
    days: tuple[SpecialDay, ...], first: date, last: date
) -> tuple[SpecialDay, ...]:
    """Return those of the sorted days that lie from first to last, both included."""
    low = bisect_left(days, first, key=lambda day: day.date)
    high = bisect_right(days, last, key=lambda day: day.date)
    return days[low:high]


def week_type(day: date) -> int:
    """Return which of the two weeks (0 or 1) a date lies in, as Odoo counts them."""
    return (day.toordinal() - 1) // 7 % 2


def lines_of_weekday(
    lines: Iterable[Line], day: date, weekday: int
) -> tuple[Line, ...]:
    """Return the lines of a weekday in the week that the date lies in."""
    return tuple(
        line
        for line in lines
        if line.weekday == weekday and line.week_type in (None, week_type(day))
    )


def worked_hours(lines: Iterable[Line]) -> float:
    """Return the hours of the lines, without breaks."""
    return sum(line.hour_to - line.hour_from for line in lines if not line.is_break)


def usual_lines(lines: Iterable[Line], day: date) -> tuple[Line, ...]:
    """Return the lines of the most usual working day of the week of a date.

    Most usual are the hours that most weekdays have; of equally usual ones the
    longest, then the earliest in the week. A week without any work borrows from the
    other week of a two-week calendar.
    """
    this_week = [line for line in lines if line.week_type in (None, week_type(day))]
    of_weekday = defaultdict(list)
    for line in this_week if worked_hours(this_week) else lines:
        of_weekday[line.week_type, line.weekday].append(line)
    of_hours = defaultdict(list)
    for _key, of_day in sorted(of_weekday.items(), key=lambda item: item[0][1]):
        if worked_hours(of_day):
            of_hours[_hours(of_day)].append(tuple(of_day))
    if not of_hours:
        return ()
    return max(of_hours.values(), key=lambda same: (len(same), worked_hours(same[0])))[
        0
    ]


def _hours(lines: Iterable[Line]) -> tuple:
    return tuple(
        sorted((line.hour_from, line.hour_to) for line in lines if not line.is_break)
    )


def lines_of_day(day: SpecialDay, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that are worked on a special day; none on a holiday.

    A make-up day has the hours of the weekday that it copies, or those of a usual
    working day. It never shortens a day that has longer hours of its own.
    """
    if not day.is_working:
        return ()
    own = lines_of_weekday(lines, day.date, day.date.weekday())
    if day.like_weekday is None:
        copied = usual_lines(lines, day.date)
    else:
        copied = lines_of_weekday(lines, day.date, day.like_weekday)
    return max(own, copied, key=worked_hours)


class Night(NamedTuple):
    """What make-up days need to know of each other, where there are nights.

    :param free: dates that are holidays
    :param replaced: dates whose first hours are those of the make-up day before
    """

    lines: tuple[Line, ...]
    span: Span
    breaks: bool
    free: set[date]
    replaced: set[date]


def change(
    days: Iterable[SpecialDay], lines: Iterable[Line], span: Span, breaks: bool = False
) -> Change:
    """Return what special days change in the hours of the lines within a span.

    Give the day before the span, too: a night that begins on it reaches into the span.

    :param breaks: answer for the breaks instead of the work
    """
    result = Change([], [])
    free = {day.date for day in days if not day.is_working}
    night = Night(tuple(lines), span, breaks, free, set())
    for day in days:
        if day.is_working and _has_nights(lines):
            _change_night(result, day, night)
            continue
        worked = lines_of_day(day, lines)
        if day.is_working and worked == lines_of_weekday(
            lines, day.date, day.date.weekday()
        ):
            continue
        result.lost.append(day_bounds(day.date, span))
        result.gained.extend(_intervals(day.date, worked, span, breaks))
    return result


# --- nights: hours up to midnight that go on after it ------------------------------


def _has_nights(lines):
    ends = {(line.weekday + 1) % 7 for line in lines if line.hour_to >= 24}
    return any(line.weekday in ends and not line.hour_from for line in lines)


def _night(lines, day):
    """Return the shifts of a date: what is left of the night before, what begins on the
    date, and what of that lies on the next one."""
    before, own, after = (
        lines_of_weekday(lines, date, date.weekday())
        for date in (day - ONE_DAY, day, day + ONE_DAY)
    )
    rest = _rest_of_night(before, own)
    begun = tuple(line for line in own if line not in rest)
    return rest, begun, _rest_of_night(own, after)


def _rest_of_night(before, lines):
    """Return the lines with which a night goes on after midnight.

    Work around the clock is no night: each date has its own 24 hours.
    """
    if not any(line.hour_from and line.hour_to >= 24 for line in before):
        return ()
    rest, end = [], 0.0
    for line in sorted(lines, key=lambda line: line.hour_from):
        if line.hour_from - end > (LONGEST_BREAK if rest else 0):
            break
        rest.append(line)
        end = max(end, line.hour_to)
    return tuple(rest) if end < 24 else ()


def is_within_night(lines: Iterable[Line], day: date) -> bool:
    """Tell whether, by the schedule, a night lies over the midnight at which a date
    begins: hours of the evening before that go on, and end on the date."""
    before = lines_of_weekday(lines, day - ONE_DAY, (day - ONE_DAY).weekday())
    return bool(_rest_of_night(before, lines_of_weekday(lines, day, day.weekday())))


def nights_between(lines: Iterable[Line], first: date, last: date) -> set[date]:
    """Return the dates at whose first midnight a night lies by the schedule."""
    dates = (first + ONE_DAY * number for number in range((last - first).days + 1))
    return {day for day in dates if is_within_night(lines, day)}


def _usual_night(lines, day):
    """Return the shifts that most weekdays of the week of a date have, or of the other
    week: what begins on the date, and what lies on the next one."""
    monday = day - ONE_DAY * day.weekday()
    for week in (monday, monday + ONE_DAY * 7):
        alike = defaultdict(list)
        for number in range(7):
            shift = _night(lines, week + ONE_DAY * number)[1:]
            if worked_hours(shift[0] + shift[1]):
                alike[_hours(shift[0]), _hours(shift[1])].append(shift)
        if alike:
            return max(alike.values(), key=lambda same: (len(same), _length(same[0])))[
                0
            ]
    return (), ()


def _length(shift):
    return worked_hours(shift[0] + shift[1])


def _change_night(result, day, night):
    """A make-up day has its whole night, also what of it lies on the next date; what is
    left of the night before stays."""
    lines = night.lines
    rest, *own = _night(lines, day.date)
    if day.like_weekday is None:
        copied = _usual_night(lines, day.date)
    else:
        like = day.date + ONE_DAY * (day.like_weekday - day.date.weekday())
        copied = _night(lines, like)[1:]
    begun, after = max(tuple(own), tuple(copied), key=_length)
    if [begun, after] == own:
        return
    result.lost.append(day_bounds(day.date, night.span))
    if day.date not in night.replaced:
        begun = rest + begun
    result.gained.extend(_intervals(day.date, begun, night.span, night.breaks))
    following = day.date + ONE_DAY
    if following not in night.free:
        for line in own[1]:
            result.lost.append(_bounds(following, line, night.span))
        result.gained.extend(_intervals(following, after, night.span, night.breaks))
        night.replaced.add(following)


def _bounds(day, line, span):
    return span.at(day, clock_of(line.hour_from)), span.at(day, clock_of(line.hour_to))


def day_bounds(day: date, span: Span) -> tuple[datetime, datetime]:
    """Return where a local date starts and where the next one does."""
    return span.at(day, time.min), span.at(day + ONE_DAY, time.min)


def _intervals(day, lines, span, breaks):
    for line in lines:
        if line.is_break is not breaks:
            continue
        start, end = span.clip(
            span.at(day, clock_of(line.hour_from)),
            span.at(day, clock_of(line.hour_to)),
        )
        if start < end:
            yield start, end, line.line_id


def flexible_change(
    days: Iterable[SpecialDay],
    worked_dates: set[date],
    hours_per_day: float,
    span: Span,
) -> Change:
    """Return what special days change for a schedule without fixed hours.

    A holiday takes the hours of its date away. A make-up day without hours gains
    ``hours_per_day`` around noon, where Odoo puts the hours of flexible schedules.

    :param worked_dates: local dates that have hours already
    """
    result = Change([], [])
    for day in days:
        if not day.is_working:
            result.lost.append(day_bounds(day.date, span))
        elif day.date not in worked_dates:
            noon = span.at(day.date, time(12))
            half = timedelta(hours=hours_per_day / 2)
            start, end = span.clip(noon - half, noon + half)
            if start < end:
                result.gained.append((start, end, 0))
    return result
