"""When a post is on duty, and how heavy each duty weighs, without ORM.

Hours are minutes after local midnight, instants seconds since the epoch (UTC), points
hundredths of an ordinary duty: whole numbers, so that sums do not depend on an order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ...base_engine_tools.core.instants import dates

DAY_MINUTES = 24 * 60
POINT = 100


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One line of a post's weekly pattern; ``weekday`` None is every day.

    A line that ends at or before its start ends on the next day.
    """

    line_id: int
    weekday: int | None
    minute_from: int
    minute_to: int
    people: int = 1
    points: int = POINT


@dataclass(frozen=True, slots=True)
class Weights:
    """By what a duty counts more (hundredths), and which hours are the night."""

    night: int = POINT
    weekend: int = POINT
    holiday: int = POINT
    night_from: int = 22 * 60
    night_to: int = 6 * 60
    night_minimum: int = 1


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """One duty that a line asks for on a date."""

    line_id: int
    work_date: date
    start: int
    end: int
    people: int
    is_night: bool
    day_kind: str
    points: int


def plan_shifts(
    lines: Iterable[ShiftLine],
    first: date,
    last: date,
    tz: str,
    day_kinds: dict[date, str],
    weights: Weights,
) -> list[PlannedShift]:
    """Return the duties from the first to the last date (both included), by start.

    :param day_kinds: each of the dates is a ``workday``, ``weekend`` or ``holiday``
    """
    lines = list(lines)
    planned = [
        _plan(line, day, tz, day_kinds[day], weights)
        for day in dates(first, last)
        for line in lines
        if line.weekday in (None, day.weekday())
    ]
    return sorted(planned, key=lambda shift: (shift.start, shift.line_id))


def _plan(line, day, tz, kind, weights):
    minute_to = end_minute(line.minute_from, line.minute_to)
    is_night = night_minutes(line.minute_from, minute_to, weights) >= max(
        weights.night_minimum, 1
    )
    return PlannedShift(
        line_id=line.line_id,
        work_date=day,
        start=_instant(day, line.minute_from, tz),
        end=_instant(day, minute_to, tz),
        people=line.people,
        is_night=is_night,
        day_kind=kind,
        points=duty_points(line.points, is_night, kind, weights),
    )


def end_minute(minute_from: int, minute_to: int) -> int:
    """Return when a duty ends, in minutes after the midnight that its date starts."""
    return minute_to if minute_to > minute_from else minute_to + DAY_MINUTES


def _instant(day, minute, tz):
    days, minute = divmod(minute, DAY_MINUTES)
    local = datetime(day.year, day.month, day.day, minute // 60, minute % 60)
    return int((local + timedelta(days)).replace(tzinfo=ZoneInfo(tz)).timestamp())


def night_minutes(minute_from: int, minute_to: int, weights: Weights) -> int:
    """Return how many minutes of a duty lie in the night."""
    night_to = end_minute(weights.night_from, weights.night_to)
    return sum(
        max(0, min(minute_to, night_to + shift) - max(minute_from, start))
        for shift in (-DAY_MINUTES, 0, DAY_MINUTES)
        for start in (weights.night_from + shift,)
    )


def duty_points(base: int, is_night: bool, day_kind: str, weights: Weights) -> int:
    """Return the points of a duty: the line's, times the night's, times the day's."""
    by_day = {"holiday": weights.holiday, "weekend": weights.weekend}
    night = weights.night if is_night else POINT
    return round(base * night * by_day.get(day_kind, POINT) / (POINT * POINT))
