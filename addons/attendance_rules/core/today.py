"""Where somebody is at this moment: what the board of today shows."""

from typing import NamedTuple

STATES = ("present", "late", "missing", "leave", "not_due", "free")


class Person(NamedTuple):
    """What is known of a person's day. Moments are seconds since the epoch, UTC.

    :param due: when the person must be there; None if nothing is planned
    :param tolerance: seconds after ``due`` that are not yet late
    :param came: first punch of the day
    :param off: on leave or a trip at this moment
    """

    due: int | None
    tolerance: int
    came: int | None
    off: bool


def state(person, now):
    """Return one of ``STATES``.

    >>> state(Person(due=100, tolerance=10, came=105, off=False), now=200)
    'present'
    >>> state(Person(due=100, tolerance=10, came=None, off=False), now=105)
    'not_due'
    """
    if person.came is not None:
        late = person.due is not None and person.came > person.due + person.tolerance
        return "late" if late else "present"
    if person.off:
        return "leave"
    if person.due is None:
        return "free"
    return "missing" if now > person.due + person.tolerance else "not_due"


def due_after(due, absences):
    """Return when the person must be there, once the absences over it have ended.

    :param absences: (start, end) of leave and trips

    >>> due_after(100, [(50, 200), (200, 300)])
    300
    """
    for start, end in sorted(absences):
        if start <= due < end:
            due = end
    return due


def first_punch(punches, start):
    """Return when the person came: the first press of the day, whatever the clock took
    it for, or the open punch that reaches into it.

    :param punches: (start, end), end None for who is still there
    :param start: from when on a punch belongs to the day
    """
    came = [begin for begin, end in punches if begin >= start or end is None]
    came += [end for begin, end in punches if end is not None and begin < start <= end]
    return min(came, default=None)
