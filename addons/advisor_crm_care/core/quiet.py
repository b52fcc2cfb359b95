"""When a message may reach somebody: not in the quiet hours of the place."""

from datetime import date, datetime, time, timedelta

from pytz import timezone, utc

DAY = timedelta(days=1)


def local_day(moment: datetime, tz: str) -> date:
    """The day of an instant (naive UTC) where a time zone is."""
    return utc.localize(moment).astimezone(timezone(tz)).date()


def instant(day: date, minute: int, tz: str) -> datetime:
    """A minute of a local day as naive UTC; 1440 is the next midnight."""
    day, minute = day + DAY * (minute // 1440), minute % 1440
    local = datetime.combine(day, time(minute // 60, minute % 60))
    return timezone(tz).localize(local).astimezone(utc).replace(tzinfo=None)


def next_allowed(moment: datetime, tz: str, quiet: tuple[int, int]) -> datetime:
    """The instant itself, or the end of the quiet hours in which it lies.

    :param moment: naive UTC
    :param quiet: minutes of the local day from which and until which it is quiet, also
        past midnight; the same twice: never
    """
    local = utc.localize(moment).astimezone(timezone(tz))
    begin, end = quiet
    minute = local.hour * 60 + local.minute
    if begin <= end:
        if not begin <= minute < end:
            return moment
        day = local.date()
    else:
        if end <= minute < begin:
            return moment
        day = local.date() if minute < end else local.date() + DAY
    return max(moment, instant(day, end, tz))
