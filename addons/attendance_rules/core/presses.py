"""What single presses of a clock mean for a shift."""


def pair(punches, merge):
    """Presence as (in or None, out or None), as it is to be understood.

    When the outer ends are missing although there were several presses, a press was
    doubled or forgotten in between: all presses are paired anew.
    """
    stretches = [(punch.start, punch.end) for punch in punches]
    if len(stretches) > 1 and (stretches[0][0] is None or stretches[-1][1] is None):
        return _pair_anew(stretches, merge)
    return stretches


def understand_last(stretches, left, over):
    """A last press without a partner is a check-out when the plan has ended by then.

    The only press of a day that is over speaks for the nearer end: whoever forgot to
    check in is not taken for very late.
    """
    press, end = stretches[-1][0], left[-1][1]
    if len(stretches) == 1 and over:
        end = (left[0][0] + end) // 2 + 1
    if press >= end:
        stretches[-1] = (None, press)


def _pair_anew(stretches, merge):
    presses = []
    for press in sorted(p for pair in stretches for p in pair if p is not None):
        if not presses or press - presses[-1] > merge:
            presses.append(press)
    if len(presses) % 2:
        presses.append(None)
    return list(zip(presses[::2], presses[1::2], strict=True))


def evidence_of(stretches, left):
    """Those that speak for the shift: presses, and presence within its bounds."""
    start, end = left[0][0], left[-1][1]
    return [
        (begin, finish)
        for begin, finish in stretches
        if begin is None or finish is None or (begin < end and start < finish)
    ]
