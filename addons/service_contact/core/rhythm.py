"""Whether a customer is silent for longer than is usual for this customer.

Everybody is measured by the own past: who buys every week and is silent for three
weeks stands out, who buys every year and is silent for three months does not. Of the
intervals between two occasions a share (mostly 90 %) is not longer than the **usual**
one: the smallest of which that is true, as ``percentile_disc`` of PostgreSQL has it. A
customer is silent abnormally when the last occasion is longer ago than that.

Several occasions of one day are one. Fewer intervals than the minimum say nothing.
``engine/silence.py`` asks the same of a whole table in SQL; a test compares the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a customer is silent, beside what is usual."""

    last: date
    n: int  # intervals on which the usual one rests
    usual: int  # days
    silent: int  # days since the last occasion

    @property
    def beyond(self) -> int:
        """Days by which the silence is longer than usual."""
        return self.silent - self.usual


def usual_interval(intervals: Iterable[int], percent: int) -> int:
    """Return the smallest interval than which so many percent are not longer.

    :param intervals: days, at least one
    :param percent: 1 to 100
    """
    ordered = sorted(intervals)
    rank = -(-percent * len(ordered) // 100)  # rounded up, in whole numbers
    return ordered[max(rank, 1) - 1]


def silence(
    days: Iterable[date], today: date, percent: int, minimum: int
) -> Silence | None:
    """Return how a customer is silent abnormally, or None.

    :param days: dates of occasions, in any order; later ones than today do not count
    :param minimum: intervals without which nothing is said, 1 or more
    """
    ordered = sorted({day for day in days if day <= today})
    intervals = [(after - before).days for before, after in pairwise(ordered)]
    if len(intervals) < max(minimum, 1):
        return None
    usual = usual_interval(intervals, percent)
    found = Silence(ordered[-1], len(intervals), usual, (today - ordered[-1]).days)
    return found if found.beyond > 0 else None
