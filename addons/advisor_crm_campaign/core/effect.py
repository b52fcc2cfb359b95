"""Whether a campaign made a difference, and how sure that is: plain Python."""

from dataclasses import dataclass
from math import sqrt

from ...service_rating.core.interval import interval_of_share


@dataclass(frozen=True, slots=True)
class Arm:
    """Those who were to be contacted, or those who were held out."""

    n: int = 0
    contacted: int = 0
    #: Within the window after the contact; of those who were contacted.
    leads_after: int = 0
    orders_after: int = 0
    #: Within the window after the start of the campaign; the same for both.
    leads: int = 0
    orders: int = 0
    amount: float = 0.0


def difference(arm: Arm, other: Arm) -> tuple[float, float] | None:
    """Between which values the difference of the shares of first orders lies, with
    95 % (Newcombe, from Wilson's intervals); None: one of them is empty.

    Shares are between 0 and 1, the difference between -1 and 1.
    """
    mine = interval_of_share(arm.orders, arm.n)
    theirs = interval_of_share(other.orders, other.n)
    if not mine or not theirs:
        return None
    share, their_share = arm.orders / arm.n, other.orders / other.n
    middle = share - their_share
    below = sqrt((share - mine[0]) ** 2 + (theirs[1] - their_share) ** 2)
    above = sqrt((mine[1] - share) ** 2 + (their_share - theirs[0]) ** 2)
    return max(-1.0, middle - below), min(1.0, middle + above)


def verdict(treated: Arm, held: Arm) -> str:
    """``empty``, ``alone`` (nobody was held out), ``more``, ``less``, or ``open``:
    from so few it cannot be said."""
    if not treated.n:
        return "empty"
    interval = difference(treated, held)
    if not interval:
        return "alone"
    if interval[0] > 0:
        return "more"
    return "less" if interval[1] < 0 else "open"
