"""What comes in by the hour, against what usually does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

HOURS = 24
#: Same days of the week before today that are compared.
WEEKS = 8


@dataclass(frozen=True, slots=True)
class Inflow:
    """Requests by hour (0 to 23): today's, and the mean of the days compared."""

    today: list[int]
    usual: list[float]
    days: int  # that are compared; 0: nothing is known of what is usual

    def until(self, hour: int) -> tuple[int, float]:
        """What came today and what usually comes, up to the end of an hour."""
        return sum(self.today[: hour + 1]), sum(self.usual[: hour + 1])


def compared_days(today: date) -> list[date]:
    """The same days of the week before today."""
    return [today - timedelta(weeks=week) for week in range(1, WEEKS + 1)]


def inflow(rows: Iterable[tuple[date, int, int]], today: date) -> Inflow:
    """Sum up ``(date, hour, number of requests)``.

    A day on which nothing at all came was a holiday or lies before the beginning: it is
    not compared, so that it does not make today look busy.
    """
    now, past, days = [0] * HOURS, [0] * HOURS, set()
    for day, hour, count in rows:
        if day == today:
            now[hour] += count
        else:
            past[hour] += count
            days.add(day)
    usual = [round(count / len(days), 1) if days else 0.0 for count in past]
    return Inflow(now, usual, len(days))
