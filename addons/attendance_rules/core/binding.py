"""Which punches belong to which shift."""

from math import inf
from typing import NamedTuple

from ...base_engine_tools.core import spans
from .presses import BEGAN_BEFORE, GOES_ON, closed_by_turns, covered, presses_of


class Punch(NamedTuple):
    """A pair of punches: in and out.

    :param start: instant of the check-in, None when nobody made it (mode "technical")
    :param end: instant of the check-out, None while there is none, or when a machine
        made it (mode "auto_check_out"): that is no evidence
    :param corrected: changed by hand, or by an approved correction

    What follows comes of the judgement:

    :param cut: ``BEGAN_BEFORE``, ``GOES_ON`` or both: it was cut at a bound, and that
        end is no press
    :param guess: one press of a stay that nobody worked: nobody has said whether it was
        a check-in or a check-out
    :param inner: ((out, in), …) that were joined, because they follow at once
    """

    id: int
    start: int | None
    end: int | None = None
    corrected: bool = False
    cut: int = 0
    guess: bool = False
    inner: tuple = ()

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
    crossing = []
    for punch in join_presses(punches, terms):
        start, end = punch[1], punch[2]
        place, until = window_at(end if start is None else start)
        whole = start is None or end is None
        if place is not None and (whole or end <= until):
            if place in by_shift:
                by_shift[place].append(punch)
            else:
                by_shift[place] = [punch]
        elif whole:
            bound.rest.append(Punch(*punch))
        else:
            crossing.append(Punch(*punch))
    if crossing:
        _bind_crossing(plan, crossing, bound, terms)
    return bound


def _bind_crossing(plan, crossing, bound, terms):
    """Bind stays that reach over a bound of a window: cut, if they were worked, or as
    the presses of a clock that is out of step."""
    cuts = [_cut(plan, punch) for punch in crossing]
    recorded = {
        place: list(map(_whole, bound.by_shift[place])) for place in bound.by_shift
    }
    for parts, _rest in cuts:
        for place, part in parts:
            recorded.setdefault(place, []).append(part)
    for punch, (parts, rest) in zip(crossing, cuts, strict=True):
        if _is_out_of_step(plan, parts, recorded, terms.merge):
            parts, rest = _place(plan, _presses(punch))
        for place, part in parts:
            bound.by_shift.setdefault(place, []).append(part)
        bound.rest.extend(rest)
    for punches in bound.by_shift.values():
        if len(punches) > 1:
            punches.sort(key=_by_time_of_any)


def _whole(punch):
    return Punch(*punch)


def _by_time_of_any(punch):
    return _by_time(Punch(*punch))


def _is_out_of_step(plan, parts, recorded, merge):
    """Whether the presses of a stay explain more of the plan one by one, in and out by
    turns, than the stay does. The windows count in which it was pressed."""
    gain = 0
    for place, part in parts:
        if part.cut != BEGAN_BEFORE | GOES_ON:
            pieces = plan.shifts[place].pieces
            stays = [(punch.start, punch.end) for punch in recorded[place]]
            by_turns = max(
                covered(pieces, closed_by_turns(presses))
                for presses in (
                    presses_of(recorded[place], merge),
                    presses_of(recorded[place], merge, doubled=True),
                )
            )
            gain += by_turns - covered(pieces, stays)
    return gain > 0


def _place(plan, punches):
    """Punches that lie within one window each: [(place of the shift, punch), …] and
    those outside every window."""
    parts, rest = [], []
    for punch in punches:
        place, _until = plan.window_at(punch.anchor)
        if place is None:
            rest.append(punch)
        else:
            parts.append((place, punch))
    return parts, rest


def _cut(plan, punch):
    """Cut a stretch at the bounds of the windows that it touches.

    :return: [(place of the shift, part), …] and the parts outside every window
    """
    stretch, parts, rest = [(punch.start, punch.end)], [], []
    for place, window in enumerate(plan.windows):
        for start, end in spans.common(stretch, [window]):
            parts.append((place, _part(punch, start, end)))
    covered_by = [plan.windows[place] for place, _part in parts]
    for start, end in spans.minus(stretch, covered_by):
        rest.append(_part(punch, start, end))
    return parts, rest


def _part(punch, start, end):
    cut = BEGAN_BEFORE * (start > punch.start) | GOES_ON * (end < punch.end)
    return punch._replace(start=start, end=end, cut=cut, inner=())


def join_presses(punches, terms):
    """Sort punches; join those that follow at once; part those that are too long.

    :return: [Punch, …] by time
    """
    if _are_apart(punches, terms):
        return punches
    joined, reached = [], None
    punches = [Punch(*punch) for punch in punches]
    for punch in sorted([p for p in punches if _is_known(p)], key=_by_time):
        begin = punch.end if punch.start is None else punch.start
        if reached is None or begin - reached > terms.merge or _goes_on(joined, punch):
            joined.append(punch)
        else:
            joined[-1] = punch = _join(joined[-1], punch)
        reached = punch.start if punch.end is None else punch.end
    if terms.longest:
        return [part for punch in joined for part in _parted(punch, terms.longest)]
    return joined


def _are_apart(punches, terms):
    """Whether punches are in order, with a beginning, far enough apart, not too long:
    then there is nothing to join or to part. True of nearly all."""
    merge, longest = terms.merge, terms.longest
    free = -inf
    for punch in punches:
        start, end = punch[1], punch[2]
        if start is None or start <= free:
            return False
        if end is None:
            end = start
        elif end < start or longest and end - start > longest:
            return False
        free = end + merge
    return True


def _goes_on(joined, punch):
    """Whether an open punch follows a closed one: a check-out and at once a check-in,
    or a button that was pressed twice; what it was the shift says."""
    end = joined[-1].end
    return punch.end is None and end is not None and punch.start >= end


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
    inner = before.inner
    if before.end is None:
        end = None if after.start is None else after.end
    elif after.end is None:
        end = before.end if after.start < before.end else None
    else:
        end = max(before.end, after.end)
        if after.start is not None and before.end < after.start:
            inner += ((before.end, after.start),)
        inner += after.inner
    corrected = before.corrected or after.corrected
    return before._replace(end=end, corrected=corrected, inner=inner)


def _parted(punch, longest):
    """A stretch nobody works is a forgotten check-out and the next check-in."""
    if punch.start is None or punch.end is None or punch.end - punch.start <= longest:
        return (punch,)
    return _presses(punch)


def _presses(punch):
    """The presses of a stay that nobody worked, in order; a button that was pressed
    twice is a stay of no length."""
    return (
        punch._replace(end=None, guess=True, inner=()),
        *[punch._replace(start=out, end=back, inner=()) for out, back in punch.inner],
        punch._replace(start=None, guess=True, inner=()),
    )
