"""Between Odoo's naive UTC datetimes and the core's whole seconds."""

from datetime import datetime, time, timedelta

EPOCH = datetime(1970, 1, 1)
DAY = 86_400
SECOND = timedelta(seconds=1)


def to_seconds(value):
    """Whole seconds since the epoch of a naive UTC datetime, a date, or None."""
    if not value:
        return None
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    passed = value - EPOCH
    return passed.days * DAY + passed.seconds


def to_datetime(seconds):
    """Naive UTC datetime of an instant, or None."""
    if seconds is None:
        return None
    return EPOCH + seconds * SECOND
