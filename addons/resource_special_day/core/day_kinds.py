"""What a date is for a schedule: holiday, weekend or working day, without ORM.

Dates are local dates of the schedule's time zone, instants are aware datetimes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from .special_days import LONGEST_BREAK, SpecialDay

HOLIDAY, WEEKEND, WORKDAY = "holiday", "weekend", "workday"
ONE_DAY, ONE_SECOND = timedelta(days=1), timedelta(seconds=1)
PAUSE = timedelta(hours=LONGEST_BREAK)


def day_kinds(
    first: date,
    last: date,
    zone,
    days: Iterable[SpecialDay],
    hours: Iterable[tuple[datetime, datetime]] | None,
    closings: Iterable[tuple[datetime, datetime]],
    nights: Collection[date] = (),
) -> dict[date, str]:
    """Return what each date is from the first to the last, both included.

    A **holiday** is a date that a special day says is free, or on which everything is
    closed: time off for all covers every hour of work of the date. Three closed hours
    of a working day make no holiday. A date without hours that lies in such time off
    (the Sunday of a festival) is a holiday if it is closed at noon. Of the other dates
    those with hours are **working days**, those without belong to the **weekend**.

    A night belongs to the evening on which it begins: a date on which only its end
    lies (the Saturday after a Friday night) has no hours of its own.

    :param zone: pytz zone of the schedule
    :param hours: of work on these dates and the one before, make-up days included,
        sorted; None for a schedule that has no hours at all: it says nothing about
        weekends
    :param closings: time off for all, as Odoo stores it
    :param nights: dates at whose first midnight a night lies by the schedule, also when
        the evening is a holiday
    """
    of_date = defaultdict(list)
    for start, end in hours or ():
        of_date[start.astimezone(zone).date()].append((start, end))
    closed = merged(closings)
    free = {day.date for day in days if not day.is_working}
    kinds = {}
    for number in range((last - first).days + 1):
        day = first + ONE_DAY * number
        noon = zone.localize(datetime.combine(day, time(12)))
        worked = of_date.get(day, [])
        if day in nights or _goes_on(of_date.get(day - ONE_DAY), worked, zone):
            worked = _begun(worked, zone)
        if day in free or all(
            _covered(span, closed) for span in worked or [(noon, noon + ONE_SECOND)]
        ):
            kinds[day] = HOLIDAY
        else:
            kinds[day] = WORKDAY if worked or hours is None else WEEKEND
    return kinds


def _goes_on(evening, pieces, zone):
    """Whether the hours of an evening go on after midnight."""
    if not evening or not pieces:
        return False
    start, until = evening[-1]
    return pieces[0][0] - until <= ONE_SECOND and not _is_midnight(start, zone)


def _begun(pieces, zone):
    """Return the hours of a date without the end of the night before."""
    if not pieces or not _is_midnight(pieces[0][0], zone):
        return pieces
    until = pieces[0][0]
    for number, (start, stop) in enumerate(pieces):
        if number and start - until > PAUSE:
            return pieces[number:]
        until = stop
    # What goes on until the next midnight is no night, but work around the clock.
    return pieces if _is_midnight(until + ONE_SECOND, zone) else []


def _is_midnight(moment, zone):
    """Whether a local date begins, to the second."""
    return moment.astimezone(zone).replace(microsecond=0).time() == time.min


def merged(
    closings: Iterable[tuple[datetime, datetime]],
) -> list[tuple[datetime, datetime]]:
    """Return the stretches of time off, joined where they touch.

    Odoo's days end a second before midnight: they are taken to reach it.
    """
    result = []
    for start, end in sorted(closings):
        if end.second == 59:
            end = end.replace(microsecond=0) + ONE_SECOND
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def _covered(span, closed):
    return any(start <= span[0] and span[1] <= end for start, end in closed)
