"""The verdict on one date of one employee."""

from dataclasses import replace

from .day_facts import PersonDays
from .plan import dates_between
from .presence import add_presence, closed_span, overtime_line
from .shift_verdict import judge_shift
from .unplanned_day import judge_flexible, judge_unplanned
from .verdict import DayVerdict, Incident

#: Dates on which nothing was planned and nothing happened: the same for everybody.
OFF = {kind: DayVerdict(kind) for kind in ("rest", "holiday")}


def judge_days(person, first, last, terms):
    """Judge all dates of a person.

    Most of them are ordinary and take the short way; it says what the long way
    (:func:`judge_day`) would say.

    :param Person person:
    :param Terms terms:
    :return: {date: DayVerdict}, in order; not to be changed
    """
    days = PersonDays(person, terms)
    eventful = days.eventful(first, last)
    verdicts = {}
    for work_date in dates_between(first, last):
        verdict = None
        if work_date not in eventful:
            verdict = _ordinary(days, work_date, terms)
        verdicts[work_date] = verdict or judge_day(days.facts(work_date), terms)
    return verdicts


def _ordinary(days, work_date, terms):
    """The date of nearly everybody: off, or one shift and one stretch of presence from
    before its start until after its end. None if it is any other.
    """
    person = days.person
    places = person.plan.of_date.get(work_date)
    if not places:
        return OFF["holiday" if person.day_type(work_date) == "holiday" else "rest"]
    punches = days.by_shift.get(places[0], ())
    if len(places) != 1 or len(punches) != 1:
        return None
    shift = person.plan.shifts[places[0]]
    if person.now is not None and person.now < shift.end + terms.reach:
        return None
    return _present(shift, punches[0])


def _present(shift, punch):
    """Who was there all the time of a shift, in one stretch; else None."""
    _id, came, went, _source, corrected = punch
    start, end, planned = shift.start, shift.end, shift.planned
    if came is None or went is None or came > start or went < end:
        return None
    beyond = start - came + went - end
    return DayVerdict(
        verdict="present",
        planned=planned,
        worked=planned + beyond,
        overtime=beyond,
        first_in=came,
        last_out=went,
        plan_from=start,
        plan_to=end,
        corrected=corrected,
    )


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
        return judge_unplanned(facts)
    if facts.absences and any(a.kind == "pending" for a in facts.absences):
        return _judge_pending(facts, terms)
    return _judge_planned(facts, terms)


# --- planned days ------------------------------------------------------------------


def _judge_planned(facts, terms):
    parts = [judge_shift(facts, terms, place) for place in range(len(facts.shifts))]
    outside = [span for part in parts for span in part.outside]
    outside += [span for punch in facts.rest if (span := closed_span(punch))]
    day = DayVerdict(
        verdict=_verdict(parts),
        planned=sum([part.planned for part in parts]),
        leave=sum([part.leave for part in parts]),
        late=sum([part.late for part in parts]),
        early=sum([part.early for part in parts]),
        away=sum([part.away for part in parts]),
        worked=sum([part.inside for part in parts]),
        plan_from=facts.shifts[0].start,
        plan_to=facts.shifts[-1].end,
        provisional=not all(part.over for part in parts),
        breaks_full=any(part.breaks_full for part in parts),
        lines=tuple([line for part in parts for line in part.lines]),
    )
    day.incidents = _incidents(facts, terms, parts, day.planned)
    bounds = [(part.first_in, part.last_out) for part in parts]
    add_presence(day, facts, outside, bounds)
    _add_lines(day, facts, parts, terms)
    return _exempt(day) if facts.exempt else day


def _verdict(parts):
    """The gravest thing gives a day its name."""
    states = {part.state for part in parts}
    kinds = {incident.kind for part in parts for incident in part.incidents}
    if all(part.missed == part.planned for part in parts):
        return "absent"
    if "absent" in states or "half_absence" in kinds:
        return "half_absence"
    for kind in ("missing_in", "missing_out"):
        if kind in kinds:
            return kind
    late = {line[0] for part in parts for line in part.lines if _is_counted(line)}
    if late:
        return "late_early" if len(late) == 2 else late.pop()
    if not all(part.over for part in parts):
        return "awaiting"
    for state in ("attended", "leave", "trip"):
        if state in states:
            return "present" if state == "attended" else state
    return "rest"


def _is_counted(line):
    code, figures = line
    return code in ("late", "early") and figures["severity"] != "tolerated"


def _incidents(facts, terms, parts, planned):
    incidents = []
    for place, part in enumerate(parts):
        incidents += part.incidents
        if part.state == "absent":
            incidents.append(_absence(terms, place, part, planned))
    incidents.sort(key=lambda incident: (incident.at, incident.kind))
    if facts.excuses:
        incidents = [_excuse(facts, incident) for incident in incidents]
    return tuple(incidents)


def _absence(terms, place, part, planned):
    share = terms.absence_deduction * part.missed / planned
    return Incident(
        "absence" if part.missed == planned else "half_absence",
        part.missed,
        "absence",
        place,
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


def _add_lines(day, facts, parts, terms):
    lines = [
        ("excused", {"kind": i.kind, "excuse_id": i.excuse_id, "shift": i.shift})
        for i in day.incidents
        if i.excuse_id
    ]
    if facts.overtime or (day.overtime and facts.day_type != "workday"):
        lines.append(overtime_line(day, facts))
    if day.provisional:
        until = max([shift.end + terms.reach for shift in facts.shifts])
        lines.append(("not_over", {"until_at": until}))
    day.lines += tuple(lines)


def _exempt(day):
    """A date that the policy does not judge: what happened, without a consequence."""
    if not day.incidents and day.verdict != "awaiting":
        return day
    lines = (*day.lines, ("exempt", {}))
    return replace(day, verdict="present", incidents=(), lines=lines)


def _judge_pending(facts, terms):
    """Certain is what would be so whether the leave is approved or refused."""
    settled = [a for a in facts.absences if a.kind != "pending"]
    granted = [a._replace(kind="leave", breaks_full=False) for a in facts.absences]
    refused = _judge_planned(replace(facts, absences=tuple(settled)), terms)
    approved = _judge_planned(replace(facts, absences=tuple(granted)), terms)
    lines = _judge_planned(facts, terms).lines
    if refused.incidents == approved.incidents:
        return replace(refused, lines=lines)
    return replace(
        refused,
        verdict="awaiting",
        late=approved.late,
        early=approved.early,
        incidents=approved.incidents,
        lines=lines,
        provisional=True,
    )
