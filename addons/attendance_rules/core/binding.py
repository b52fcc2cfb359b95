"""Which punches belong to which shift."""

from math import inf
from typing import NamedTuple

from ...base_engine_tools.core import spans


class Punch(NamedTuple):
    """A pair of punches: in and out.

    :param start: instant of the check-in, None when nobody made it (mode "technical")
    :param end: instant of the check-out, None while there is none, or when a machine
        made it (mode "auto_check_out"): that is no evidence
    :param corrected: changed by hand, or by an approved correction
    """

    id: int
    start: int | None
    end: int | None = None
    corrected: bool = False

    @property
    def anchor(self):
        """An instant that is known of it."""
        return self.end if self.start is None else self.start


class Bound(NamedTuple):
    """Punches as they belong to shifts.

    :param by_shift: {place of the shift in the plan: [punch, …]}, cut to its window;
        a ``Punch`` or a plain tuple of the same values
    :param rest: punches outside every window
    """

    by_shift: dict
    rest: list


def bind(plan, punches, terms):
    """Assign punches to shifts by their windows, never by the calendar's date.

    Presence that reaches over several windows is cut at their bounds, so that it does
    not matter in how many pairs it was recorded.

    :param plan: Plan
    :param punches: in any order, each a ``Punch`` or a plain tuple of the same values
    :rtype: Bound
    """
    bound = Bound({}, [])
    by_shift, window_at = bound.by_shift, plan.window_at
    for punch in join_presses(punches, terms):
        _id, start, end, _corrected = punch
        place, until = window_at(end if start is None else start)
        whole = start is None or end is None
        if place is not None and (whole or end <= until):
            if place in by_shift:
                by_shift[place].append(punch)
            else:
                by_shift[place] = [punch]
        elif whole:
            bound.rest.append(Punch._make(punch))
        else:
            _cut(plan, Punch._make(punch), bound)
    return bound


def _cut(plan, punch, bound):
    """Cut a stretch at the bounds of the windows that it touches."""
    stretch, covered = [(punch.start, punch.end)], []
    for place, window in enumerate(plan.windows):
        for start, end in spans.common(stretch, [window]):
            part = punch._replace(start=start, end=end)
            bound.by_shift.setdefault(place, []).append(part)
            covered.append(window)
    for start, end in spans.minus(stretch, covered):
        bound.rest.append(punch._replace(start=start, end=end))


def join_presses(punches, terms):
    """Sort punches; join those that follow at once; part those that are too long.

    :return: [Punch, …] by time
    """
    if _are_apart(punches, terms):
        return punches
    joined, reached = [], None
    punches = map(Punch._make, punches)
    for punch in sorted([p for p in punches if _is_known(p)], key=_by_time):
        begin = punch.end if punch.start is None else punch.start
        if reached is None or begin - reached > terms.merge:
            joined.append(punch)
        else:
            joined[-1] = punch = _join(joined[-1], punch)
        reached = punch.start if punch.end is None else punch.end
    if terms.longest:
        return [part for punch in joined for part in _part(punch, terms.longest)]
    return joined


def _are_apart(punches, terms):
    """Whether punches are in order, with a beginning, far enough apart, not too long:
    then there is nothing to join or to part. True of nearly all."""
    merge, longest = terms.merge, terms.longest
    free = -inf
    for _id, start, end, _corrected in punches:
        if start is None or start <= free:
            return False
        if end is None:
            end = start
        elif end < start or longest and end - start > longest:
            return False
        free = end + merge
    return True


def _is_known(punch):
    return punch.start is not None or punch.end is not None


def _by_time(punch):
    start, end = punch.start, punch.end
    if start is None:
        return end, 0, end
    # an open one behind the closed ones that begin together with it
    return start, end is None, end or start


def _join(before, after):
    """One stretch of two. An open one within a closed one says nothing new."""
    if before.end is None:
        end = None if after.start is None else after.end
    elif after.end is None:
        end = before.end if after.start < before.end else None
    else:
        end = max(before.end, after.end)
    corrected = before.corrected or after.corrected
    return before._replace(end=end, corrected=corrected)


def _part(punch, longest):
    """A stretch nobody works is a forgotten check-out and the next check-in."""
    if punch.start is None or punch.end is None or punch.end - punch.start <= longest:
        return (punch,)
    return punch._replace(end=None), punch._replace(start=None)
