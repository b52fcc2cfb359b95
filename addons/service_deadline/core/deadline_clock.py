"""The state of one promise, its terms, and what an event does to it: no database.

A deadline is the fold of its events (:func:`apply`), so the stored state can always be
replayed from the log. All instants are whole seconds since the epoch (UTC); amounts are
seconds of the deadline's own clock (working or elapsed).
"""

from dataclasses import asdict, dataclass
from typing import NamedTuple

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
    :param pause_max: seconds (elapsed) after which a pause by rule ends by itself; 0:
        never
    :param counts: whether it is kept or broken at all; else it only reminds
    :param conditions: pairs (name, text) of what the record must say; nothing that the
        clock itself asks
    """

    clock: str = "working"
    unit: str = "hour"
    target: int = 0
    limit: int = 0
    end_of_day: bool = False
    pause_max: int = 0
    counts: bool = True
    steps: tuple = ()
    conditions: tuple = ()

    def to_json(self):
        """Plain values, from which :meth:`from_json` makes the same terms again."""
        return asdict(self) | {
            "steps": [asdict(step) for step in self.steps],
            "conditions": [list(pair) for pair in self.conditions],
        }

    @classmethod
    def from_json(cls, values):
        steps = tuple(StepTerms(**step) for step in values.get("steps", ()))
        conditions = tuple(tuple(pair) for pair in values.get("conditions", ()))
        return cls(**(values | {"steps": steps, "conditions": conditions}))


class Facts(NamedTuple):
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


class Event(NamedTuple):
    """Something that happened to a deadline; ``data`` holds the figures it settles."""

    kind: str
    at: int
    data: dict


class Clock(NamedTuple):
    """State of one deadline; ``due`` is None while it is paused.

    ``worked_s`` and ``overrun_s`` are what they are when it ends.

    :param pause_by: "rule", "hand", or "both": by hand, and the rule's condition holds
    :param pauses: (begin, end) of each pause that has ended, also of those that it took
        over; what they take depends on the hours, and hours change
    :param paused_s: what they take on the hours as they are known
    """

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
    pauses: tuple = ()
    paused_s: int = 0
    worked_s: int = 0
    overrun_s: int = 0
    marks: dict = {}  # replaced, never changed

    @property
    def is_open(self):
        """Whether time still counts, or waits: nobody has ended it."""
        return self.state in OPEN_STATES and self.stopped is None


def is_broken(clock, at):
    """Whether the due time has passed: keeping it to the second is keeping it."""
    return clock.due is not None and at > clock.due


# --- pauses ------------------------------------------------------------------------


def pause_seconds(pauses, time, start, end=None):
    """Seconds that pauses take on a clock, between two instants.

    :param pauses: (begin, end) of each
    """
    return sum(
        time.measure(max(begin, start), until if end is None else min(until, end))
        for begin, until in pauses
        if until > start and (end is None or begin < end)
    )


# --- due times ---------------------------------------------------------------------


def instant_after(terms, time, start, figure, paused_s=0):
    """Instant that lies a figure of the terms after the start, moved on by pauses.

    A pause lengthens hours and minutes, and then the day ends, once. Days are counted
    first, each to its end if the terms say so; pauses move on what they lead to.
    """
    unit = terms.unit
    if unit == "day":
        moment = time.shift_days(start, figure, terms.end_of_day)
        return time.advance(moment, paused_s) if paused_s else moment
    moment = time.advance(start, figure * UNIT_SECONDS[unit] + paused_s)
    return time.end_of_day(moment) if terms.end_of_day else moment


def moved_instant(terms, time, start, figure, pauses):
    """The same, moved on by each pause that began before it was reached.

    It never lies in a pause: what waits cannot break. Whoever has used up all the time
    when a pause begins has until its end, or that of the day if the terms say so.
    """
    moment, paused_s = instant_after(terms, time, start, figure), 0
    for begin, end in pauses:
        if begin > moment:
            break
        if end <= start:
            continue
        paused_s += time.measure(max(begin, start), end)
        moment = instant_after(terms, time, start, figure, paused_s)
        if moment < end:
            whole_day = terms.end_of_day and terms.unit != "day"
            moment = time.end_of_day(end) if whole_day else end
    return moment


def due_times(terms, time, start, pauses=(), agreed=None):
    """Target and due instants: {"target": …, "due": …}, moved on by the pauses.

    An agreed time before the first figure is warned at, at the latest, when it is due.

    :param pauses: (begin, end) of each that has ended, in order
    """
    if not (pauses or agreed or terms.target):  # as most are, and by the thousand
        return {"target": None, "due": instant_after(terms, time, start, terms.limit)}
    due = agreed or moved_instant(terms, time, start, terms.limit, pauses)
    target = None
    if terms.target:
        target = min(moved_instant(terms, time, start, terms.target, pauses), due)
    return {"target": target, "due": due}


# --- events ------------------------------------------------------------------------

_PLACES = {name: place for place, name in enumerate(Clock._fields)}


def apply(clock, event):
    """State after an event. The figures come from the event, never from a calendar."""
    # As ``_replace``, which takes four times as long: this is asked by the thousand.
    values = list(clock)
    for name, value in _APPLY[event.kind](clock, event.at, event.data).items():
        values[_PLACES[name]] = value
    return Clock._make(values)


def _start(clock, at, data):
    return {
        "state": "running",
        "started": data["start"],
        "target": data["target"],
        "due": data["due"],
        "agreed": data.get("agreed"),
        "pauses": tuple(map(tuple, data.get("pauses", ()))),
        "paused_s": data.get("paused_s", 0),
        "marks": data.get("marks", {}),
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
        "pauses": (*clock.pauses, (clock.paused_at, at)),
        "paused_s": data["paused_s"],
    }


def _retarget(clock, at, data):
    names = ("target", "due", "agreed", "warned", "paused_s")
    fields = {name: data[name] for name in names if name in data}
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
    return {
        "state": state,
        "stopped": at,
        "worked_s": data["worked_s"],
        "overrun_s": data["overrun_s"] if state == "breached" else 0,
        "pause_until": None,
    }


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
    "waits": lambda clock, at, data: {"pause_by": data["by"]},
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
