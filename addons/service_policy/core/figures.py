"""Finds the figures of a text: lengths of time, rhythms, shares, money, counts.

English and Chinese, both scripts, also mixed. A grammar and nothing else: no service
outside is asked, and the same text always gives the same figures.
"""

import re

from . import figure_chinese, figure_english
from .figure import (
    AT_LEAST,
    AT_MOST,
    EVERY,
    EXACTLY,
    MEASURES,
    OVER,
    RELATIONS,
    TIMES,
    UNDER,
    UNITS,
    Figure,
    plain,
)
from .figure_numbers import straightened

__all__ = [
    "AT_LEAST",
    "AT_MOST",
    "EVERY",
    "EXACTLY",
    "Figure",
    "MEASURES",
    "OVER",
    "RELATIONS",
    "TIMES",
    "UNDER",
    "UNITS",
    "find_figures",
]

HAN = re.compile("[一-鿿]")
LATIN = re.compile("[a-z%$¥€£]")
AROUND = 60  # how many signs before and behind an amount may tell what it means


def find_figures(text):
    """The figures of a text, in the order in which they stand in it.

    :param str text: plain text
    :rtype: list[Figure]
    """
    figures = []
    for start, end in _parts(text or ""):
        figures += _figures_of(text, start, end)
    return figures


def _parts(text):
    """Yield start and end of each line: no figure goes beyond one."""
    for match in re.finditer(r"[^\n\r]+", text):
        yield match.span()


def _figures_of(text, start, end):
    words = straightened(text[start:end])
    grammars = []
    if HAN.search(words):
        grammars.append(figure_chinese)
    if LATIN.search(words):
        grammars.append(figure_english)
    found, periods = [], []
    for grammar in grammars:
        straight = grammar.straight(words)
        _add_quantities(found, grammar.quantities(straight), straight)
        found = _add_periods(periods, grammar.periods(straight), found)
    found.sort(key=lambda item: item[0].start)
    used = set()
    figures = []
    for at, (quantity, straight) in enumerate(found):
        left = found[at - 1][0].end if at else 0
        right = found[at + 1][0].start if at + 1 < len(found) else len(words)
        figure = _related(quantity, grammars, straight, periods, used, left, right)
        if figure:
            figures.append(figure)
    for period in periods:
        if period.alone and period not in used:
            count = plain(period.count)
            figures.append(
                (period.start, period.end, (count, count, period.unit, EVERY))
            )
    figures.sort(key=lambda item: item[:2])
    return [
        Figure(
            *values[:4],
            start + first,
            start + last,
            text[start + first : start + last],
            *values[4:],
        )
        for first, last, values in figures
    ]


def _add_quantities(found, quantities, straight):
    """Add the amounts that stand where no more telling one does."""
    for quantity in quantities:
        if not any(_overlap(quantity, other) for other, _straight in found):
            found.append((quantity, straight))


def _add_periods(periods, new, found):
    """Add the rhythms; "every 2 weeks" is one, and no length of 2 weeks.

    :returns: the amounts that are left
    """
    for period in new:
        found = [
            item
            for item in found
            if not (
                period.alone
                and period.start <= item[0].start
                and item[0].end <= period.end
            )
        ]
        if not any(_overlap(period, other) for other, _straight in found) and not any(
            _overlap(period, other) for other in periods
        ):
            periods.append(period)
    return found


def _overlap(one, other):
    return one.start < other.end and other.start < one.end


def _related(quantity, grammars, straight, periods, used, left, right):
    """(start, end, values of the figure), or None if the text only says "one of …"."""
    before = straight[max(left, quantity.start - AROUND) : quantity.start]
    after = straight[quantity.end : min(right, quantity.end + AROUND)]
    relation = quantity.relation
    for grammar in grammars:  # "不超过 5 days" is said in two languages
        relation = relation or grammar.relation(before, quantity, after)
    period = None
    for grammar in grammars:
        period = period or _period_of(
            quantity, grammar, straight, periods, used, left, right
        )
    if quantity.single and not relation and period is None:
        return None
    start, end = quantity.start, quantity.end
    values = [plain(quantity.low), plain(quantity.high), quantity.unit]
    values.append(relation or EXACTLY)
    if period is not None:
        used.add(period)
        values += [period.unit, plain(period.count)]
        first, last = sorted(((start, end), (period.start, period.end)))
        if not straight[first[1] : last[0]].strip(" 、"):
            start, end = first[0], last[1]
    return start, end, values


def _period_of(quantity, grammar, straight, periods, used, left, right):
    """The period that a quantity is counted in: the nearest one of its clause."""
    behind = [
        period
        for period in periods
        if period not in used
        and quantity.end <= period.start
        and period.end <= right
        and grammar.counted_in(straight, quantity, period)
    ]
    if behind:
        return behind[0]
    ahead = [
        period
        for period in periods
        if period.alone
        and period.end <= quantity.start
        and (period.start >= left or period in used)
        and grammar.counted_in(straight, quantity, period)
    ]
    return ahead[-1] if ahead else None
