"""What a date's punches come to, whatever the plan."""

from . import overtime, spans


def closed_span(punch):
    """A punch as a span, or None while an end of it is missing."""
    if punch.start is None or punch.end is None:
        return None
    return punch.start, punch.end


def add_presence(day, facts, outside, bounds=()):
    """Add first in, last out, and what was worked outside the plan.

    :param outside: spans of presence outside the plan
    :param bounds: (first in, last out) of the date's shifts, as they were understood
    """
    outside = spans.merged(outside)
    day.overtime = spans.length(outside)
    day.overtime_approved = overtime.compensable(outside, facts.overtime)
    day.worked += day.overtime
    bounds = [*bounds, *[(punch.start, punch.end) for punch in facts.rest]]
    day.first_in = min([came for came, _w in bounds if came is not None], default=None)
    day.last_out = max([went for _c, went in bounds if went is not None], default=None)
    punches = [punch for bound in (*facts.punches, facts.rest) for punch in bound]
    day.corrected = any(punch.corrected for punch in punches)


def overtime_line(day, facts):
    """Line on what was worked outside the plan."""
    figures = {
        "seconds": day.overtime,
        "approved": day.overtime_approved,
        "day_type": facts.day_type,
    }
    return "overtime", figures
