"""The life of one promise: what happens to it, decided without a database.

A deadline is the fold of its events (:func:`apply`). :func:`decide` compares the facts of
the record with the state and returns the events that are due; nothing else changes a
deadline, so the stored state can always be replayed from the log.

All instants are whole seconds since the epoch (UTC); amounts are seconds of the deadline's
own clock (working or elapsed).
"""

from dataclasses import asdict, dataclass, field, replace

UNIT_SECONDS = {"minute": 60, "hour": 3600}
OPEN_STATES = ("running", "paused", "breached")


@dataclass(frozen=True)
class StepTerms:
    """When an escalation step acts.

    :param anchor: "start", "target" or "due"; the delay counts from there
    :param delay: amount in ``unit`` ("minute", "hour", "day" or "percent" of the time
        from start to due), negative before the anchor
    :param repeat: "once", "hours" or "working_day", each ``every`` of them until done
    :param most: repeats at the most, 0 for no limit
    :param in_hours: moved to the next opening when it falls outside
    :param notice: a message to people, which may collapse after an outage
    """

    id: int
    anchor: str = "due"
    delay: int = 0
    unit: str = "hour"
    repeat: str = "once"
    every: int = 1
    most: int = 0
    in_hours: bool = False
    notice: bool = True


@dataclass(frozen=True)
class Terms:
    """What was promised.

    :param target: first figure, warned at (0: none); ``limit``: broken after it
    :param unit: "minute", "hour" or "day" of the clock; a working day is a day of the
        calendar, whatever its length
    :param pause_max: seconds (elapsed) after which a pause by rule ends by itself, 0 never
    """

    clock: str = "working"
    unit: str = "hour"
    target: int = 0
    limit: int = 0
    end_of_day: bool = False
    pause_max: int = 0
    steps: tuple = ()

    def to_json(self):
        """Plain values, from which :meth:`from_json` makes the same terms again."""
        return asdict(self) | {"steps": [asdict(step) for step in self.steps]}

    @classmethod
    def from_json(cls, values):
        steps = tuple(StepTerms(**step) for step in values.get("steps", ()))
        return cls(**(values | {"steps": steps}))


@dataclass(frozen=True)
class Facts:
    """What the record says now, as far as one deadline is concerned.

    :param applies: whether the rule still speaks of this record
    :param start: the instant from which time counts
    :param stopped_at: the instant at which the promise was kept, or None
    :param paused: whether the rule's condition for a pause holds
    :param agreed: an agreed instant that takes the place of the limit, or None
    """

    start: int
    applies: bool = True
    cancel_reason: str = ""
    stopped_at: int | None = None
    paused: bool = False
    agreed: int | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened to a deadline; ``data`` holds the figures it settles."""

    kind: str
    at: int
    data: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Clock:
    """State of one deadline; ``due`` is None while it is paused."""

    state: str = ""
    started: int = 0
    target: int | None = None
    due: int | None = None
    agreed: int | None = None
    warned: bool = False
    stopped: int | None = None
    paused_at: int | None = None
    pause_until: int | None = None
    pause_by: str = ""
    pause_spent: bool = False
    paused_s: int = 0
    worked_s: int = 0
    overrun_s: int = 0
    marks: dict = field(default_factory=dict)

    @property
    def is_open(self):
        """Whether time still counts, or waits: nobody has ended it."""
        return self.state in OPEN_STATES and self.stopped is None


def is_broken(clock, at):
    """Whether the due time has passed: keeping it to the second is keeping it."""
    return clock.due is not None and at > clock.due


# --- due times ---------------------------------------------------------------------


def instant_after(terms, time, start, figure):
    """Instant that lies a figure of the terms after the start (without pauses)."""
    if terms.unit == "day":
        return time.shift_days(start, figure, terms.end_of_day)
    moment = time.advance(start, figure * UNIT_SECONDS[terms.unit])
    return time.end_of_day(moment) if terms.end_of_day else moment


def due_times(terms, time, start, paused_s=0, agreed=None):
    """Target and due instants: {"target": …, "due": …}, moved on by the pauses."""

    def moved(figure):
        moment = instant_after(terms, time, start, figure)
        moment = time.advance(moment, paused_s)
        return time.end_of_day(moment) if paused_s and terms.end_of_day else moment

    due = agreed if agreed else moved(terms.limit)
    target = moved(terms.target) if terms.target else None
    return {"target": target, "due": due}


# --- events ------------------------------------------------------------------------


def apply(clock, event):
    """State after an event. The figures come from the event, never from a calendar."""
    return replace(clock, **_APPLY[event.kind](clock, event.at, event.data))


def _start(clock, at, data):
    return {
        "state": "running",
        "started": data["start"],
        "target": data["target"],
        "due": data["due"],
        "agreed": data.get("agreed"),
        "paused_s": data.get("paused_s", 0),
    }


def _pause(clock, at, data):
    return {
        "state": "paused",
        "due": None,
        "target": None,
        "paused_at": at,
        "pause_until": data.get("until"),
        "pause_by": data["by"],
    }


def _resume(clock, at, data):
    return {
        "state": "running",
        "target": data["target"],
        "due": data["due"],
        "paused_at": None,
        "pause_until": None,
        "pause_by": "",
        "pause_spent": data.get("spent", False),
        "paused_s": clock.paused_s + data["seconds"],
    }


def _retarget(clock, at, data):
    fields = {name: data[name] for name in ("target", "due", "agreed") if name in data}
    if clock.state == "breached" and not data.get("still_broken", True):
        fields["state"] = "running"
    return fields | {"started": data.get("start", clock.started)}


def _stop(clock, at, data):
    return {
        "state": data["verdict"],
        "stopped": at,
        "worked_s": data["worked_s"],
        "overrun_s": data["overrun_s"],
        "pause_until": None,
    }


def _cancel(clock, at, data):
    state = "breached" if clock.state == "breached" else "cancelled"
    return {"state": state, "stopped": at, "pause_until": None}


def _mark(clock, at, data):
    return {"marks": clock.marks | {str(data["step"]): data["occurrence"]}}


_APPLY = {
    "start": _start,
    "pause": _pause,
    "resume": _resume,
    "retarget": _retarget,
    "calendar": _retarget,
    "warn": lambda clock, at, data: {"warned": True},
    "breach": lambda clock, at, data: {"state": "breached"},
    "unspend": lambda clock, at, data: {"pause_spent": False},
    "stop": _stop,
    "cancel": _cancel,
    "step": _mark,
    "collapsed": _mark,
    "error": lambda clock, at, data: {},
    "note": lambda clock, at, data: {},
}


def replay(events):
    """State that a log leads to."""
    clock = Clock()
    for event in events:
        clock = apply(clock, event)
    return clock


# --- decisions ---------------------------------------------------------------------


def begin(terms, time, facts, now, predecessor=None):
    """Event that starts a deadline.

    :param predecessor: clock of the deadline it takes over from; its pauses count on
    """
    paused_s = predecessor.paused_s if predecessor else 0
    figures = due_times(terms, time, facts.start, paused_s, facts.agreed)
    data = {"start": facts.start, "agreed": facts.agreed, "paused_s": paused_s}
    return Event("start", now, data | figures)


def decide(clock, terms, time, facts, now):
    """Events that bring an open deadline up to the facts, in order.

    What ended is never touched again. Stop comes before pause, pause before start.
    """
    log = _Log(clock, terms, time, facts, now)
    if not clock.is_open:
        return []
    log.passed_time()
    if not facts.applies:
        log.add("cancel", reason=facts.cancel_reason)
    elif facts.stopped_at is not None:
        log.stop(max(facts.stopped_at, log.clock.started))
    else:
        log.changed_dates()
        log.pauses()
        log.milestones(now)
    return log.events


def recalculate(clock, terms, time, kind, now, **data):
    """Event that moves an open deadline to where its terms and calendar now put it.

    :return: the event, or None when nothing moves (a paused one moves when it resumes)
    """
    agreed = data.get("agreed", clock.agreed)
    start = data.get("start", clock.started)
    if clock.state == "paused":
        return Event(kind, now, data) if data else None
    figures = due_times(terms, time, start, clock.paused_s, agreed)
    if not data and figures == {"target": clock.target, "due": clock.due}:
        return None
    return Event(kind, now, data | figures | {"still_broken": now > figures["due"]})


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

    def passed_time(self):
        """A pause that has reached its maximum ended then, whoever noticed when."""
        until = self.clock.pause_until
        if self.clock.state == "paused" and until is not None and until <= self.now:
            self.resume(until, spent=self.clock.pause_by == "rule")

    def resume(self, at, spent=False):
        seconds = self.time.measure(self.clock.paused_at, at)
        figures = due_times(
            self.terms,
            self.time,
            self.clock.started,
            self.clock.paused_s + seconds,
            self.clock.agreed,
        )
        self.add("resume", at, seconds=seconds, spent=spent, **figures)

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
        """Follow the rule's pause condition. A broken promise is not paused any more."""
        clock, paused = self.clock, self.facts.paused
        if clock.state == "running" and paused and not clock.pause_spent:
            self.pause_by_rule()
        elif clock.state == "paused" and clock.pause_by == "rule" and not paused:
            self.resume(self.now)
        elif clock.pause_spent and not paused:
            self.add("unspend")

    def pause_by_rule(self):
        self.milestones(self.now)
        if self.clock.state == "running":
            most = self.terms.pause_max
            self.add("pause", until=self.now + most if most else None, by="rule")

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
        if self.clock.state == "paused":
            self.resume(max(at, self.clock.paused_at))
        self.milestones(at)
        clock, time = self.clock, self.time
        late = is_broken(clock, at)
        self.add(
            "stop",
            at,
            verdict="met_late" if late else "met",
            worked_s=max(0, time.measure(clock.started, at) - clock.paused_s),
            overrun_s=time.measure(clock.due, at) if late else 0,
        )


def pause(clock, terms, time, now, until=None):
    """Event of a pause by hand, or None when the deadline does not run."""
    if clock.state != "running" or is_broken(clock, now):
        return None
    return Event("pause", now, {"until": until, "by": "hand"})


def resume(clock, terms, time, now):
    """Event that ends a pause by hand, or None when there is none."""
    if clock.state != "paused":
        return None
    log = _Log(clock, terms, time, None, now)
    log.resume(now, spent=clock.pause_by == "rule")
    return log.events[0]


def stop(clock, terms, time, now):
    """Events of a stop by hand."""
    log = _Log(clock, terms, time, None, now)
    log.passed_time()
    log.stop(now)
    return log.events
