"""Whether criteria are sound: proved over the cells that all thresholds make.

Between two neighbouring thresholds of a figure nothing changes, so one value of each
cell stands for all. Criteria are looked at in every combination of cells: each must
have exactly one tier, and each tier must have cells of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from .rules import Criteria, TierRule

#: More combinations are not looked at: nobody understands such criteria either.
MOST_CELLS = 100_000


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where.

    :ivar str code: names the sentence that says it
    :ivar tier: id of the tier, if it is about one
    :ivar other: id of another tier
    :ivar criterion: index of the criterion within the tier's
    """

    code: str
    tier: int | None = None
    other: int | None = None
    criterion: int | None = None


def lint(criteria: Criteria) -> list[Problem]:
    """Return all problems; nothing: every customer has exactly one tier."""
    shape = list(_shape(criteria))
    lines = list(_lines(criteria))
    if shape or lines:
        return shape + lines
    cells = {key: _values(criteria, key) for key in criteria.metrics}
    if prod(map(len, cells.values())) > MOST_CELLS:
        return [Problem("too_many")]
    return list(_owners(criteria, cells))


def _shape(criteria: Criteria) -> Iterator[Problem]:
    if not criteria.rules:
        yield Problem("no_ladder")
        return
    *above, foot = criteria.rules
    if foot.criteria:
        yield Problem("gap", foot.tier)
    for rule in (*above, *criteria.beside):
        if not rule.criteria:
            yield Problem("takes_all", rule.tier)
    if criteria.probation and criteria.floor not in criteria.rank:
        yield Problem("no_floor")


def _lines(criteria: Criteria) -> Iterator[Problem]:
    for rule in criteria.ordered:
        for index, criterion in enumerate(rule.criteria):
            if criterion.at_most:
                harder = criterion.stay < criterion.enter
            else:
                harder = criterion.stay > criterion.enter
            if harder:
                yield Problem("stay_harder", rule.tier, criterion=index)


def _values(criteria: Criteria, key: str) -> list:
    """One value for each cell of a figure: not known, at each threshold, between."""
    thresholds = sorted(
        {
            threshold
            for rule in criteria.ordered
            for criterion in rule.criteria
            if criterion.key == key
            for threshold in (criterion.enter, criterion.stay)
        }
    )
    pairs = zip(thresholds, thresholds[1:], strict=False)
    between = [(low + high) / 2 for low, high in pairs]
    return [None, thresholds[0] - 1, *thresholds, *between, thresholds[-1] + 1]


def _owners(criteria: Criteria, cells: dict[str, list]) -> Iterator[Problem]:
    rules = criteria.ordered
    owned: set[int] = set()
    taken: set[tuple[int, int]] = set()
    alive: set[tuple[int, int]] = set()
    uneven: set[tuple[int, int]] = set()
    for values in product(*cells.values()):
        facts = dict(zip(cells, values, strict=True))
        inside = [place for place, rule in enumerate(rules) if rule.entered(facts)]
        owned.add(inside[0])
        taken.update((inside[0], place) for place in inside[1:])
        alive.update(_living(criteria, facts))
        top = inside[0]
        if top < criteria.rungs:
            uneven.update(
                (top, place)
                for place in range(top + 1, criteria.rungs)
                if place not in inside
            )
    for place, rule in enumerate(rules):
        for number, alternative in enumerate(rule.alternatives):
            if (place, number) not in alive:
                index = rule.criteria.index(alternative[0])
                yield Problem("contradicts", rule.tier, criterion=index)
        if place not in owned and _all_live(rule, place, alive):
            by = next((better for better, worse in taken if worse == place), None)
            yield Problem("hidden", rule.tier, None if by is None else rules[by].tier)
    for better, worse in sorted(uneven):
        yield Problem("not_nested", rules[better].tier, rules[worse].tier)


def _living(criteria: Criteria, facts) -> Iterator[tuple[int, int]]:
    for place, rule in enumerate(criteria.ordered):
        for number, alternative in enumerate(rule.alternatives):
            if all(criterion.holds(facts, False) for criterion in alternative):
                yield place, number


def _all_live(rule: TierRule, place: int, alive: set) -> bool:
    return all((place, number) in alive for number in range(len(rule.alternatives)))
