"""Criteria as plain values: what a tier asks of the facts of a customer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from numbers import Number

#: Factors that are counted over a rolling window.
IN_WINDOW = ("amount", "frequency", "trend", "satisfaction", "quoted")
#: Factors of the whole time in which somebody is a customer.
OVER_TIME = ("tenure", "recency", "retained")
FACTORS = (*IN_WINDOW, *OVER_TIME)
#: Factors in money of the company.
MONEY = ("amount", "quoted")

Facts = Mapping[str, Number | None]


@dataclass(frozen=True)
class Criterion:
    """One threshold of a tier.

    :ivar str factor: one of ``FACTORS``
    :ivar int months: length of the rolling window; 0 for factors over the whole time
    :ivar bool at_most: whether the factor has to be at the threshold or below it
    :ivar enter: threshold of who comes in (money, occasions, per cent, days, periods)
    :ivar stay: threshold of who is in already; not harder than ``enter``
    :ivar int alternative: criteria with the same number hold together; of the
        alternatives of a tier one is enough
    """

    factor: str
    months: int
    enter: Number
    stay: Number
    at_most: bool = False
    alternative: int = 1

    @property
    def key(self) -> str:
        """Name of the figure among the facts: ``amount_12``, ``tenure``."""
        return metric_key(self.factor, self.months)

    def holds(self, facts: Facts, staying: bool) -> bool:
        """Whether the facts are at the threshold; what is not known holds nothing."""
        value = facts.get(self.key)
        if value is None:
            return False
        threshold = self.stay if staying else self.enter
        return value <= threshold if self.at_most else value >= threshold


@dataclass(frozen=True)
class TierRule:
    """What makes a tier.

    :ivar int tier: id of the tier
    :ivar bool beside: the tier is a rule of its own (new, growing, promising) for who
        would be at the foot of the ladder; else it is a rung of the ladder
    """

    tier: int
    criteria: tuple[Criterion, ...] = ()
    beside: bool = False

    @cached_property
    def alternatives(self) -> tuple[tuple[Criterion, ...], ...]:
        """The criteria by alternatives, each of which is enough."""
        found: dict[int, list[Criterion]] = {}
        for criterion in self.criteria:
            found.setdefault(criterion.alternative, []).append(criterion)
        return tuple(tuple(found[number]) for number in sorted(found))

    def entered(self, facts: Facts) -> bool:
        """Whether somebody with these facts comes in; without criteria everybody."""
        return self._holds(facts, False)

    def kept(self, facts: Facts) -> bool:
        """Whether who is in stays in."""
        return self._holds(facts, True) or self._holds(facts, False)

    def _holds(self, facts: Facts, staying: bool) -> bool:
        return not self.criteria or any(
            all(criterion.holds(facts, staying) for criterion in alternative)
            for alternative in self.alternatives
        )


@dataclass(frozen=True)
class Criteria:
    """A version of the criteria of a company.

    :ivar rules: rungs of the ladder, the best first; the foot (without criteria) last
    :ivar beside: rules beside the ladder, the first that holds counts
    :ivar int grace: days from the first day below a tier to the drop
    :ivar int probation: days from the first purchase in which nobody is below the floor
    :ivar floor: tier of the floor, or None
    :ivar int months: length of the main window, and of a retained period
    :ivar str basis: ``invoice`` or ``order``
    """

    rules: tuple[TierRule, ...]
    beside: tuple[TierRule, ...] = ()
    grace: int = 0
    probation: int = 0
    floor: int | None = None
    months: int = 12
    basis: str = "order"

    @cached_property
    def ordered(self) -> tuple[TierRule, ...]:
        """Rules by precedence: rungs above the foot, those beside, then the foot."""
        return (*self.rules[:-1], *self.beside, *self.rules[-1:])

    @cached_property
    def rank(self) -> dict[int, int]:
        """Place of each tier by precedence; 0 is the best."""
        return {rule.tier: place for place, rule in enumerate(self.ordered)}

    @property
    def foot(self) -> int:
        """Place of the foot of the ladder."""
        return len(self.ordered) - 1

    @property
    def rungs(self) -> int:
        """How many rungs are above the foot: their places are 0 up to this."""
        return len(self.rules) - 1

    @property
    def places_beside(self) -> range:
        """Places of the rules beside the ladder."""
        return range(self.rungs, self.foot)

    @cached_property
    def metrics(self) -> dict[str, tuple[str, int]]:
        """{key: (factor, months)} of all figures that a threshold looks at."""
        return {
            criterion.key: (criterion.factor, criterion.months)
            for rule in self.ordered
            for criterion in rule.criteria
        }

    def on_probation(self, first_on: date | None, today: date) -> bool:
        """Whether the floor of new customers holds."""
        return bool(
            first_on
            and self.floor in self.rank
            and today < first_on + timedelta(days=self.probation)
        )


def metric_key(factor: str, months: int) -> str:
    """Name of a figure: the factor, with its window where it has one."""
    return f"{factor}_{months}" if factor in IN_WINDOW else factor


def periods_back(day: date, today: date, months: int) -> int:
    """In which period of so many months before today a day lies; 0 is the last one."""
    between = (today.year - day.year) * 12 + today.month - day.month
    return (between - (day.day > today.day)) // months
