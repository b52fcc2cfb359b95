"""Overtime: worked outside the plan, and approved."""

from dataclasses import dataclass, field

from . import spans


@dataclass(slots=True)
class OvertimeTotal:
    """Overtime of a month.

    :param approved: {day type: seconds}
    :param unapproved: seconds worked outside the plan that nobody asked for: shown
    :param weighted: approved seconds times the rate of their day type
    :param lines: warnings: ("overtime_day", …), ("overtime_month", …)
    """

    approved: dict = field(default_factory=dict)
    unapproved: int = 0
    weighted: int = 0
    lines: tuple = ()


def compensable(outside, windows):
    """Seconds worked outside the plan that lie in approved windows.

    :param outside: sorted spans
    :param windows: (start, end, …) in any order; what two cover counts once
    """
    if not windows:
        return 0
    approved = spans.merged([window[:2] for window in windows])
    return spans.length(spans.common(outside, approved))


def share_of_windows(outside, windows):
    """Seconds that count for each window; the earlier takes what two of them cover.

    :param windows: [Window, …]
    :return: {window id: seconds}
    """
    shares = {}
    for window in sorted(windows):
        parts = spans.common(outside, [window[:2]])
        shares[window.id] = spans.length(parts)
        outside = spans.minus(outside, parts)
    return shares


def judge_overtime(days, terms):
    """Sum up a month's overtime.

    :param days: {date: (day type, DayVerdict)}
    :rtype: OvertimeTotal
    """
    total, lines = OvertimeTotal(), []
    for work_date, (day_type, day) in sorted(days.items()):
        approved = day.overtime_approved
        total.unapproved += day.overtime - approved
        if approved:
            total.approved[day_type] = total.approved.get(day_type, 0) + approved
            if 0 < terms.overtime_day_warning < approved:
                lines.append(_day_line(work_date, approved, terms))
    total.weighted = round(
        sum(
            seconds * terms.overtime_rates.get(day_type, 1)
            for day_type, seconds in total.approved.items()
        )
    )
    worked = sum(total.approved.values())
    if 0 < terms.overtime_month_warning < worked:
        limit = terms.overtime_month_warning
        lines.append(("overtime_month", {"seconds": worked, "limit": limit}))
    total.lines = tuple(lines)
    return total


def _day_line(work_date, seconds, terms):
    figures = {
        "date": work_date.isoformat(),
        "seconds": seconds,
        "limit": terms.overtime_day_warning,
    }
    return "overtime_day", figures
