"""Which punches belong to which shift."""

from typing import NamedTuple


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
    source: str = ""
    corrected: bool = False


class Bound(NamedTuple):
    """Punches as they belong to shifts.

    :param by_shift: a tuple of punches, cut to the shift's window, per shift
    :param rest: punches outside every window
    """

    by_shift: list
    rest: list


def bind(shifts, punches, terms):
    """Assign punches to shifts by their windows.

    A window reaches half the gap to the neighbour, at most ``terms.reach`` seconds.

    :param shifts: in order, with the neighbours outside the dates that are asked for
    :param punches: in any order
    :rtype: Bound
    """
    raise NotImplementedError
