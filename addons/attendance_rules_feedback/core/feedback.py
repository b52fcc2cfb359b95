"""CS-1.7: averages of anonymous answers, shown only when nobody can be recognised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of one question, and how many answered it."""

    question: int
    mean: float
    count: int


def averages(answers, respondents, minimum):
    """Mean per question, in the order of first appearance.

    A question that fewer than ``minimum`` people answered stays hidden, as does the
    whole result while fewer than ``minimum`` people have answered at all.

    :param answers: (question, value) pairs
    :param int respondents: how many people have answered
    :rtype: list[Average]
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
