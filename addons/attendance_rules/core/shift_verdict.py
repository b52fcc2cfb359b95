"""The verdict on one shift: what was planned, less leave, beside the punches."""

from dataclasses import dataclass
from math import inf

from ...base_engine_tools.core import spans
from .presence import earliest, latest
from .presses import evidence_of, read
from .terms import SEVERITIES
from .verdict import Incident


@dataclass(slots=True)
class ShiftVerdict:
    """What became of one shift.

    :param state: "attended", "absent", "leave", "trip" (nothing is left to attend),
        "rest" (nobody came, nobody had to after night duty), "spared" (nobody came to
        what a holiday has left of a night) or "open" (nobody came yet, and there is
        time)
    :param place: which of the shifts of the date, from 0
    :param inside: seconds worked within the plan, trips included
    :param outside: sorted spans of presence before and behind the plan
    :param missed: seconds of the plan without leave, if absent; ``bounds``: from when
        until when
    """

    state: str = "attended"
    place: int = 0
    planned: int = 0
    leave: int = 0
    late: int = 0
    early: int = 0
    away: int = 0
    inside: int = 0
    missed: int = 0
    bounds: tuple = ()
    outside: tuple = ()
    first_in: int | None = None
    last_out: int | None = None
    over: bool = True
    breaks_full: bool = False
    incidents: tuple = ()
    lines: tuple = ()


def judge_shift(facts, terms, place):
    """Judge one shift of a date.

    :param DayFacts facts: pending leave in it is not looked at
    :param place: which of its shifts, from 0
    :rtype: ShiftVerdict
    """
    shift = facts.shifts[place]
    result = ShiftVerdict(place=place, planned=shift.planned)
    left = shift.pieces
    if facts.absences:
        left = _subtract_absences(result, facts, shift)
    result.over = facts.now is None or facts.now >= shift.end + terms.reach
    until = None if result.over else facts.now
    punches = facts.punches[place]
    stretches, there = read(punches, shift, left or shift.pieces, terms.merge, until)
    _presence(result, stretches, there, shift, left)
    if shift.spared and not evidence_of(stretches, shift.pieces):
        result.state = "spared"
    elif not left:
        result.state = "leave" if result.leave else "trip"
    else:
        duties = _duties(result, facts, left) if facts.allowance else left
        if evidence := evidence_of(stretches, left):
            _Bounds(result, terms, place, left, duties, evidence).judge()
        else:
            _nobody_came(result, duties, place)
    return result


def _duties(result, facts, left):
    """What has to be attended: what night duty allows to miss is taken off.

    The allowance counts by the clock from the first planned start of the date.
    """
    start = facts.shifts[0].start
    until = start + facts.allowance
    if until <= left[0][0]:
        return left
    result.lines += (("allowance", {"seconds": facts.allowance}),)
    return spans.minus(left, [(start, until)])


def together(parts):
    """What became of all shifts of a date.

    :param parts: [ShiftVerdict, …], at least one
    """
    if len(parts) == 1:
        return parts[0]
    whole = ShiftVerdict(state="", over=all(part.over for part in parts))
    for part in parts:
        for name in ADDED:
            setattr(whole, name, getattr(whole, name) + getattr(part, name))
        whole.breaks_full |= part.breaks_full
    whole.first_in = earliest(part.first_in for part in parts)
    whole.last_out = latest(part.last_out for part in parts)
    return whole


#: Of a shift, what is added up for the date.
ADDED = (
    *("planned", "leave", "late", "early", "away", "inside", "missed"),
    *("outside", "incidents", "lines"),
)


# --- leave -------------------------------------------------------------------------


def _subtract_absences(result, facts, shift):
    """What is left of the plan; leave is counted, trips count as worked."""
    holes = []
    for absence in facts.absences:
        parts = spans.common(shift.pieces, [(absence.start, absence.end)])
        if not parts:
            continue
        result.lines += (_absence_line(absence, parts),)
        if absence.kind == "pending":
            continue
        result.breaks_full |= absence.breaks_full
        fresh = spans.minus(parts, holes)
        if absence.kind == "leave":
            result.leave += spans.length(fresh)
        else:
            result.inside += spans.length(fresh)
        holes = spans.merged([*holes, *parts])
    return tuple(spans.minus(shift.pieces, holes))


def _absence_line(absence, parts):
    return (
        "absence",
        {
            "kind": absence.kind,
            "type_id": absence.type_id,
            "start_at": parts[0][0],
            "end_at": parts[-1][1],
            "seconds": spans.length(parts),
        },
    )


# --- presence ----------------------------------------------------------------------


def _presence(result, stretches, there, shift, left):
    """Note first in, last out, and what was worked within and outside the plan.

    :param stretches: who came and went when; ``there``: for how long
    """
    closed = [s for s in there if s[0] is not None and s[1] is not None]
    if stretches:
        result.first_in = stretches[0][0]
        result.last_out = stretches[-1][1]
    outside = []
    for start, end in closed:
        result.inside += spans.within(left, start, end)
        if start < shift.start:
            outside.append((start, min(end, shift.start)))
        if end > shift.end:
            outside.append((max(start, shift.end), end))
    result.outside = tuple(outside)
    if result.leave:
        _note_presence_on_leave(result, closed)


def _note_presence_on_leave(result, closed):
    """Say that somebody worked although on leave: it counts as leave, and the leave can
    be given back."""
    times = spans.merged(
        (figures["start_at"], figures["end_at"])
        for code, figures in result.lines
        if code == "absence" and figures["kind"] == "leave"
    )
    there = spans.common(spans.merged(closed), times)
    if there:
        line = {
            "start_at": there[0][0],
            "end_at": there[-1][1],
            "seconds": spans.length(there),
        }
        result.lines += (("on_leave", line),)


def _nobody_came(result, left, place):
    if not left:
        result.state = "rest"
        return
    if not result.over:
        result.state = "open"
        return
    result.state = "absent"
    result.missed = spans.length(left)
    result.bounds = start, end = left[0][0], left[-1][1]
    line = {"start_at": start, "end_at": end, "seconds": result.missed}
    result.lines += (("absent", line | {"shift": place}),)


# --- late, early, missing punches --------------------------------------------------


class _Bounds:
    """Compares presence with the bounds of what leave has left of a shift."""

    __slots__ = (
        *("came", "duties", "left", "place", "planned"),
        *("result", "stretches", "terms", "went"),
    )

    def __init__(self, result, terms, place, left, duties, stretches):
        self.result, self.terms = result, terms
        self.place, self.left, self.duties = place, left, duties
        self.stretches = stretches
        self.came, self.went = stretches[0][0], stretches[-1][1]
        self.planned = spans.length(left)

    def judge(self):
        found = [self._arrival(), self._departure()]
        if len(self.stretches) > 1 and self.terms.away:
            self._away()
        self.result.incidents, line = counted(found, self.place, self.terms)
        self.result.lines += line

    def _arrival(self):
        result, start = self.result, self.left[0][0]
        if self.came is None:
            return self._missing("missing_in", self.went)
        if self.came <= start:
            return None
        result.late = spans.within(self.duties, start, self.came)
        return self._measured("late", result.late, start, self.came)

    def _departure(self):
        result, end = self.result, self.left[-1][1]
        if not result.over or (self.went is not None and self.went >= end):
            return None
        if self.went is None:
            return self._missing("missing_out", self.came)
        result.early = spans.within(self.duties, self.went, end)
        return self._measured("early", result.early, end, self.went)

    def _missing(self, kind, punch_at):
        line = {"punch_at": punch_at, "shift": self.place}
        self.result.lines += ((kind, line),)
        at = self.left[0][0] if kind == "missing_in" else self.left[-1][1]
        return Incident(kind, 0, "missing", self.place, at, at), None

    def _measured(self, kind, seconds, bound, punch):
        line, incident = measured(
            kind, seconds, self.planned, bound, punch, self.place, self.terms
        )
        self.result.lines += line
        return incident

    def _away(self):
        for before, after in zip(self.stretches, self.stretches[1:], strict=False):
            gone, back = before[1] or before[0], after[0] or after[1]
            seconds = spans.within(self.left, gone, back)
            if seconds > self.terms.away:
                self.result.away += seconds
                line = {"start_at": gone, "end_at": back, "seconds": seconds}
                self.result.lines += (("away", line),)


def measured(kind, seconds, planned, bound, punch, place, terms):
    """What the band says of so many seconds that somebody was late or left early.

    :param planned: seconds of the shift less leave
    :param bound: instant from which they are measured; ``punch``: to which
    :return: (line,) or (), and (Incident, rank) or None
    """
    band = seconds and terms.band(kind, seconds, planned)
    if not band:
        return (), None
    rank = SEVERITIES.index(band.severity)
    line = {
        "severity": band.severity,
        "seconds": seconds,
        "over": planned // 2 if band.half else band.over,
        "within": 0 if rank else _tolerated(kind, planned, terms),
        "bound_at": bound,
        "punch_at": punch,
        "shift": place,
    }
    if not rank:
        return ((kind, line),), None
    incident = Incident(
        "half_absence" if band.severity == "half_absence" else kind,
        seconds,
        band.severity,
        place,
        min(bound, punch),
        max(bound, punch),
        0,
        (band.deduction, band.amount),
    )
    return ((kind, line),), (incident, (rank, seconds))


def _tolerated(kind, planned, terms):
    """Seconds up to which the band tolerates; 0 if nothing is ever counted."""
    limit = terms.tolerance(kind, planned)
    return 0 if limit == inf else limit


def counted(found, place, terms):
    """Incidents at the bounds of a shift, the graver one only if the policy says so.

    :param found: [(Incident, rank) or None at its start, the same at its end]; a
        missing punch has no rank
    :return: (Incident, …), and the line that says what is not counted, (line,) or ()
    """
    late, early = found
    if late and early and terms.both_count_once and late[1] and early[1]:
        # the earlier if they are alike
        kept, other = (early, late) if early[1] > late[1] else (late, early)
        line = {"kind": other[0].kind, "shift": place}
        return (kept[0],), (("counted_once", line),)
    return tuple([one[0] for one in found if one]), ()
