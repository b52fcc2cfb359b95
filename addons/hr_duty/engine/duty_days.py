"""Which days are off at a company, for the roster: loaded once, plain values."""

from datetime import timedelta

from pytz import timezone, utc

from ..core.duty_shifts import DaysOff

WEEK = frozenset(range(7))


def days_off(companies):
    """Return the weekends, holidays and make-up days of companies.

    Holidays are the special days of the company's working schedule and its public
    holidays in time off.

    :rtype: dict[int, DaysOff]
    """
    return {company.id: _days_off(company) for company in companies}


def _days_off(company):
    calendar = company.resource_calendar_id.sudo()
    special = calendar._get_special_days(company.id) if calendar else ()
    worked = {int(line.dayofweek) for line in calendar.attendance_ids}
    holidays = {day.date for day in special if not day.is_working}
    return DaysOff(
        # A schedule without any hours says nothing about weekends.
        weekdays=WEEK - worked if worked else frozenset(),
        holidays=frozenset(holidays | _public_holidays(calendar, company)),
        worked=frozenset(day.date for day in special if day.is_working),
    )


def _public_holidays(calendar, company):
    leaves = calendar.env["resource.calendar.leaves"].search(
        [
            ("resource_id", "=", False),
            ("time_type", "=", "leave"),
            ("company_id", "=", company.id),
            ("calendar_id", "in", [False, calendar.id]),
        ]
    )
    return {
        day
        for leave in leaves
        for day in _local_dates(leave.date_from, leave.date_to, calendar.tz or "UTC")
    }


def _local_dates(start, stop, tz):
    """Yield the local dates that a stored (UTC) range touches."""
    zone = timezone(tz)
    day, last = (utc.localize(bound).astimezone(zone).date() for bound in (start, stop))
    while day <= last:
        yield day
        day += timedelta(1)
