"""Months of full attendance in a row."""

from datetime import date
from typing import NamedTuple


class MonthMark(NamedTuple):
    """What a streak asks of a month.

    :param month: its first date
    :param full: attendance was full
    :param closed: an open month counts for nothing yet
    """

    month: date
    full: bool
    closed: bool = True


def completed_streaks(marks, length, mode="consuming"):
    """Find the streaks that earn the bonus, each once.

    :param marks: of one employee, in any order
    :param length: months (at least 1)
    :param mode: "consuming": a month counts for one streak only; "rolling": each full
        month that has enough of them behind it completes one
    :return: [(first month, last month), …] in order; the last month names the streak
    """
    streaks = []
    for row in _rows(marks):
        step = length if mode == "consuming" else 1
        for end in range(length, len(row) + 1, step):
            streaks.append((row[end - length], row[end - 1]))
    return streaks


def _rows(marks):
    """Closed full months, parted where a month is missing."""
    rows = []
    for mark in sorted(marks):
        if not (mark.full and mark.closed):
            continue
        if rows and _number(mark.month) == _number(rows[-1][-1]) + 1:
            rows[-1].append(mark.month)
        else:
            rows.append([mark.month])
    return rows


def _number(month):
    return 12 * month.year + month.month
