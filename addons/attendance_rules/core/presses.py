"""What single presses of a clock mean for a shift.

A record of stays is not always what happened: a clock with one button takes the morning
for a check-out when the evening before was forgotten, a button is pressed twice, or the
wrong one all day long. As long as what was recorded explains the shift, it is believed.
Else every way of reading the presses is compared with the plan, and the one that leaves
least of it unexplained counts; what nobody pressed is a missing punch, not an absence.
"""

from typing import NamedTuple

from ...base_engine_tools.core import spans

#: A stay is cut at a bound of the window: that end of it is no press.
BEGAN_BEFORE, GOES_ON = 1, 2


def read(punches, shift, left, merge, until=None):
    """Understand the punches in the window of a shift.

    :param punches: in order of time
    :param left: what leave has left of the shift, all of it if nothing
    :param merge: seconds; presses closer than this are one
    :param until: the present instant; None when the day is over
    :return: ([(in or None, out or None), …], [(in, out), …]): who came and went when,
        and for how long somebody was there
    """
    recorded = [(punch.start, punch.end) for punch in punches]
    if not punches or _explains(punches, shift.pieces, merge):
        return recorded, recorded
    recorded = [
        (punch.start, None if _is_one_press(punch, merge) else punch.end)
        for punch in punches
    ]
    ways, ends = _readings(punches, recorded, merge)
    found = [_understood(way, ends, left, until is None) for way in ways]
    scores = [_explained(way, left, until) for way in found]
    best = scores.index(max(scores))
    if ways[0] is recorded and _is_trusted(punches) and len(ways) > 1:
        # What was said is believed, unless it was wrong all day long; so is what goes
        # beyond the window, unless a clock out of step has made it.
        said, others = _explained(recorded, left, until), scores[1:]
        best = 1 + others.index(max(others))
        if 2 * said.total >= max(one.total for one in others):
            best = 0
    return found[best], found[best] if scores[best].closed else recorded


def explained_by(punch, pieces, merge):
    """Seconds of the shift for which one stay speaks that is complete, was not cut, and
    explains the shift: as it was recorded it is what :func:`read` makes of it.

    :param punch: a ``Punch`` or a plain tuple of its values, with both ends
    :return: 0 if it does not
    """
    start, end = punch[1:3]
    if end - start <= merge or punch[4:5] > (0,):
        return 0
    there = spans.within(pieces, start, end)
    around = min(pieces[-1][1], end) - max(pieces[0][0], start)
    return there if 2 * there > around else 0


def presses_of(punches, merge, doubled=False):
    """Presses that somebody made: (first, last) of those that are one.

    :param doubled: a check-out and at once a check-in are a press that was doubled, not
        two within a stay
    """
    instants = []
    for punch in punches:
        if doubled:
            instants += [press for pair in punch.inner for press in pair]
        if punch.start is not None and not punch.cut & BEGAN_BEFORE:
            instants.append(punch.start)
        if punch.end is not None and not punch.cut & GOES_ON:
            instants.append(punch.end)
    presses = []
    for instant in sorted(instants):
        if presses and instant - presses[-1][1] <= merge:
            presses[-1] = (presses[-1][0], instant)
        else:
            presses.append((instant, instant))
    return presses


def closed_by_turns(presses):
    """The stays of presses that are in and out by turns, without the odd last one."""
    pairs = zip(presses[::2], presses[1::2], strict=False)
    return [(came[0], went[1]) for came, went in pairs]


def covered(pieces, stretches):
    """Seconds of the pieces in which stretches that have both ends lie."""
    return sum(
        spans.within(pieces, start, end)
        for start, end in stretches
        if start is not None and end is not None
    )


def evidence_of(stretches, left):
    """Those that speak for the shift: presses, and presence within its bounds."""
    start, end = left[0][0], left[-1][1]
    return [
        (begin, finish)
        for begin, finish in stretches
        if begin is None or finish is None or (begin < end and start < finish)
    ]


def _explains(punches, pieces, merge):
    """Whether what was recorded is complete and explains the shift.

    Somebody was there during the shift, and not in its breaks only; for half of it at
    least, if a part of that comes from beyond the window.
    """
    first, last = pieces[0][0], pieces[-1][1]
    there = around = 0
    is_cut = False
    for punch in punches:
        start, end = punch.start, punch.end
        if start is None or end is None or _is_one_press(punch, merge):
            return False
        is_cut = is_cut or punch.cut
        there += spans.within(pieces, start, end)
        around += max(0, min(last, end) - max(first, start))
    if is_cut:
        return 2 * there >= spans.length(pieces)
    return 2 * there > around


def _is_one_press(punch, merge):
    """A stay as short as this is a button that was pressed twice."""
    return (
        punch.start is not None
        and punch.end is not None
        and not punch.cut
        and punch.end - punch.start <= merge
    )


def _is_said(punches):
    """Whether somebody, or a device, has said that a press was a check-out."""
    return any(punch.start is None and not punch.guess for punch in punches)


def _is_trusted(punches):
    """Whether what was recorded goes before other readings that are a little better."""
    whole = all(punch.start is not None and punch.end is not None for punch in punches)
    return _is_said(punches) or (whole and any(punch.cut for punch in punches))


def _readings(punches, recorded, merge):
    """Every way to read the punches, what was recorded first if it can be.

    :return: [[(in or None, out or None), …], …], {first: last} of presses that are one
    """
    ways, ends = [], {}
    for doubled in (False, True) if any(punch.inner for punch in punches) else (False,):
        presses = presses_of(punches, merge, doubled)
        ends.update(presses)
        if presses:
            ways.append(_by_turns(presses))
        if len(presses) > 1:
            ways.append([(None, presses[0][1]), *_by_turns(presses[1:])])
    if not ways:
        return [recorded], ends
    lone = len(ways) == 1 and not _is_trusted(punches)
    return ways if lone else [recorded, *ways], ends


def _by_turns(presses):
    stays = closed_by_turns(presses)
    return [*stays, (presses[-1][0], None)] if len(presses) % 2 else stays


def _understood(stretches, ends, left, over):
    """Take the first check-out before the plan for the end of something else, and a
    last press after it for a check-out."""
    stretches = list(stretches)
    while len(stretches) > 1 and stretches[0][0] is None:
        if stretches[0][1] > left[0][0]:
            break
        del stretches[0]
    if stretches[-1][1] is None:
        _understand_last(stretches, ends, left, over)
    return stretches


def _understand_last(stretches, ends, left, over):
    """A last press without a partner is a check-out when the plan has ended by then.

    The only press of a day that is over speaks for the nearer end: whoever forgot to
    check in is not taken for very late.

    :param ends: {first: last} of the presses that are one
    """
    press, end = stretches[-1][0], left[-1][1]
    if len(stretches) == 1 and over:
        end = (left[0][0] + end) // 2 + 1
    if press >= end:
        stretches[-1] = (None, ends.get(press, press))


class _Score(NamedTuple):
    """How well a reading explains the plan, the better the greater; seconds.

    :param worth: explained, less a quarter of the plan for every press that nobody made
    :param closed: explained by presses at both ends
    :param total: explained
    """

    worth: int
    closed: int
    total: int


def _explained(stretches, left, until):
    """Tell how well a reading explains the plan.

    Who has forgotten a press is taken to have been there up to the next one that is
    known, or to the bound of the plan.
    """
    reached, finish = left[0][0], left[-1][1]
    if until is not None:
        finish = min(finish, until)
    following = [start or end for start, end in stretches[1:]] + [finish]
    total = closed = missing = 0
    for (start, end), after in zip(stretches, following, strict=True):
        if start is not None and end is not None:
            closed += spans.within(left, start, end)
        else:
            missing += 1
        begin = reached if start is None else start
        stop = after if end is None else end
        total += spans.within(left, begin, stop) if begin < stop else 0
        reached = max(reached, stop)
    return _Score(total - missing * spans.length(left) // 4, closed, total)
