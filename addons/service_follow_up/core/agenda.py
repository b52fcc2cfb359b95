"""When a series meets next, and what comes up there: plain Python, no ORM."""

from datetime import date

from dateutil.relativedelta import relativedelta

WEEK, MONTH = "week", "month"


def next_date(day: date, every: int, unit: str) -> date:
    """Return when a series meets next; the last day of a month stays within it.

    :param every: every so many weeks or months
    """
    step = {WEEK: {"weeks": every}, MONTH: {"months": every}}[unit]
    return day + relativedelta(**step)


def comes_up(not_before: date | None, day: date) -> bool:
    """Whether an open point is on the agenda of a day: not before it was put off to."""
    return not_before is None or not_before <= day
