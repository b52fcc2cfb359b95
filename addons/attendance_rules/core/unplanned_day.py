"""The verdict on a date without planned hours: days off, and flexible schedules."""

from ...base_engine_tools.core import spans
from .plan import day_span
from .presence import closed_span, presence_of
from .verdict import DayVerdict


def judge_unplanned(facts, terms):
    """A rest day or holiday: what is worked on it counts only if it was approved.

    Who is still there has forgotten nothing: as long as the last stay may go on, its
    check-out is not missing.

    :param DayFacts facts:
    :param Terms terms:
    """
    if not facts.rest:
        return DayVerdict("holiday" if facts.day_type == "holiday" else "rest")
    seen = presence_of(facts)
    going, until = _going_on(facts, terms)
    lines = [seen.overtime_line(facts)] if seen.overtime or not going else []
    for punch in facts.rest:
        if punch is not going and (punch.start is None or punch.end is None):
            code = "missing_in" if punch.start is None else "missing_out"
            lines.append((code, {"punch_at": punch.anchor, "shift": 0}))
    if going:
        lines.append(("not_over", {"until_at": until}))
    return DayVerdict(
        "off_plan",
        worked=seen.overtime,
        overtime=seen.overtime,
        overtime_approved=seen.approved,
        first_in=seen.first_in,
        last_out=seen.last_out,
        corrected=seen.corrected,
        provisional=going is not None,
        lines=tuple(lines),
    )


def _going_on(facts, terms):
    """The stay that may still go on, and until which instant; or (None, None).

    No plan says when it ends: it may last until the punches of the date are over, as
    after a shift, or as long as one stay can be.
    """
    last = max(facts.rest, key=lambda punch: punch.anchor)
    if facts.now is None or last.start is None or last.end is not None:
        return None, None
    midnight = day_span(facts.work_date, facts.tz)[1]
    until = max(midnight + terms.reach, last.start + terms.longest)
    return (last, until) if facts.now < until else (None, None)


def judge_flexible(facts):
    """Hours only: nobody is late, and a deficit shows in the sums."""
    planned = facts.flexible
    stretches = [span for punch in facts.rest if (span := closed_span(punch))]
    granted = [a for a in facts.absences if a.kind != "pending"]
    bounds = [day_span(facts.work_date, facts.tz)]
    leave = _absent(planned, granted, "leave", bounds)
    trip = _absent(planned, granted, "trip", bounds)
    worked = spans.length(spans.merged(stretches)) + trip
    overtime = max(0, worked + leave - planned)
    seen = presence_of(facts)
    return DayVerdict(
        "leave" if planned and leave >= planned else "flexible",
        planned=planned,
        worked=worked,
        leave=leave,
        overtime=overtime,
        overtime_approved=min(overtime, seen.approved),
        first_in=seen.first_in,
        last_out=seen.last_out,
        corrected=seen.corrected,
        breaks_full=any(a.breaks_full for a in granted),
    )


def _absent(planned, absences, kind, bounds):
    """Seconds of the planned hours that absences of a kind take."""
    parts = spans.merged([a[:2] for a in absences if a.kind == kind])
    return min(planned, spans.length(spans.common(parts, bounds)))
