"""What a figure is, and what its parts add up to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

#: A share (0 to 1), a length of time and a number per case are means; counts and money
#: are sums.
MEANS = {"share", "seconds", "mean"}
UNITS = {*MEANS, "count", "money"}
DIRECTIONS = {"more", "less"}
#: Stretches of time by which a figure may be told, the shortest first.
GRAINS = ("day", "week", "month", "quarter", "year")
#: Columns that every relation has.
COLUMNS = {"date", "moment", "company_id", "res_id", "value", "n"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """The one definition of a figure.

    ``relation`` is called without arguments and returns an ``SQL`` query with one row
    per record that counts:

    - ``date``: the local date on which it counts,
    - ``company_id``,
    - ``res_id``: the id of the record behind it, of ``model``,
    - ``value``: what it adds (1 of a share that is kept, seconds, 1 of a count, money),
    - ``n``: how many cases it stands for (mostly 1): the mean is the sum of ``value``
      by the sum of ``n``,
    - one column per dimension,
    - and with ``has_moment`` the column ``moment``: the instant (UTC) of which ``date``
      is the local date. Where no stored column has the date, an index on the instant
      finds the rows of a month without looking at those of all years.
    """

    code: str
    name: str
    unit: str
    direction: str  # which is better: "more" or "less"
    model: str
    relation: Callable[[], Any]
    grain: str = "day"  # the shortest stretch of time that makes sense
    #: {column: model of its ids}, beside the company
    dimensions: dict[str, str] = field(default_factory=dict)
    #: XML id of the group that may see it; empty: every internal user
    group: str = "base.group_user"
    #: Sums only what the reader may read. False: the group sees the sums of the whole
    #: company, although it may not open each record.
    by_access: bool = True
    has_moment: bool = False
    #: Context of the list of records, e.g. ``{"active_test": False}``
    context: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"{self.code}: no such unit: {self.unit}")
        if self.direction not in DIRECTIONS:
            raise ValueError(
                f"{self.code}: more or less is better, not {self.direction}"
            )
        if self.grain not in GRAINS:
            raise ValueError(f"{self.code}: no such grain: {self.grain}")
        if COLUMNS & self.dimensions.keys():
            raise ValueError(f"{self.code}: a dimension has the name of a column")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one part: who or when it is about, and on how much it rests."""

    keys: dict[str, int | date | None]
    total: float  # sum of the values
    n: int  # number of cases
    value: float | None  # the figure itself; None: a mean of nothing


def figure(unit: str, keys: dict, total: float | None, n: int | None) -> Figure:
    """The figure of a part, from the sums over it."""
    total, n = total or 0, int(n or 0)
    if unit not in MEANS:
        return Figure(keys, total, n, total)
    return Figure(keys, total, n, total / n if n else None)


def together(unit: str, figures: list[Figure]) -> Figure:
    """The figure of the whole, from those of its parts: never the mean of means."""
    total = sum(part.total for part in figures)
    return figure(unit, {}, total, sum(part.n for part in figures))


def is_better(direction: str, value: float, other: float) -> bool:
    """Whether a value is better than another one."""
    return value > other if direction == "more" else value < other
