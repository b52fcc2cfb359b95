"""What happens to a promise: facts of its record and the passing of time, as events.

:func:`decided` compares the facts with the state and returns the events that are due;
nothing else changes a deadline, whoever looks at it and however often.
"""

from .deadline_clock import Event, apply, due_times, is_broken, pause_seconds


def begin(terms, time, facts, now, pauses=(), marks=None):
    """Event that starts a deadline.

    :param pauses: (begin, end) of those of the deadline it takes over from: they count
        on, as long as they are on this one's clock
    :param marks: steps that are done already, with the number of the last occurrence
    """
    paused_s = pause_seconds(pauses, time, facts.start)
    figures = due_times(terms, time, facts.start, pauses, facts.agreed)
    data = {"start": facts.start, "agreed": facts.agreed, "paused_s": paused_s}
    taken_over = {"pauses": [list(span) for span in pauses], "marks": marks}
    data |= {name: value for name, value in taken_over.items() if value}
    return Event("start", now, data | figures)


def decide(clock, terms, time, facts, now):
    """Events that bring an open deadline up to the facts, in order."""
    return decided(clock, terms, time, facts, now)[0]


def decided(clock, terms, time, facts, now):
    """The same, with the state that the events lead to: (events, clock).

    What ended is never touched again. Stop comes before pause, pause before start.
    """
    if not clock.is_open:
        return [], clock
    log = _Log(clock, terms, time, facts, now)
    if facts.applies and facts.stopped_at is not None:
        log.stop(min(facts.stopped_at, now))
        return log.events, log.clock
    log.passed_time(now)
    if facts.applies:
        log.changed_dates()
        log.pauses()
        log.milestones(now)
    else:
        log.cancel()
    return log.events, log.clock


def recalculate(clock, terms, time, kind, now, /, **data):
    """Event that moves an open deadline to where its terms and calendar now put it.

    The pauses are measured anew: they take what the hours are now.

    :param data: what changes besides: "agreed", "start"; more for the log
    :return: the event, or None when nothing moves (a paused one moves when it resumes)
    """
    if clock.state == "paused":
        return Event(kind, now, data) if data else None
    agreed = data.get("agreed", clock.agreed)
    start = data.get("start", clock.started)
    paused_s = pause_seconds(clock.pauses, time, start) if clock.pauses else 0
    figures = due_times(terms, time, start, clock.pauses, agreed)
    if paused_s != clock.paused_s:
        data["paused_s"] = paused_s
    if not data and figures == {"target": clock.target, "due": clock.due}:
        return None
    target = figures["target"]
    effects = {
        "still_broken": now > figures["due"],
        "warned": clock.warned and target is not None and now >= target,
    }
    return Event(kind, now, data | figures | effects)


# --- by hand -----------------------------------------------------------------------


def pause(clock, terms, time, now, until=None):
    """Events of a pause by hand: none when the deadline does not run any more."""
    log = _opened(clock, terms, time, now)
    if log.clock.state == "running":
        log.add("pause", until=until, by="hand")
    return log.events


def resume(clock, terms, time, now):
    """Events that end a pause by hand: none when there is none."""
    log = _opened(clock, terms, time, now)
    if log.clock.state == "paused":
        log.resume(now, spent=log.clock.pause_by != "hand")
    return log.events


def stop(clock, terms, time, now):
    """Events of a stop by hand: none when the deadline has ended."""
    log = _opened(clock, terms, time, now)
    if log.clock.is_open:
        log.stop(now)
    return log.events


def _opened(clock, terms, time, now):
    """Log of a deadline with what time alone has done to it."""
    log = _Log(clock, terms, time, None, now)
    if clock.is_open:
        log.passed_time(now)
    return log


# --- following --------------------------------------------------------------------


class _Log:
    """Collects the events of one decision and keeps the state they lead to."""

    def __init__(self, clock, terms, time, facts, now):
        self.clock, self.terms, self.time = clock, terms, time
        self.facts, self.now = facts, now
        self.events = []

    def add(self, kind, at=None, **data):
        """Add an event and follow it."""
        event = Event(kind, self.now if at is None else at, data)
        self.events.append(event)
        self.clock = apply(self.clock, event)

    def passed_time(self, at):
        """What time alone has done up to an instant, whoever notices when.

        A pause that has reached its maximum ended then; a broken promise is broken.
        """
        until = self.clock.pause_until
        while self.clock.state == "paused" and until is not None and until <= at:
            by = self.clock.pause_by
            self.resume(until, spent=by == "rule")
            if by == "both":
                self.pause_by_rule(until)
            until = self.clock.pause_until
        self.milestones(at)

    def resume(self, at, spent=False):
        """End the pause.

        :param spent: whether the rule's pause is used up; once it is, it stays so until
            the rule's condition holds no more, whoever pauses meanwhile
        """
        clock = self.clock
        pauses = (*clock.pauses, (clock.paused_at, at))
        paused_s = pause_seconds(pauses, self.time, clock.started)
        figures = due_times(self.terms, self.time, clock.started, pauses, clock.agreed)
        spent = spent or clock.pause_spent
        self.add("resume", at, paused_s=paused_s, spent=spent, **figures)

    def changed_dates(self):
        """An agreed time or a start date that was changed moves the due time.

        Not of a broken promise: agreeing afterwards does not mend it.
        """
        facts, clock = self.facts, self.clock
        if clock.state == "breached":
            return
        changed = {}
        if facts.agreed != clock.agreed:
            changed["agreed"] = facts.agreed
        if facts.start != clock.started:
            changed["start"] = facts.start
        if changed:
            event = recalculate(
                clock, self.terms, self.time, "retarget", self.now, **changed
            )
            self.add(event.kind, **event.data)

    def pauses(self):
        """Follow the rule's pause condition, which a broken promise does not know."""
        clock, waits = self.clock, self.facts.paused
        if clock.pause_spent and not waits:
            self.add("unspend")
        wanted = waits and not clock.pause_spent
        if clock.state == "running" and wanted:
            self.pause_by_rule(self.now)
        elif clock.state == "paused" and clock.pause_by == "rule":
            if not waits:
                self.resume(self.now)
        elif clock.state == "paused" and wanted != (clock.pause_by == "both"):
            self.add("waits", by="both" if wanted else "hand")

    def pause_by_rule(self, at):
        self.milestones(at)
        if self.clock.state == "running":
            most = self.terms.pause_max
            self.add("pause", at, until=at + most if most else None, by="rule")

    def cancel(self):
        """Drop it; the time of a pause is settled, for the promise that takes over."""
        if self.clock.state == "paused":
            self.resume(self.now)
        self.add("cancel", reason=self.facts.cancel_reason, **self.lateness(self.now))

    def lateness(self, at):
        """Figures of what ends now: a broken promise stays late by so much."""
        clock, time = self.clock, self.time
        late = is_broken(clock, at)
        worked_s = time.measure(clock.started, at)
        if clock.pauses:
            worked_s -= pause_seconds(clock.pauses, time, clock.started, at)
        return {
            "worked_s": max(0, worked_s),
            "overrun_s": time.measure(clock.due, at) if late else 0,
        }

    def milestones(self, at):
        """Warning at the first figure, breach after the second."""
        clock = self.clock
        if clock.state != "running":
            return
        if clock.target is not None and at >= clock.target and not clock.warned:
            self.add("warn", clock.target)
        if is_broken(clock, at):
            self.add("breach", clock.due + 1)

    def stop(self, at):
        """The promise is done: the verdict follows from the times alone."""
        self.passed_time(at)
        if self.clock.state == "paused":
            self.resume(max(at, self.clock.paused_at))
        verdict = "met_late" if is_broken(self.clock, at) else "met"
        self.add("stop", at, verdict=verdict, **self.lateness(at))
