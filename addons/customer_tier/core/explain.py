"""Why a customer has a tier: codes and figures, which are said when somebody reads."""

from dataclasses import dataclass
from datetime import date, timedelta
from numbers import Number

from .rules import Criteria, Criterion, Facts


@dataclass(frozen=True)
class Factor:
    """One threshold beside the figure of a customer.

    :ivar value: the figure; None: not known
    :ivar threshold: what it is compared with
    :ivar bool held: whether the figure is enough
    :ivar gap: what is missing to the threshold, 0 if nothing; None: not known
    """

    criterion: Criterion
    value: Number | None
    threshold: Number
    held: bool
    gap: Number | None


@dataclass(frozen=True)
class Explanation:
    """Why this tier, what keeps it and what would lift the customer.

    :ivar keeps: alternatives of the tier, with the thresholds of staying; empty: the
        tier is the foot, nothing is needed for it
    :ivar lifts: alternatives of the next better rung, with those of coming in
    :ivar lifts_to: id of that tier, or None
    :ivar drops_to: id of the tier below, or None
    """

    tier: int
    keeps: tuple[tuple[Factor, ...], ...]
    lifts: tuple[tuple[Factor, ...], ...]
    lifts_to: int | None
    drops_to: int | None
    probation_until: date | None


def explain(
    criteria: Criteria, facts: Facts, tier: int, today: date, first_on: date | None
) -> Explanation | None:
    """Explain the tier that follows from the facts; None if criteria do not know it."""
    place = criteria.rank.get(tier)
    if place is None:
        return None
    rules = criteria.ordered
    better = min(place, criteria.rungs) - 1
    lower = place + 1 if place < criteria.rungs - 1 else criteria.foot
    probation = None
    if criteria.on_probation(first_on, today):
        probation = first_on + timedelta(days=criteria.probation)
    return Explanation(
        tier=tier,
        keeps=_compared(rules[place], facts, True),
        lifts=() if better < 0 else _compared(rules[better], facts, False),
        lifts_to=None if better < 0 else rules[better].tier,
        drops_to=None if place == criteria.foot else rules[lower].tier,
        probation_until=probation,
    )


def _compared(rule, facts: Facts, staying: bool) -> tuple[tuple[Factor, ...], ...]:
    return tuple(
        tuple(_factor(criterion, facts, staying) for criterion in alternative)
        for alternative in rule.alternatives
    )


def _factor(criterion: Criterion, facts: Facts, staying: bool) -> Factor:
    value = facts.get(criterion.key)
    threshold = criterion.stay if staying else criterion.enter
    gap = None
    if value is not None:
        missing = value - threshold if criterion.at_most else threshold - value
        gap = max(missing, 0)
    held = criterion.holds(facts, staying)
    return Factor(criterion, value, threshold, held, gap)


def nearest(
    alternatives: tuple[tuple[Factor, ...], ...],
) -> tuple[Factor, ...]:
    """Return what is missing in the alternative in which the fewest things are."""
    missing = [tuple(f for f in each if not f.held) for each in alternatives]
    return min(missing, key=len, default=())
