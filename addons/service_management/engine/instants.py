"""Between Odoo's naive UTC datetimes and the core's whole seconds."""

from datetime import UTC, date, datetime, time


def to_seconds(value):
    """Whole seconds since the epoch of a naive UTC datetime, a date, or None."""
    if not value:
        return None
    if not isinstance(value, datetime) and isinstance(value, date):
        value = datetime.combine(value, time())
    return int(value.replace(tzinfo=UTC).timestamp())


def to_datetime(seconds):
    """Naive UTC datetime of an instant, or None."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
