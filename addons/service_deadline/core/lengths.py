"""How long a promise may be: what no table of working hours reaches is never due."""

from datetime import date

#: Longer promises are a slip of the pen. Tables of hours reach this far, and further.
MOST_YEARS = 10
DAYS_A_YEAR, WEEKS_A_YEAR, HOURS_A_DAY = 365, 52, 24
WORKING_DAYS_A_WEEK, WORKING_HOURS_A_WEEK = 5, 40


def years_of(figure, unit, clock, hours_a_week=0):
    """About how many years a figure takes.

    :param unit: "minute", "hour" or "day"
    :param clock: "working" or "elapsed"
    :param hours_a_week: of working time; 0: as most people work
    """
    working = clock == "working"
    if unit == "day":
        days = WORKING_DAYS_A_WEEK * WEEKS_A_YEAR if working else DAYS_A_YEAR
        return figure / days
    hours = figure / 60 if unit == "minute" else figure
    if working:
        return hours / ((hours_a_week or WORKING_HOURS_A_WEEK) * WEEKS_A_YEAR)
    return hours / HOURS_A_DAY / DAYS_A_YEAR


def usable_dates(now):
    """First and last date from which a promise may count, or by which it may be due."""
    return date(1970, 1, 1), date(now.year + MOST_YEARS, 12, 31)


def is_usable(moment):
    """Whether a promise can count from a moment, or be due by it, at all."""
    return 1970 <= moment.year < 9000
