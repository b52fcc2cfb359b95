"""Averages of answers, shown only when nobody can be recognised."""

from dataclasses import dataclass

#: Averages of fewer answers than this are never anonymous: of two people each knows
#: what the other one has answered.
SMALLEST_MINIMUM = 3


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of one question, and how many answered it."""

    question: int
    mean: float
    count: int


def averages(
    answers: list[tuple[int, float]], respondents: int, minimum: int
) -> list[Average]:
    """Mean per question, in the order of first appearance.

    A question that fewer than ``minimum`` people answered stays hidden, as does the
    whole result while fewer than ``minimum`` people have answered at all.

    :param answers: (question, value) pairs
    :param respondents: how many people have answered
    """
    if respondents < minimum:
        return []
    values = {}
    for question, value in answers:
        values.setdefault(question, []).append(value)
    return [
        Average(question, sum(given) / len(given), len(given))
        for question, given in values.items()
        if len(given) >= minimum
    ]
