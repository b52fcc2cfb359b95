"""How much notice a leave gives, and until when its certificate is due (CS-1.2)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo


def notice_given(requested_at: datetime, tz: str, first_day: date) -> int:
    """Return the calendar days between the request and the first day of leave.

    :param requested_at: aware instant of the request
    :param tz: the employee's time zone: a request before midnight there counts as
        made that day, wherever the server is
    :return: 0 on the first day itself, negative afterwards
    """
    return (first_day - requested_at.astimezone(ZoneInfo(tz)).date()).days


def earliest_leave_day(today: date, notice_days: int) -> date:
    """Return the first day that a request made today can still ask for."""
    return today + timedelta(days=notice_days)


def certificate_due(last_day: date, requested_on: date, days: int) -> date:
    """Return the last day for the certificate.

    It follows after the leave, because people are ill; a leave that is registered
    after it ended counts from the day on which it was registered.
    """
    return max(last_day, requested_on) + timedelta(days=days)
