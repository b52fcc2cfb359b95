"""What a date's punches come to, whatever the plan."""

from itertools import chain
from typing import NamedTuple

from ...base_engine_tools.core import spans
from . import overtime


def closed_span(punch):
    """A punch as a span, or None while an end of it is missing."""
    if punch.start is None or punch.end is None:
        return None
    return punch.start, punch.end


def earliest(instants):
    """The first of instants that are known, or None."""
    return min([i for i in instants if i is not None], default=None)


def latest(instants):
    """The last of instants that are known, or None."""
    return max([i for i in instants if i is not None], default=None)


class Presence(NamedTuple):
    """What was seen of somebody on a date; amounts in seconds.

    :param overtime: worked outside the plan; ``approved``: of it, within requests
    :param corrected: rests on a punch that was changed by hand
    """

    first_in: int | None
    last_out: int | None
    overtime: int = 0
    approved: int = 0
    corrected: bool = False

    def overtime_line(self, facts):
        """Line on what was worked outside the plan."""
        figures = {
            "seconds": self.overtime,
            "approved": self.approved,
            "day_type": facts.day_type,
        }
        return "overtime", figures


def presence_of(facts, outside=(), first_in=None, last_out=None):
    """First in, last out, and what was worked outside the plan.

    :param DayFacts facts:
    :param outside: spans of presence around the shifts
    :param first_in: of the date's shifts, as their punches were understood
    :param last_out: likewise
    :rtype: Presence
    """
    rest = facts.rest
    if rest:
        outside = [*outside, *filter(None, map(closed_span, rest))]
        first_in = earliest([first_in, *[punch.start for punch in rest]])
        last_out = latest([last_out, *[punch.end for punch in rest]])
    worked = approved = 0
    if outside:
        outside = spans.merged(outside)
        worked = spans.length(outside)
        approved = overtime.compensable(outside, facts.overtime)
    corrected = any(punch.corrected for punch in chain(*facts.punches, rest))
    return Presence(first_in, last_out, worked, approved, corrected)
