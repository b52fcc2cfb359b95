"""What is known of an employee's days, before anything is judged."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from .binding import bind
from .plan import Plan, dates_between, day_span, local_date

ONE_DAY = timedelta(days=1)


class Absence(NamedTuple):
    """Time off.

    :param kind: "leave" (approved), "trip" (approved and counted as work: business
        trip, training, work at home) or "pending" (asked for)
    :param type_id: of the leave type, for the lines
    :param breaks_full: whether it ends full attendance (by leave type)
    """

    start: int
    end: int
    kind: str = "leave"
    type_id: int = 0
    breaks_full: bool = False


class Window(NamedTuple):
    """An approved request for overtime."""

    start: int
    end: int
    id: int = 0


class Excuse(NamedTuple):
    """An approved cause (a lift, a storm): what it touches is not counted."""

    start: int
    end: int
    id: int = 0


@dataclass(slots=True)
class Person:
    """What is known of one employee over some dates.

    :param employed: ((first date, last date or None), …)
    :param plan: Plan, one day more at both ends (shared by all who have the same
        schedule)
    :param day_types: {date: "restday" | "holiday"}; other dates are "workday" if they
        have a shift, else "restday"
    :param flexible: {date: planned seconds} of dates without fixed hours
    :param allowances: {date: seconds} that the person may come later (after night duty)
    :param exempt: dates that are not judged (first and last day, by policy)
    :param now: instant; what is planned after it has not happened yet
    """

    tz: str
    plan: object = field(default_factory=Plan)
    punches: tuple = ()
    absences: tuple = ()
    overtime: tuple = ()
    excuses: tuple = ()
    employed: tuple = ((date.min, None),)
    day_types: dict = field(default_factory=dict)
    flexible: dict = field(default_factory=dict)
    allowances: dict = field(default_factory=dict)
    exempt: frozenset = frozenset()
    now: int | None = None


@dataclass(slots=True)
class DayFacts:
    """All that the verdict on one date depends on.

    :param shifts: of this work date
    :param punches: per shift the tuple of punches in its window
    :param rest: punches of this date outside every window
    :param flexible: planned seconds of a date without fixed hours, else None
    """

    work_date: date
    shifts: tuple = ()
    punches: tuple = ()
    rest: tuple = ()
    absences: tuple = ()
    overtime: tuple = ()
    excuses: tuple = ()
    employed: bool = True
    day_type: str = "workday"
    flexible: int | None = None
    allowance: int = 0
    exempt: bool = False
    now: int | None = None
    tz: str = "UTC"


def facts_of_days(person, first, last, terms):
    """Sort what is known by date.

    :param first: first date; ``last``: last date, included
    :return: [DayFacts, …] one per date, in order
    """
    bound = bind(person.plan, person.punches, terms)
    rest = _rest_of_dates(bound.rest, person.tz)
    touched = _touched_dates(person)
    days = []
    for work_date in dates_between(first, last):
        day = _day(person, work_date, bound.by_shift)
        if work_date in rest:
            day.rest = tuple(rest[work_date])
        if work_date in touched:
            _add_requests(person, day)
        days.append(day)
    return days


def _day(person, work_date, by_shift):
    """Facts of a date, without requests."""
    plan = person.plan
    places = plan.of_date.get(work_date, ())
    return DayFacts(
        work_date,
        plan.shifts_of[work_date] if places else (),
        tuple([tuple(by_shift.get(place, ())) for place in places]),
        employed=_is_employed(person.employed, work_date),
        day_type=person.day_types.get(work_date, "workday" if places else "restday"),
        flexible=person.flexible.get(work_date),
        allowance=person.allowances.get(work_date, 0),
        exempt=work_date in person.exempt,
        now=person.now,
        tz=person.tz,
    )


def _touched_dates(person):
    """Dates that requests may touch: theirs, and one more at both ends."""
    dates = set()
    for request in (*person.absences, *person.overtime, *person.excuses):
        first = local_date(request.start, person.tz) - ONE_DAY
        last = local_date(request.end, person.tz) + ONE_DAY
        dates.update(dates_between(first, last))
    return dates


def _is_employed(spans, work_date):
    for first, last in spans:
        if first <= work_date and (last is None or work_date <= last):
            return True
    return False


def _rest_of_dates(punches, tz):
    """Punches outside every window, by local date and cut at midnight."""
    result = {}
    for punch in punches:
        work_date = local_date(punch.anchor, tz)
        end = day_span(work_date, tz)[1]
        while punch.start is not None and punch.end and punch.end > end:
            part = punch._replace(end=end)
            result.setdefault(work_date, []).append(part)
            work_date += ONE_DAY
            punch = punch._replace(start=end)
            end = day_span(work_date, tz)[1]
        result.setdefault(work_date, []).append(punch)
    return result


def _add_requests(person, day):
    """Give a date the leaves, overtime and excuses that touch it or its shifts."""
    start, end = day_span(day.work_date, person.tz)
    for shift, punches in zip(day.shifts, day.punches, strict=True):
        start, end = min(start, shift.start), max(end, shift.end)
        for punch in punches:
            end = max(end, punch.anchor, punch.end or 0)
    day.absences = _touching(person.absences, start, end)
    day.overtime = _touching(person.overtime, start, end)
    day.excuses = _touching(person.excuses, start, end)


def _touching(spans, start, end):
    return tuple(sorted([s for s in spans if s[0] < end and start < s[1]]))
