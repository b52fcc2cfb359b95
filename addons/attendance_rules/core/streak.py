"""Months of full attendance in a row."""

from typing import NamedTuple


class MonthMark(NamedTuple):
    """What a streak asks of a month.

    :param month: its first date
    """

    month: object
    full: bool
    closed: bool = True


def completed_streaks(marks, length, mode="consuming"):
    """Find the streaks that earn the bonus: each once.

    :param marks: of one employee, in any order
    :param length: months (at least 1)
    :param mode: "consuming": a month counts for one streak only; "rolling": each full
        month that has enough of them behind it completes one
    :return: [(first month, last month), …] in order; the last month names the streak
    """
    raise NotImplementedError


def current_streak(marks, length, mode="consuming"):
    """Count the closed full months towards the next bonus."""
    raise NotImplementedError
