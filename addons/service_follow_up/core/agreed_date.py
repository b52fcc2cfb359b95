"""Until when something is due that was agreed for a day: plain Python, no ORM."""

from datetime import date, datetime, time, timedelta

from pytz import timezone, utc

SECOND = timedelta(seconds=1)


def end_of_day(day: date, tz: str) -> datetime:
    """Return the last second of a local day, in UTC without a zone, as Odoo has it."""
    midnight = timezone(tz).localize(datetime.combine(day + timedelta(days=1), time()))
    return midnight.astimezone(utc).replace(tzinfo=None) - SECOND
