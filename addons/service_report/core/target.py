"""Whether a figure reaches its target, and when something has to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...base_engine_tools.core.instants import first_of_month, months, next_month


@dataclass(frozen=True, slots=True)
class Judged:
    """A month of a figure: missed, reached, or (None) without a verdict."""

    month: date  # its first day
    is_missed: bool | None
    has_action: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """For which months a target holds: those that begin on a day or later.

    :param until: day from which another target takes its place, None: for good
    :param judged: first day of the month until which it was judged, None: never
    :param made: day on which somebody entered it
    """

    since: date
    until: date | None
    judged: date | None
    made: date


def months_due(term: Term, last: date) -> list[date]:
    """First days of the months that are to be judged now, the earliest first.

    A month that nobody judged when it was over is judged later. Nobody is held to what
    was entered long after: before it was ever judged, a target begins with the month
    before the one in which it was made.

    :param last: first day of the last month that is over
    """
    if term.judged:
        first = next_month(term.judged)
    else:
        first = min(month_before(first_of_month(term.made)), last)
    found = months(max(first, first_of_month(term.since)), last)
    return [
        month
        for month in found
        if term.since <= month and (not term.until or month < term.until)
    ]


def is_missed(
    direction: str, limit: float, value: float | None, n: int, least: int
) -> bool | None:
    """Whether a figure is worse than its target; of too few cases nobody can say.

    :param direction: which is better, "more" or "less"
    :param least: cases on which a verdict has to rest
    """
    if value is None or n < max(least, 1):
        return None
    return value < limit if direction == "more" else value > limit


def month_before(month: date) -> date:
    """First day of the month before."""
    year, number = divmod(month.year * 12 + month.month - 2, 12)
    return date(year, number + 1, 1)


def needs_action(months: Sequence[Judged], needed: int) -> bool:
    """Whether the last months were all missed, and nothing follows from them yet.

    A month without a verdict, or that is not there, ends the row: what nobody can say
    is held against nobody.

    :param months: of one figure, the latest first
    :param needed: months in a row
    """
    row: list[Judged] = []
    for judged in months:
        if not judged.is_missed:
            break
        if row and judged.month != month_before(row[-1].month):
            break
        row.append(judged)
    return len(row) >= max(needed, 1) and not any(judged.has_action for judged in row)
