"""The verdict on a date without planned hours: days off, and flexible schedules."""

from . import spans
from .plan import day_span
from .presence import add_presence, closed_span, overtime_line
from .verdict import DayVerdict


def judge_unplanned(facts):
    """A rest day or holiday: what is worked on it counts only if it was approved."""
    day = DayVerdict("holiday" if facts.day_type == "holiday" else "rest")
    if not facts.rest:
        return day
    day.verdict = "off_plan"
    add_presence(day, facts)
    lines = [overtime_line(day, facts)]
    for punch in facts.rest:
        if punch.start is None or punch.end is None:
            code = "missing_in" if punch.start is None else "missing_out"
            lines.append((code, {"punch_at": punch.anchor, "shift": 0}))
    day.lines = tuple(lines)
    return day


def judge_flexible(facts):
    """Hours only: nobody is late, and a deficit shows in the sums."""
    day = DayVerdict("flexible", planned=facts.flexible)
    worked = [span for punch in facts.rest if (span := closed_span(punch))]
    granted = [a for a in facts.absences if a.kind != "pending"]
    bounds = [day_span(facts.work_date, facts.tz)]
    day.leave = _flexible_absence(day, granted, "leave", bounds)
    trip = _flexible_absence(day, granted, "trip", bounds)
    add_presence(day, facts)
    day.worked = spans.length(spans.merged(worked)) + trip
    day.overtime = max(0, day.worked + day.leave - day.planned)
    day.overtime_approved = min(day.overtime, day.overtime_approved)
    day.breaks_full = any(a.breaks_full for a in granted)
    if day.planned and day.leave >= day.planned:
        day.verdict = "leave"
    return day


def _flexible_absence(day, absences, kind, bounds):
    parts = spans.merged([a[:2] for a in absences if a.kind == kind])
    return min(day.planned, spans.length(spans.common(parts, bounds)))
