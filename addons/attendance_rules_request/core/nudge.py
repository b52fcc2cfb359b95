"""Whom to remind of a punch, and when: plain Python, no ORM."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ...base_engine_tools.core import spans

#: A reminder that comes later than this is no help any more.
TOO_LATE = 4 * 3600


class Nudge(NamedTuple):
    """A reminder that is due.

    :param kind: "morning" (nobody checked in) or "evening" (nobody checked out)
    """

    kind: str
    work_date: date


class Times(NamedTuple):
    """When to remind, in seconds; 0 is never.

    :param morning: after the planned start
    :param evening: after the planned end
    :param reach: around a shift, in which a punch belongs to it
    """

    morning: int
    evening: int
    reach: int


def due_nudges(shifts, punches, absences, now: int, times: Times) -> Iterator[Nudge]:
    """Yield the reminders that are due to one employee.

    Planned time only: what is on leave, on a trip or asked for as leave asks nobody to
    punch, and the first and last hour without leave are what counts.

    :param shifts: with ``work_date`` and ``pieces`` of planned time
    :param punches: with ``start`` and ``end``, either of which may be None
    :param absences: with ``start`` and ``end``
    """
    for shift in shifts:
        pieces = _present(shift.pieces, absences)
        if not pieces:
            continue
        start, end = pieces[0][0], pieces[-1][1]
        opens, closes = start - times.reach, end + times.reach
        near = [
            punch
            for punch in punches
            if any(opens <= press <= closes for press in _presses(punch))
        ]
        if times.morning and not near and _is_due(now, start + times.morning, end):
            yield Nudge("morning", shift.work_date)
        last = max(near, key=lambda punch: max(_presses(punch)), default=None)
        late = end + times.evening
        if (
            times.evening
            and last
            and _is_inside(last, opens)
            and max(_presses(last)) < end
            and _is_due(now, late, late + TOO_LATE)
        ):
            yield Nudge("evening", shift.work_date)


def _is_inside(punch, opens: int) -> bool:
    """Whether somebody has come and not gone. A stay that began before the day is a
    clock with one button that is out of step: its end is today's arrival."""
    if punch.end is None:
        return True
    return punch.start is not None and punch.start < opens


def _presses(punch) -> list[int]:
    return [press for press in (punch.start, punch.end) if press is not None]


def _is_due(now: int, since: int, until: int) -> bool:
    return since <= now < min(until, since + TOO_LATE)


def _present(pieces: Sequence, absences) -> list[tuple[int, int]]:
    """Cut absences out of planned pieces."""
    away = spans.merged((absence.start, absence.end) for absence in absences)
    return spans.minus(pieces, away)
