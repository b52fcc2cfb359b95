"""When the steps of an order are promised: plain Python, no ORM.

Dates are local days of the company; lengths are calendar days or working days.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

#: What a step is counted from: the day of the confirmation or that of the delivery.
ANCHORS = ("confirmation", "delivery")
ONE_DAY = timedelta(days=1)
#: So many days in a row without work: that schedule has no working days.
LONGEST_REST = 366


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a plan: so many days after (or, below 0, before) its anchor."""

    anchor: str
    days: int
    in_working_days: bool = False


def counted(start: date, days: int, is_workday: Callable[[date], bool]) -> date:
    """Return the day that lies so many working days after (below 0: before) another.

    The start itself does not count; 0 days after it is the start, whatever day it is.

    :raise ValueError: nobody works for a year
    """
    way = ONE_DAY if days > 0 else -ONE_DAY
    day = start
    for _ in range(abs(days)):
        day = _next_workday(day + way, way, is_workday)
    return day


def _next_workday(day, way, is_workday):
    """The day itself, or the next working day on the way."""
    for number in range(LONGEST_REST):
        if is_workday(day + number * way):
            return day + number * way
    raise ValueError(f"no working day near {day}")


def promised_days(
    steps: list[Step],
    confirmed: date,
    delivery: date,
    is_workday: Callable[[date], bool],
) -> list[date]:
    """Return the day of each step, in the order of the steps.

    No step is promised for a day before the confirmation, nor before the step that
    goes before it: goods arrive after they were shipped, however short the time is.
    """
    anchors = {"confirmation": confirmed, "delivery": delivery}
    wanted = [
        counted(anchors[step.anchor], step.days, is_workday)
        if step.in_working_days
        else anchors[step.anchor] + timedelta(days=step.days)
        for step in steps
    ]
    return list(accumulate((max(day, confirmed) for day in wanted), max))


def moved_days(
    days: list[date],
    place: int,
    new: date,
    in_working_days: Sequence[bool],
    is_workday: Callable[[date], bool],
) -> list[date]:
    """Return the days after the step at ``place`` is expected on another day.

    What comes later moves by as many days, and never before what goes before it; what
    came earlier stays. What is counted in working days goes on to the next one.

    :param in_working_days: of each step, whether it is
    """
    by = new - days[place]
    later = [
        _next_workday(day + by, ONE_DAY, is_workday) if by and working else day + by
        for day, working in zip(
            days[place + 1 :], in_working_days[place + 1 :], strict=True
        )
    ]
    return days[:place] + list(accumulate([new, *later], max))
