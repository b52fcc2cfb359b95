"""From one day's state of a customer to the next: plain Python, no ORM.

Up at once; down only after a grace period, one step at a time. The result of a day
follows from the state at the end of the day before and the facts of the day, so it does
not matter how often a customer is judged within a day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from .rules import Criteria, Facts


@dataclass(frozen=True)
class State:
    """Where a customer is.

    :ivar tier: id of the tier; None: not judged yet
    :ivar below_since: first day on which the facts were not enough to stay
    """

    tier: int | None = None
    below_since: date | None = None


@dataclass(frozen=True)
class Lock:
    """Somebody says which tier a customer has.

    :ivar until: last day; None: until it is taken away
    :ivar floor_only: a better tier that follows from the facts counts all the same
    """

    tier: int
    until: date | None = None
    floor_only: bool = False

    def holds(self, today: date) -> bool:
        """Whether the lock is in force."""
        return self.until is None or today <= self.until


def judge(
    criteria: Criteria,
    facts: Facts,
    state: State,
    today: date,
    first_on: date | None = None,
) -> State:
    """Return the state at the end of the day.

    :param state: the one at the end of the day before
    :param first_on: day of the first purchase
    """
    found = _next(criteria, facts, state, today)
    if criteria.on_probation(first_on, today):
        floor = criteria.rank[criteria.floor]
        if floor < criteria.rank[found.tier]:
            return State(criteria.floor)
    return found


def _next(criteria: Criteria, facts: Facts, state: State, today: date) -> State:
    rules = criteria.ordered
    best = entered(criteria, facts)
    current = criteria.rank.get(state.tier)
    if current is None or best < current:
        return State(rules[best].tier)
    if rules[current].kept(facts):
        return State(state.tier)
    below = state.below_since or today
    if today < below + timedelta(days=criteria.grace):
        return State(state.tier, below)
    lower = rules[_step_down(criteria, facts, current)]
    return State(lower.tier, None if lower.kept(facts) else today)


def entered(criteria: Criteria, facts: Facts) -> int:
    """Place of the best tier that the facts enter, whatever has been."""
    return next(p for p, rule in enumerate(criteria.ordered) if rule.entered(facts))


def _step_down(criteria: Criteria, facts: Facts, current: int) -> int:
    if current + 1 < criteria.rungs:
        return current + 1
    rules = criteria.ordered
    beside = (p for p in criteria.places_beside if rules[p].entered(facts))
    return next(beside, criteria.foot)


def effective(criteria: Criteria, tier: int, lock: Lock | None, today: date) -> int:
    """Return the tier that counts: of the facts, or of the lock."""
    if lock is None or not lock.holds(today):
        return tier
    if lock.floor_only and lock.tier in criteria.rank:
        return min(tier, lock.tier, key=criteria.rank.__getitem__)
    return lock.tier


def flaps(tiers: list[int], within: int) -> int:
    """How often a customer is back where he was, within so many steps of a move.

    :param tiers: the tier at each step, in order
    """
    count = 0
    left: dict[int, int] = {}
    for step in range(1, len(tiers)):
        if tiers[step] == tiers[step - 1]:
            continue
        left[tiers[step - 1]] = step
        gone = left.get(tiers[step])
        if gone is not None and step - gone <= within:
            count += 1
    return count
