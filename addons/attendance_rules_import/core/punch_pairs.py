"""From single punches to stays: plain Python, no ORM.

Devices and exports tell when somebody punched, not always whether that was coming or
going. Punches of one working day are put together here. Adding the same punches again
changes nothing, which is what makes a second import harmless.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

OUTING = "outing"
HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True, order=True)
class Punch:
    """One punch.

    :param at: instant, seconds since the epoch
    :param direction: ``in``, ``out`` or empty when the device does not tell; ``outing``
        when somebody was on duty elsewhere, which neither begins nor ends a presence
    :param second_half: it lies in the second half of its working day
    """

    at: int
    direction: str = ""
    second_half: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of presence; an end that nobody punched is None."""

    start: int | None
    end: int | None


def work_day(local: datetime, day_start: timedelta) -> tuple[date, bool]:
    """Return the working day of a local time, and whether it is its second half.

    :param day_start: local time of day at which a new working day begins
    """
    shifted = local - day_start
    midnight = datetime.combine(shifted.date(), datetime.min.time())
    return shifted.date(), shifted - midnight >= HALF_DAY


def pair(punches: Iterable[Punch], merge_seconds: int) -> list[Stay]:
    """Put the punches of one employee and working day together.

    Punches that say in or out are believed. Without that, they alternate; of an odd
    number the first and the last count, and a single one is an arrival in the first
    half of the working day and a departure in the second.

    An outing counts only where there is nothing else: it is a proof, too.

    :param merge_seconds: punches closer than this are one punch made twice
    """
    found = set(punches)
    pressed = {punch for punch in found if punch.direction != OUTING}
    if not pressed:
        pressed = {replace(punch, direction="") for punch in found}
    kept = _without_doubles(sorted(pressed), merge_seconds)
    if any(punch.direction for punch in kept):
        return _pair_directed(kept)
    if len(kept) == 1:
        (only,) = kept
        return [Stay(None, only.at) if only.second_half else Stay(only.at, None)]
    if len(kept) % 2:
        kept = [kept[0], kept[-1]]
    return [
        Stay(first.at, last.at)
        for first, last in zip(kept[::2], kept[1::2], strict=True)
    ]


def _without_doubles(punches: Sequence[Punch], merge_seconds: int) -> list[Punch]:
    """Of punches made twice, keep the first; of departures the last."""
    merge_seconds = max(merge_seconds, 1)
    kept: list[Punch] = []
    for punch in punches:
        previous = kept[-1] if kept else None
        if (
            previous is None
            or punch.at - previous.at >= merge_seconds
            or _differ(previous, punch)
        ):
            kept.append(punch)
        elif previous.direction == "out" or not previous.direction and punch.direction:
            kept[-1] = punch
    return kept


def _differ(previous: Punch, punch: Punch) -> bool:
    return bool(
        previous.direction
        and punch.direction
        and previous.direction != punch.direction
        and previous.at != punch.at
    )


def _pair_directed(punches: Sequence[Punch]) -> list[Stay]:
    stays: list[Stay] = []
    start: int | None = None
    for punch in punches:
        direction = punch.direction or ("out" if start is not None else "in")
        if direction == "out":
            stays.append(Stay(start, punch.at))
            start = None
        else:
            if start is not None:
                stays.append(Stay(start, None))
            start = punch.at
    if start is not None:
        stays.append(Stay(start, None))
    return stays
