"""Prices of different days and currencies, side by side: plain Python."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date


def rate_on(day: date, rates: Sequence[tuple[date, float]]) -> float | None:
    """The rate of a day: the last one until then, else the first there is.

    :param rates: (day, rate), sorted by day
    """
    if not rates:
        return None
    place = bisect_right([when for when, _rate in rates], day)
    return rates[max(place - 1, 0)][1]


def days_of_rates(
    some: Collection[date], days: Sequence[date]
) -> tuple[date | None, date | None]:
    """From which day on, and until before which day, the rates of some days count.

    None: without an end on that side, since the first rate counts for what was before.

    :param some: days of these rates, at least one
    :param days: the days of all rates of the same list, sorted
    """
    first, last = min(some), max(some)
    end = bisect_right(days, last)
    return (
        None if first <= days[0] else first,
        days[end] if end < len(days) else None,
    )


def converted(
    amount: float, rate: float | None, own_rate: float | None
) -> float | None:
    """An amount in the own currency; None where nobody knows the rate.

    :param rate: units of the amount's currency for one unit of the reference
    :param own_rate: the same of the own currency
    """
    if not rate or not own_rate:
        return None
    return amount / rate * own_rate


def change_percent(old: float, new: float) -> int | None:
    """By how many percent a price has changed; None: it was nothing before."""
    return round((new - old) / old * 100) if old else None
