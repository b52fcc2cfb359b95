"""Splits a span of days by who served a customer: credit by days served."""

from collections.abc import Iterable
from datetime import date


def days_served(
    spans: Iterable[tuple[int, date, date | None]], first: date, last: date
) -> dict[int, int]:
    """Count the days of a period by advisor.

    :param spans: advisor, first and last day (None: still); they do not overlap
    :param first: first day of the period
    :param last: last day of the period, which counts
    :return: {advisor: days}; days of nobody are nobody's
    """
    days: dict[int, int] = {}
    for user, begin, end in spans:
        begins, ends = max(begin, first), min(end or last, last)
        if begins <= ends:
            days[user] = days.get(user, 0) + (ends - begins).days + 1
    return days


def shares(days: dict[int, int]) -> dict[int, float]:
    """What part of a result each advisor is credited with; the parts sum to 1."""
    whole = sum(days.values())
    return {user: count / whole for user, count in days.items()} if whole else {}
