"""On which day a date that comes back each year lies, by the sun or by the moon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lunardate import LunarDate

SOLAR, LUNAR = "solar", "lunar"
#: Lunar years that the tables know.
FIRST_YEAR, LAST_YEAR = 1900, 2099
#: A solar year in which every date exists, and the last day that each month has there.
LEAP_YEAR = 2000
MONTHS = range(1, 13)


@dataclass(frozen=True)
class Yearly:
    """A date without a year.

    :ivar calendar: ``solar`` or ``lunar``
    :ivar is_leap: of the lunar month that is put in after the one of its number (闰月)
    :ivar after: 29 February is kept on 1 March in common years, else on 28 February
    """

    calendar: str
    month: int
    day: int
    is_leap: bool = False
    after: bool = False


def problem(yearly: Yearly, year: int | None = None) -> str:
    """What is wrong with a date, as a code; empty if there is such a date.

    :param year: the one in which it was, of the calendar of the date; None: not known
    """
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return "year"
    if yearly.month not in MONTHS:
        return "month"
    if yearly.calendar == LUNAR:
        return _lunar_problem(yearly, year)
    return "" if _solar(yearly, year or LEAP_YEAR) else "day"


def _lunar_problem(yearly: Yearly, year: int | None) -> str:
    if not 1 <= yearly.day <= 30:
        return "lunar_day"
    years = range(FIRST_YEAR, LAST_YEAR + 1) if year is None else (year,)
    if yearly.is_leap and not any(_has_leap(each, yearly.month) for each in years):
        return "never_leap" if year is None else "no_leap"
    if not any(_lunar(yearly, each) for each in years):
        return "lunar_short"
    return ""


def day_of(yearly: Yearly, year: int) -> date:
    """The day on which a date is kept in a year of its calendar.

    29 February in a common year: the day before or after. A leap month in a year
    without it: the ordinary month of that number. Day 30 of a lunar month of 29 days:
    its last day.
    """
    if yearly.calendar == SOLAR:
        found = _solar(yearly, year)
        return found or (date(year, 3, 1) if yearly.after else date(year, 2, 28))
    leap = yearly.is_leap and _has_leap(year, yearly.month)
    kept = Yearly(LUNAR, yearly.month, yearly.day, leap)
    return _lunar(kept, year) or _lunar(Yearly(LUNAR, yearly.month, 29, leap), year)


def between(yearly: Yearly, first: date, last: date) -> Iterator[tuple[int, date]]:
    """The days on which a date is kept, with the year of its calendar.

    A lunar year reaches into the next solar one; so of a span of one solar year there
    may be two, or none. The year tells them apart.

    :param first: first day that counts
    :param last: last day that counts
    """
    lunar = yearly.calendar == LUNAR
    for year in range(first.year - lunar, last.year + 1):
        if lunar and not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        day = day_of(yearly, year)
        if first <= day <= last:
            yield year, day


def _solar(yearly: Yearly, year: int) -> date | None:
    try:
        return date(year, yearly.month, yearly.day)
    except ValueError:
        return None


def _has_leap(year: int, month: int) -> bool:
    return LunarDate.leap_month_for_year(year) == month


def _lunar(yearly: Yearly, year: int) -> date | None:
    lunar = LunarDate(year, yearly.month, yearly.day, yearly.is_leap)
    try:
        return lunar.to_solar_date()
    except ValueError:
        return None
