"""When something is that was agreed for a day: plain Python, no ORM."""

from datetime import date, datetime, time, timedelta

from pytz import timezone, utc

SECOND = timedelta(seconds=1)


def end_of_day(day: date, tz: str) -> datetime:
    """Return the last second of a local day, in UTC without a zone, as Odoo has it."""
    midnight = timezone(tz).localize(datetime.combine(day + timedelta(days=1), time()))
    return midnight.astimezone(utc).replace(tzinfo=None) - SECOND


def hours_of_day(
    day: date, begins: float, lasts: float, tz: str
) -> tuple[datetime, datetime]:
    """Return from when until when it is, in UTC without a zone, in whole seconds.

    :param begins: hours after midnight, by the clock on the wall: 14.5 is half past two
    :param lasts: hours
    """
    wall = datetime.combine(day, time()) + timedelta(seconds=round(begins * 3600))
    start = timezone(tz).localize(wall).astimezone(utc).replace(tzinfo=None)
    return start, start + timedelta(seconds=round(lasts * 3600))


def as_hours_of_day(start: datetime, stop: datetime, tz: str) -> tuple:
    """Return the local day, when it begins on it and how long it lasts, both in hours.

    The inverse of :func:`hours_of_day`.

    :param start: in UTC without a zone, as ``stop``
    """
    wall = utc.localize(start).astimezone(timezone(tz)).replace(tzinfo=None)
    since_midnight = wall - datetime.combine(wall.date(), time())
    length = stop - start
    return wall.date(), since_midnight.seconds / 3600, length.total_seconds() / 3600
