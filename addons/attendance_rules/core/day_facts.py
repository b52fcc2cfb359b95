"""What is known of an employee's days, before anything is judged."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


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
    :param shifts: in order, one day more at both ends (shared by all who have the
        same schedule)
    :param day_types: {date: "restday" | "holiday"}; other dates are "workday" if they
        have a shift, else "restday"
    :param flexible: {date: planned seconds} of dates without fixed hours
    :param allowances: {date: seconds} that the person may come later (after night duty)
    :param exempt: dates that are not judged (first and last day, by policy)
    :param now: instant; what is planned after it has not happened yet
    """

    tz: str
    shifts: tuple = ()
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


def facts_of_days(person, first, last, terms):
    """Sort what is known by date.

    :param first: first date; ``last``: last date, included
    :return: [DayFacts, …] one per date, in order
    """
    raise NotImplementedError
