"""Between Odoo's times (naive UTC) and whole seconds since the epoch."""

from calendar import timegm
from datetime import UTC, date, datetime, time, timedelta

from pytz import timezone as zone_of

DAY = timedelta(days=1)


def to_seconds(moment: datetime) -> int:
    """Seconds of a naive UTC time; a part of a second is rounded."""
    return timegm(moment.timetuple()) + (moment.microsecond >= 500_000)


def to_datetime(seconds: int | None) -> datetime | None:
    """Naive UTC time, as Odoo stores it."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def midnight(day: date, tz: str) -> int:
    """Instant at which a local date begins."""
    return int(zone_of(tz).localize(datetime.combine(day, time.min)).timestamp())


def dates(first: date, last: date) -> list[date]:
    """All dates from the first to the last, both included."""
    return [first + DAY * count for count in range((last - first).days + 1)]


def first_of_month(day: date) -> date:
    """First date of the month in which a date lies."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """First date of the following month."""
    return (month.replace(day=28) + DAY * 4).replace(day=1)


def months(first: date, last: date) -> list[date]:
    """First dates of the months that two dates span."""
    month, found = first_of_month(first), []
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found
