"""The verdict on one date of one employee."""

from dataclasses import replace
from math import inf

from ...base_engine_tools.core import spans
from .day_facts import PersonDays
from .plan import dates_between
from .presence import presence_of
from .presses import explained_by
from .shift_verdict import counted, judge_shift, measured, together
from .unplanned_day import judge_flexible, judge_unplanned
from .verdict import DayVerdict, Incident

#: Dates on which nothing was planned and nothing happened, the same for everybody: by
#: type of date.
OFF = {"restday": DayVerdict("rest"), "holiday": DayVerdict("holiday")}


def judge_days(person, first, last, terms):
    """Judge all dates of a person.

    Most of them are ordinary and take the short way; it says what the long way
    (:func:`judge_day`) would say.

    :param Person person:
    :param Terms terms:
    :return: {date: DayVerdict}, in order; not to be changed
    """
    days = PersonDays(person, terms)
    verdicts = dict.fromkeys(dates_between(first, last))
    for work_date in person.plan.free_dates(first, last):
        verdicts[work_date] = OFF[person.day_types.get(work_date, "restday")]
    for work_date, verdict in _simple(days, terms):
        if first <= work_date <= last:
            verdicts[work_date] = verdict
    for work_date in verdicts.keys() & days.eventful(first, last):
        verdicts[work_date] = None
    for work_date, verdict in verdicts.items():
        if verdict is None:
            verdicts[work_date] = judge_day(days.facts(work_date), terms)
    return verdicts


def _simple(days, terms):
    """Dates of one shift that is over, with one stretch of presence that explains it:
    most of all, also the late and the early ones.

    :return: (date, DayVerdict), …
    """
    plan, now = days.person.plan, days.person.now
    alone, merge = plan.alone, terms.merge
    over = inf if now is None else now - terms.reach
    make = tuple.__new__
    for place, punches in days.by_shift.items():
        if len(punches) > 1 or place not in alone:
            continue
        work_date, start, end, planned = alone[place]
        _stay, came, went, corrected = punches[0][:4]
        if came is None or went is None or end > over:
            continue
        if came > start or went < end or went - came <= merge:
            pieces = plan.shifts[place].pieces
            if there := explained_by(punches[0], pieces, merge):
                yield work_date, partly(punches[0], pieces, planned, there, terms)
            continue
        beyond = start - came + went - end
        # Built at once, because there are so many: a call with names takes three times
        # as long.
        worked = planned + beyond
        figures = ("present", planned, worked, 0, 0, 0, 0, beyond, 0)
        seen = (came, went, start, end, corrected, False, False, (), ())
        yield work_date, make(DayVerdict, figures + seen)


def partly(punch, pieces, planned, there, terms):
    """A date on which somebody came late, left early, or both.

    :param punch: both ends of one stay in the window of a shift that is over
    :param pieces: of the shift
    :param planned: seconds of the pieces; ``there``: of them, not missed
    """
    _stay, came, went, corrected = punch[:4]
    start, end = pieces[0][0], pieces[-1][1]
    late = early = 0
    lines, found = (), [None, None]
    if came > start:
        late = planned - there
        if went < end:
            late = spans.within(pieces, start, came)
        lines, found[0] = measured("late", late, planned, start, came, 0, terms)
    if went < end:
        early = planned - there - late
        line, found[1] = measured("early", early, planned, end, went, 0, terms)
        lines += line
    incidents, line = counted(found, 0, terms)
    lines += line
    verdict = lines and _of_bounds(incidents, lines) or "present"
    beyond = max(0, start - came) + max(0, went - end)
    worked = there + beyond
    figures = (verdict, planned, worked, 0, late, early, 0, beyond, 0)
    seen = (came, went, start, end, corrected, False, False, incidents, lines)
    return tuple.__new__(DayVerdict, figures + seen)


def judge_day(facts, terms):
    """Judge one date.

    :param DayFacts facts:
    :param Terms terms:
    :rtype: DayVerdict
    """
    if not facts.employed:
        return DayVerdict("not_employed")
    if facts.flexible is not None:
        return judge_flexible(facts)
    if not facts.shifts:
        return judge_unplanned(facts, terms)
    if facts.absences and any(a.kind == "pending" for a in facts.absences):
        return _judge_pending(facts, terms)
    return _judge_planned(facts, terms)


# --- planned days ------------------------------------------------------------------


def _judge_planned(facts, terms):
    parts = [judge_shift(facts, terms, place) for place in range(len(facts.shifts))]
    if any(part.state == "spared" for part in parts):
        parts = [part for part in parts if part.state != "spared"]
        if not parts:
            return judge_unplanned(facts, terms)
    whole = together(parts)
    outside = whole.outside
    if facts.bounds:
        outside = spans.common(outside, [facts.bounds])
    seen = presence_of(facts, outside, whole.first_in, whole.last_out)
    incidents = _incidents(facts, terms, parts, whole.planned)
    day = DayVerdict(
        _verdict(parts, whole),
        whole.planned,
        whole.inside + seen.overtime,
        whole.leave,
        whole.late,
        whole.early,
        whole.away,
        seen.overtime,
        seen.approved,
        seen.first_in,
        seen.last_out,
        facts.shifts[0].start,
        facts.shifts[-1].end,
        seen.corrected,
        not whole.over,
        whole.breaks_full,
        incidents,
        (*whole.lines, *_lines(facts, terms, whole, seen, incidents)),
    )
    return _exempt(day) if facts.exempt else day


def _verdict(parts, whole):
    """The gravest thing gives a day its name."""
    if whole.missed == whole.planned:
        return "absent"
    states = {part.state for part in parts}
    if "absent" in states:
        return "half_absence"
    if name := _of_bounds(whole.incidents, whole.lines):
        return name
    if not whole.over:
        return "awaiting"
    for state in ("attended", "leave", "trip"):
        if state in states:
            return "present" if state == "attended" else state
    return "rest"


def _of_bounds(incidents, lines):
    """The name that the bounds of shifts give to a day, or None."""
    kinds = {incident.kind for incident in incidents}
    for kind in ("half_absence", "missing_in", "missing_out"):
        if kind in kinds:
            return kind
    late = {line[0] for line in lines if _is_counted(line)}
    if late:
        return "late_early" if len(late) == 2 else late.pop()
    return None


def _is_counted(line):
    code, figures = line
    return code in ("late", "early") and figures["severity"] != "tolerated"


def _incidents(facts, terms, parts, planned):
    incidents = []
    for part in parts:
        incidents += part.incidents
        if part.state == "absent":
            incidents.append(_absence(terms, part, planned))
    if len(incidents) > 1:
        incidents.sort(key=lambda incident: (incident.at, incident.kind))
    if facts.excuses:
        incidents = [_excuse(facts, incident) for incident in incidents]
    return tuple(incidents)


def _absence(terms, part, planned):
    share = terms.absence_deduction * part.missed / planned
    return Incident(
        "absence" if part.missed == planned else "half_absence",
        part.missed,
        "absence",
        part.place,
        part.bounds[0],
        part.bounds[1],
        deduction=("daily_share", share),
    )


def _excuse(facts, incident):
    """A cause excuses what it touches, but an absence only if it covers all of it."""
    at, until = incident.at, incident.until
    for excuse in facts.excuses:
        if incident.severity == "absence":
            applies = excuse.start <= at and until <= excuse.end
        else:
            applies = excuse.start <= until and at <= excuse.end
        if applies:
            return incident._replace(excuse_id=excuse.id)
    return incident


def _lines(facts, terms, whole, seen, incidents):
    """Lines on what concerns the date, not one of its shifts."""
    for one in incidents:
        if one.excuse_id:
            figures = {"kind": one.kind, "excuse_id": one.excuse_id, "shift": one.shift}
            yield "excused", figures
    if facts.overtime or (seen.overtime and facts.day_type != "workday"):
        yield seen.overtime_line(facts)
    if not whole.over:
        until = max([shift.end + terms.reach for shift in facts.shifts])
        yield "not_over", {"until_at": until}


def _exempt(day):
    """A date that the policy does not judge: what happened, without a consequence."""
    if not day.incidents and day.verdict != "awaiting":
        return day
    lines = (*day.lines, ("exempt", {}))
    return day._replace(verdict="present", incidents=(), lines=lines)


def _judge_pending(facts, terms):
    """Certain is what would be so whether the leave is approved or refused."""
    settled = [a for a in facts.absences if a.kind != "pending"]
    granted = [a._replace(kind="leave", breaks_full=False) for a in facts.absences]
    refused = _judge_planned(replace(facts, absences=tuple(settled)), terms)
    approved = _judge_planned(replace(facts, absences=tuple(granted)), terms)
    lines = _judge_planned(facts, terms).lines
    if refused.incidents == approved.incidents:
        return refused._replace(lines=lines)
    return refused._replace(
        verdict="awaiting",
        late=approved.late,
        early=approved.early,
        incidents=approved.incidents,
        lines=lines,
        provisional=True,
    )
