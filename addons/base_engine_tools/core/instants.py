"""Between Odoo's times (naive UTC) and whole seconds since the epoch.

An event lies *in* a second: :func:`to_seconds` leaves out what is less than one. The
bound of a period is *near* a second: Odoo ends days at 23:59:59.999999, and
:func:`to_nearest_second` makes midnight of that.
"""

from datetime import date, datetime, time, timedelta

from pytz import timezone as zone_of

ONE_DAY = timedelta(days=1)
#: Lengths in seconds.
MINUTE, HOUR, DAY = 60, 3_600, 86_400
EPOCH = datetime(1970, 1, 1)


def to_seconds(moment: date | datetime | None) -> int | None:
    """Second in which a naive UTC time lies; a date begins at midnight UTC."""
    if not moment:
        return None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    # A difference costs a fifth of what a time tuple costs: engines ask for each row.
    passed = moment - EPOCH
    return passed.days * DAY + passed.seconds


def to_nearest_second(moment: datetime) -> int:
    """Second that a naive UTC time is nearest to."""
    return to_seconds(moment) + (moment.microsecond >= 500_000)


def to_datetime(seconds: int | None) -> datetime | None:
    """Naive UTC time, as Odoo stores it."""
    return None if seconds is None else EPOCH + timedelta(0, seconds)


def midnight(day: date, tz: str) -> int:
    """Instant at which a local date begins."""
    return int(zone_of(tz).localize(datetime.combine(day, time.min)).timestamp())


def dates(first: date, last: date) -> list[date]:
    """All dates from the first to the last, both included."""
    return [first + ONE_DAY * count for count in range((last - first).days + 1)]


def first_of_month(day: date) -> date:
    """First date of the month in which a date lies."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """First date of the following month."""
    return (month.replace(day=28) + ONE_DAY * 4).replace(day=1)


def months(first: date, last: date) -> list[date]:
    """First dates of the months that two dates span."""
    month, found = first_of_month(first), []
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found
