"""What an employee was to work: shifts with absolute bounds and a date of their own."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Shift:
    """One planned stretch of work; a lunch break stays inside.

    :param work_date: local date of its start: a night shift belongs to the evening
    :param pieces: ((start, end), …) in order, instants
    """

    work_date: date
    pieces: tuple
    tz: str


def plan_shifts(pieces, tz, split_gap):
    """Join the pieces of a schedule to shifts.

    Load a day more before and behind the dates that are asked for: a shift may begin
    the evening before, and the windows for punches depend on the neighbours.

    :param pieces: [(start, end), …] instants in any order; an end one microsecond
        before midnight, as Odoo has it, is to be rounded up
    :param split_gap: seconds; a longer gap parts two shifts
    :return: [Shift, …] in order
    """
    raise NotImplementedError
