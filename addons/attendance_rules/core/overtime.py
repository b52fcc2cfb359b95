"""Overtime: worked outside the plan, and approved."""

from dataclasses import dataclass


@dataclass(slots=True)
class OvertimeTotal:
    """Overtime of a month.

    :param approved: {day type: seconds}
    :param weighted: seconds times the rate of their day type
    :param lines: warnings: ("overtime_day", …), ("overtime_month", …)
    """

    approved: dict
    unapproved: int = 0
    weighted: int = 0
    lines: tuple = ()


def compensable(outside, windows):
    """Seconds worked outside the plan that lie in approved windows.

    :param outside: [(start, end), …]
    :param windows: [Window, …] in any order, overlapping ones count once
    """
    raise NotImplementedError


def share_of_windows(outside, windows):
    """Seconds that count for each window: {window id: seconds}; the earlier request
    takes what two of them cover."""
    raise NotImplementedError


def judge_overtime(days, terms):
    """Sum up a month's overtime.

    :param days: {date: (day type, DayVerdict)}
    :rtype: OvertimeTotal
    """
    raise NotImplementedError
