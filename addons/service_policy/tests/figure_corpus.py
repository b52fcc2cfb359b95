"""Reads the corpus of sentences whose figures are known; see ``corpus/README.md``."""

import re
from collections import Counter
from pathlib import Path

from ..core.figures import (
    AT_LEAST,
    AT_MOST,
    EVERY,
    EXACTLY,
    OVER,
    UNDER,
    Figure,
    find_figures,
)

CORPUS = Path(__file__).with_name("corpus")
SIGNS = {
    "<=": AT_MOST,
    ">=": AT_LEAST,
    "=": EXACTLY,
    ">": OVER,
    "<": UNDER,
    "every": EVERY,
}
FIGURE = re.compile(
    r"(<=|>=|=|<|>|every) ?([\d.]+|X)(?:~([\d.]+))? (\w+)(?:/(?:(\d+) )?(\w+))?"
)


def sentences(name):
    """[(sentence, [Figure])] of a file of the corpus."""
    lines = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" => ") for line in lines)
    return [(sentence, figures_of(expected)) for sentence, expected in pairs]


def figures_of(notation):
    """The figures of a line's second half: ``<=2 hour; >=1 times/year``."""
    if notation.strip() == "-":
        return []
    return [_figure(words.strip()) for words in notation.split(";")]


def _figure(words):
    sign, low, high, unit, per_count, per = FIGURE.fullmatch(words).groups()
    low = None if low == "X" else float(low)
    high = low if high is None else float(high)
    return Figure(
        low, high, unit, SIGNS[sign], per=per or "", per_count=int(per_count or 1)
    )


def measured(name):
    """(precision, recall, what differs) of the grammar on a file of the corpus."""
    right = found = known = 0
    differing = []
    for sentence, expected in sentences(name):
        got, want = Counter(find_figures(sentence)), Counter(expected)
        right += (got & want).total()
        found, known = found + got.total(), known + want.total()
        if got != want:
            differing.append(f"{sentence}: {got - want} for {want - got}")
    return right / found, right / known, differing
