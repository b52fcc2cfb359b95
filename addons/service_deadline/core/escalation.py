"""When escalation steps act, and what is still worth saying after an outage."""

from typing import NamedTuple

from .deadline_clock import UNIT_SECONDS

# A step is looked for so often in one go; a longer outage is caught up in the next.
MOST_OCCURRENCES = 1000


class Occurrence(NamedTuple):
    """One time that one step acts."""

    at: int
    step: object
    number: int


def first_instant(step, clock, time):
    """Instant of a step's first occurrence, or None while its anchor is not known."""
    if step.unit == "percent":
        return _percent_instant(step, clock, time)
    anchor = {"start": clock.started, "target": clock.target, "due": clock.due}[
        step.anchor
    ]
    if anchor is None:
        return None
    if step.unit == "day":
        moment = time.shift_days(anchor, step.delay) if step.delay else anchor
    else:
        moment = time.advance(anchor, step.delay * UNIT_SECONDS[step.unit])
    return max(moment, clock.started)


def _percent_instant(step, clock, time):
    """So many per cent of the time from start to due."""
    if clock.due is None:
        return None
    whole = time.measure(clock.started, clock.due)
    return time.advance(clock.started, whole * step.delay // 100)


def instant(step, clock, time, number):
    """Instant of the n-th occurrence (0 is the first), or None when there is none."""
    if number and (step.repeat == "once" or step.most and number >= step.most):
        return None
    moment = first_instant(step, clock, time)
    if moment is None:
        return None
    if number and step.repeat == "hours":
        moment = time.advance(moment, number * step.every * UNIT_SECONDS["hour"])
    elif number:
        moment = time.shift_working_days(moment, number * step.every)
    return time.next_open(moment) if step.in_hours else moment


def next_number(step, clock):
    """Number of the occurrence that a step waits for."""
    done = clock.marks.get(str(step.id))
    return 0 if done is None else done + 1


def lasting_marks(clock, terms):
    """Marks that hold for the next deadline under the same rule, too.

    People are told again what a dropped deadline told them. Steps that change data are
    not taken again: rules that hand a record to each other come to an end.
    """
    lasting = {str(step.id) for step in terms.steps if not step.notice}
    return {step: number for step, number in clock.marks.items() if step in lasting}


def next_instant(clock, terms, time):
    """Instant at which something happens to a deadline by itself, or None."""
    if not clock.is_open:
        return None
    if clock.state == "paused":
        return clock.pause_until
    moments = [instant(s, clock, time, next_number(s, clock)) for s in terms.steps]
    if clock.state == "running":
        moments.append(clock.due + 1)
        moments.append(None if clock.warned else clock.target)
    return min((moment for moment in moments if moment is not None), default=None)


def due_occurrences(clock, terms, time, now):
    """Occurrences of all steps up to now that have not acted, by time."""
    if not clock.is_open or clock.state == "paused":
        return []
    found = []
    for step in terms.steps:
        first = next_number(step, clock)
        for number in range(first, first + MOST_OCCURRENCES):
            moment = instant(step, clock, time, number)
            if moment is None or moment > now:
                break
            found.append(Occurrence(moment, step, number))
    return sorted(found, key=lambda occurrence: (occurrence.at, occurrence.number))


def collapse(occurrences, now, grace):
    """Split what is due in (to act on, superseded).

    What is later than the grace period (seconds) was missed. Of one step only the
    latest occurrence acts; of missed messages only the latest of the deadline, and none
    where a fresh one goes out anyway. Steps that change data always act.
    """
    latest = {occurrence.step.id: occurrence for occurrence in occurrences}
    notices = [o for o in latest.values() if o.step.notice]
    newest = max((o.at for o in notices), default=0)
    keep_from = min(newest, now - grace)
    act = [
        o
        for o in occurrences
        if latest[o.step.id] is o and (not o.step.notice or o.at >= keep_from)
    ]
    return act, [o for o in occurrences if o not in act]
