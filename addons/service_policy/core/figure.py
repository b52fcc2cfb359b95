"""A figure that a text gives: an amount, its unit, and what the text makes of it."""

from dataclasses import dataclass, field
from fractions import Fraction

AT_MOST, AT_LEAST, EXACTLY = "at_most", "at_least", "exactly"
OVER, UNDER, EVERY = "over", "under", "every"
RELATIONS = (AT_MOST, AT_LEAST, EXACTLY, OVER, UNDER, EVERY)

# What a unit measures, and how much of it: 24 hours are a day, no day is a working day.
MEASURES = {
    "second": ("elapsed", 1),
    "minute": ("elapsed", 60),
    "hour": ("elapsed", 3600),
    "day": ("elapsed", 86400),
    "week": ("elapsed", 7 * 86400),
    "working_minute": ("working", 60),
    "working_hour": ("working", 3600),
    "working_day": ("working_day", 1),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "year": ("month", 12),
    "percent": ("percent", 1),
    "money": ("money", 1),
    "points": ("points", 1),
    "times": ("times", 1),
    "count": ("count", 1),
    "always": ("always", 1),
}
UNITS = tuple(MEASURES)
TIMES = {unit for unit, (measure, _size) in MEASURES.items()} - {
    "percent",
    "money",
    "points",
    "times",
    "count",
    "always",
}


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """An amount from ``low`` to ``high`` (mostly the same) of ``unit``.

    ``None`` for both stands where the text leaves the figure open: [X] minutes. The
    same day is 0 days, the next day is 1 day. ``per`` is the length of time that the
    amount is counted in: twice a year is 2 ``times`` per 1 ``year``. A rhythm has the
    relation ``every``: every 2 weeks, which means the same as once every 2 weeks.

    Two figures are equal if they mean the same, wherever they stand: 30 minutes is half
    an hour. ``start`` and ``end`` say where ``words`` are in the text.
    """

    low: int | float | None
    high: int | float | None
    unit: str
    relation: str = EXACTLY
    start: int = field(default=0, repr=False)
    end: int = field(default=0, repr=False)
    words: str = field(default="", repr=False)
    per: str = ""
    per_count: int | float = 1

    @property
    def is_open(self):
        """Whether the text leaves the figure to the company."""
        return self.high is None

    @property
    def is_time(self):
        """Whether it is a length of time that something may take, no rhythm."""
        return self.unit in TIMES and self.relation != EVERY and not self.per

    @property
    def measure(self):
        """What is measured, so that figures of one measure can be compared."""
        measure = MEASURES[self.unit][0]
        if self.high == 0 and self.unit in ("day", "working_day"):
            measure = "same_day"
        if self.relation == EVERY:
            return "rhythm", measure
        return (measure, MEASURES[self.per][0]) if self.per else (measure,)

    @property
    def amounts(self):
        """From and to, in the smallest unit of the measure; None where left open."""
        if self.is_open:
            return None
        size = MEASURES[self.unit][1]
        return tuple(_rounded(value * size) for value in (self.low, self.high))

    @property
    def meaning(self):
        """What two figures that mean the same have in common."""
        once = self.unit == "times" and self.low == self.high == 1
        if once and self.per and self.relation == EXACTLY:  # once a month: every month
            return Figure(self.per_count, self.per_count, self.per, EVERY).meaning
        per = _rounded(self.per_count * MEASURES[self.per][1]) if self.per else None
        return self.measure, self.amounts, self.relation, per

    def __eq__(self, other):
        return isinstance(other, Figure) and self.meaning == other.meaning

    def __hash__(self):
        return hash(self.meaning)


def plain(value):
    """A ``Fraction`` as a whole number or a float; None stays."""
    if value is None:
        return None
    value = Fraction(value)
    return value.numerator if value.denominator == 1 else round(float(value), 4)


def _rounded(value):
    """So that two thirds in words are 66.7 % in digits."""
    return round(float(value), 1)
