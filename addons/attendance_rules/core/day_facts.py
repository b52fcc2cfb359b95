"""What is known of an employee's days, before anything is judged."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from ...base_engine_tools.core import spans
from .binding import Punch, bind
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


#: The plan of who has none, one for all: it never changes.
NO_PLAN = Plan()


@dataclass(slots=True)
class Person:
    """What is known of one employee over some dates.

    :param employed: ((first date, last date or None), …)
    :param plan: Plan, one day more at both ends (shared by all who have the same
        schedule)
    :param punches: in any order, each a ``Punch`` or a plain tuple of the same values;
        or ``Stays``
    :param day_types: {date: "restday" | "holiday"}; other dates are "workday" if a
        shift begins on them, else "restday"
    :param flexible: {date: planned seconds} of dates without fixed hours
    :param allowances: {date: seconds} that the person may come later (after night duty)
    :param exempt: dates that are not judged (first and last day, by policy)
    :param now: instant; what is planned after it has not happened yet
    """

    tz: str
    plan: object = NO_PLAN
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

    def day_type(self, work_date):
        """Type of a date, for the rate of overtime."""
        usual = "workday" if self.plan.is_workday(work_date) else "restday"
        return self.day_types.get(work_date, usual)

    def is_employed(self, first, last=None):
        """Whether the person is employed on a date, or from one to another."""
        until = last or first
        for begin, end in self.employed:
            if begin <= first and (end is None or until <= end):
                return True
        return False


@dataclass(slots=True)
class DayFacts:
    """All that the verdict on one date depends on.

    :param shifts: of this work date
    :param punches: per shift the tuple of punches in its window
    :param rest: punches of this date outside every window
    :param flexible: planned seconds of a date without fixed hours, else None
    :param bounds: (start, end) in which work beside the shifts is of this date, because
        a holiday lies before or behind it; empty: wherever it is
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
    bounds: tuple = ()


class PersonDays:
    """What is known of one employee, sorted by date.

    :param Person person:
    :param Terms terms: of the policy
    :param Bound bound: the punches as they belong to shifts, if that is known
    """

    __slots__ = ("bounds", "by_shift", "person", "requests", "rest")

    def __init__(self, person, terms, bound=None):
        self.person = person
        if bound is None:
            bound = bind(person.plan, tuple(person.punches), terms)
        self.by_shift = bound.by_shift
        self.rest = _rest_of_dates(bound.rest, person.tz)
        self.bounds = {}
        for day, kind in person.day_types.items():
            if kind == "holiday":
                self._give_to_holiday(day)
        self.requests = {
            work_date: found
            for work_date in _near_requests(person)
            if any(found := self._requests(work_date))
        }

    def eventful(self, first, last):
        """Dates on which there may be more than the punches of planned shifts."""
        person = self.person
        dates = {*self.rest, *self.requests, *person.flexible, *self.bounds}
        dates.update(person.allowances, person.exempt)
        dates.update(person.day_types.keys() & person.plan.shifts_of.keys())
        if not person.is_employed(first, last):
            dates.update(dates_between(first, last))
        return dates

    def facts(self, work_date):
        """All that the verdict on a date depends on.

        :rtype: DayFacts
        """
        person = self.person
        absences, overtime, excuses = self.requests.get(work_date, ((), (), ()))
        return DayFacts(
            work_date,
            person.plan.shifts_of.get(work_date, ()),
            self._punches(work_date),
            tuple(self.rest.get(work_date, ())),
            absences,
            overtime,
            excuses,
            employed=person.is_employed(work_date),
            day_type=person.day_type(work_date),
            flexible=person.flexible.get(work_date),
            allowance=person.allowances.get(work_date, 0),
            exempt=work_date in person.exempt,
            now=person.now,
            tz=person.tz,
            bounds=self.bounds.get(work_date, ()),
        )

    def _give_to_holiday(self, day):
        """Let a holiday have what was worked on it before or after a shift of the dates
        beside it: the hours of a night are counted where they lie."""
        plan, (start, end) = self.person.plan, day_span(day, self.person.tz)
        for near in (day - ONE_DAY, day + ONE_DAY):
            for place in plan.of_date.get(near, ()):
                shift, window = plan.shifts[place], plan.windows[place]
                free = spans.minus([(start, end)], [(shift.start, shift.end)])
                if not spans.common(free, [window]):
                    continue
                since, until = self.bounds.get(near, (window[0], window[1]))
                if near < day:
                    self.bounds[near] = since, max(start, shift.end)
                else:
                    self.bounds[near] = min(end, shift.start), until
                for punch in self.by_shift.get(place, ()):
                    if punch[1] is not None and punch[2] is not None:
                        for part in spans.common(free, [(punch[1], punch[2])]):
                            part = Punch(punch[0], *part, punch[3])
                            self.rest.setdefault(day, []).append(part)

    def _punches(self, work_date):
        """Per shift the punches in its window."""
        places = self.person.plan.of_date.get(work_date, ())
        return tuple(
            [
                tuple([Punch(*punch) for punch in self.by_shift.get(place, ())])
                for place in places
            ]
        )

    def _requests(self, work_date):
        """Absences, overtime and excuses that touch a date, its shifts or their
        punches."""
        person = self.person
        start, end = day_span(work_date, person.tz)
        for place in person.plan.of_date.get(work_date, ()):
            shift = person.plan.shifts[place]
            start, end = min(start, shift.start), max(end, shift.end)
            for punch in self.by_shift.get(place, ()):
                end = max(end, punch[1] or 0, punch[2] or 0)
        return [
            _touching(spans, start, end) if spans else ()
            for spans in (person.absences, person.overtime, person.excuses)
        ]


def _near_requests(person):
    """Dates that requests may touch: theirs, and one more at both ends."""
    dates = set()
    for request in (*person.absences, *person.overtime, *person.excuses):
        first = local_date(request.start, person.tz) - ONE_DAY
        last = local_date(request.end, person.tz) + ONE_DAY
        dates.update(dates_between(first, last))
    return dates


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


def _touching(spans, start, end):
    return tuple(sorted([s for s in spans if s[0] < end and start < s[1]]))
