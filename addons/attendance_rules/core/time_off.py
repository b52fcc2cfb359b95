"""When a request for time off is off: from dates, halves and hours to instants.

Everything is read in the time zone of the working schedule, whatever zone the employee
has: nine o'clock of a schedule in Shanghai is nine o'clock in Shanghai.
"""

from datetime import date, timedelta
from typing import NamedTuple

from ...base_engine_tools.core import spans
from .plan import dates_between, day_span, instant_of

ONE_DAY = timedelta(days=1)
NOON = 12.0


class Request(NamedTuple):
    """What was asked for, as people say it.

    :param first: local date; ``last``: likewise, included
    :param from_half: "am" or "pm" of the first date; ``to_half``: of the last one;
        empty for whole days
    :param hours: (from, to), hours after midnight of the first and of the last date, or
        None
    """

    first: date
    last: date
    from_half: str = ""
    to_half: str = ""
    hours: tuple | None = None


def times_of(request, person):
    """Times that a request covers, for a person's plan.

    - Hours are hours of the clock.
    - A whole day covers the shifts that begin on it, also what lies after midnight. A
      date on which none begins that is to be worked is its own 24 hours: on the morning
      after the last night of a week, or when a holiday spares the next one, whoever
      takes that date off has asked for the end of the night before.
    - Half a day covers the hours of its date before or after its longest break at noon:
      of a night that began the evening before, too.

    :param Person person:
    :return: [(start, end), …]
    """
    if request.hours:
        start = instant_of(request.first, request.hours[0], person.tz)
        end = instant_of(request.last, request.hours[1], person.tz)
        return [(start, end)] if start < end else []
    times = []
    for day in dates_between(request.first, request.last):
        half = _half_of(request, day)
        if day in person.flexible:
            times.append(_flexible(person, day, half))
        elif half:
            times += _half(person, day, half, until_end=day < request.last)
        else:
            times.append(_whole(person, day))
    return [span for span in times if span[0] < span[1]]


def _half_of(request, day):
    """Which half of a date is asked for; empty for all of it."""
    starts = day == request.first and request.from_half == "pm"
    stops = day == request.last and request.to_half == "am"
    if starts and stops:
        return "none"
    return "pm" if starts else "am" if stops else ""


def _whole(person, day):
    shifts = [s for s in person.plan.shifts_of.get(day, ()) if not s.spared]
    if not shifts:
        return day_span(day, person.tz)
    return shifts[0].start, shifts[-1].end


def _half(person, day, half, until_end):
    """Half of the hours of a date.

    :param until_end: the leave goes on: after noon it takes the rest of the shift, too
    """
    start, end = day_span(day, person.tz)
    pieces = _pieces(person.plan, day, start, end)
    until, again = _break_at_noon(pieces, day, person.tz)
    if half == "am":
        return [(start, until)]
    if half == "pm":
        shifts = person.plan.shifts_of.get(day)
        rest = shifts[-1].end if shifts and until_end else end
        return [(again, max(end, rest))]
    return []


def _pieces(plan, day, start, end):
    """Hours of work that lie on a date, those of the night before included."""
    shifts = [
        shift
        for work_date in (day - ONE_DAY, day)
        for shift in plan.shifts_of.get(work_date, ())
    ]
    return spans.merged(
        part for shift in shifts for part in spans.common(shift.pieces, [(start, end)])
    )


def _break_at_noon(pieces, day, tz):
    """Where the first half of a date ends and where the second begins.

    It is the break that is nearest to noon. Hours without a break are parted at noon,
    or in the middle if noon is outside of them; but the end of a night is the first
    half, and its beginning the second.
    """
    noon = instant_of(day, NOON, tz)
    breaks = [(a[1], b[0]) for a, b in zip(pieces, pieces[1:], strict=False)]
    if breaks:
        return min(breaks, key=lambda gap: max(gap[0] - noon, noon - gap[1], 0))
    start, end = day_span(day, tz)
    if not pieces or start in pieces[0] or end in pieces[0]:
        return noon, noon
    if pieces[0][0] < noon < pieces[0][1]:
        return noon, noon
    middle = sum(pieces[0]) // 2
    return middle, middle


def _flexible(person, day, half):
    """Hours without a fixed time: half a day is half of them."""
    start, end = day_span(day, person.tz)
    if not half:
        return start, end
    noon, part = instant_of(day, NOON, person.tz), person.flexible[day] // 2
    if half == "am":
        return noon - part, noon
    return (noon, noon + part) if half == "pm" else (noon, noon)
