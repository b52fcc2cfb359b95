"""Periods of a cadence: every so many days, weeks, months or years from a day on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
#: Days of the units that have a fixed length, months of the others.
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}
UNITS = (*DAYS, *MONTHS)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, the first and the last included."""

    first: date
    last: date


def period_of(day: date, every: int, unit: str, anchor: date) -> Period:
    """Return the period in which a day lies.

    Periods follow each other without a gap or an overlap, also before the anchor. A
    month that has no day of the anchor's number begins with its last day.

    :param every: how many units a period has, 1 or more
    :param unit: one of ``UNITS``
    :param anchor: a day with which a period begins
    """
    number = _number(day, every, unit, anchor)
    following = _begin(number + 1, every, unit, anchor)
    return Period(_begin(number, every, unit, anchor), following - ONE_DAY)


def _number(day: date, every: int, unit: str, anchor: date) -> int:
    if unit in DAYS:
        return (day - anchor).days // (every * DAYS[unit])
    passed = (day.year - anchor.year) * 12 + day.month - anchor.month
    number = passed // (every * MONTHS[unit])
    return number if _begin(number, every, unit, anchor) <= day else number - 1


def _begin(number: int, every: int, unit: str, anchor: date) -> date:
    if unit in DAYS:
        return anchor + ONE_DAY * (number * every * DAYS[unit])
    year, month = divmod(anchor.month - 1 + number * every * MONTHS[unit], 12)
    year, month = anchor.year + year, month + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))
