"""What a date's punches come to, whatever the plan."""

from . import overtime, spans


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


def add_presence(day, facts, outside=(), first_in=None, last_out=None):
    """Add first in, last out, and what was worked outside the plan.

    :param outside: spans of presence around the shifts
    :param first_in: of the date's shifts, as their punches were understood
    :param last_out: likewise
    """
    rest = facts.rest
    if rest:
        outside = [*outside, *filter(None, map(closed_span, rest))]
        first_in = earliest([first_in, *[punch.start for punch in rest]])
        last_out = latest([last_out, *[punch.end for punch in rest]])
    day.first_in, day.last_out = first_in, last_out
    if outside:
        outside = spans.merged(outside)
        day.overtime = spans.length(outside)
        day.overtime_approved = overtime.compensable(outside, facts.overtime)
        day.worked += day.overtime
    for punches in (*facts.punches, rest):
        for punch in punches:
            day.corrected |= punch.corrected


def overtime_line(day, facts):
    """Line on what was worked outside the plan."""
    figures = {
        "seconds": day.overtime,
        "approved": day.overtime_approved,
        "day_type": facts.day_type,
    }
    return "overtime", figures
