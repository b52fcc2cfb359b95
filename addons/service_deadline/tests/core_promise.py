"""A promise led by the pure core alone, as the engine leads it: no database."""

from ..core import deadline_decision
from ..core.deadline_clock import Clock, Facts, Terms, apply, replay
from ..core.deadline_decision import begin, decided
from ..core.elapsed_time import ElapsedTime
from .core_common import CoreCase, at, office, show

INSTANTS = ("started", "target", "due", "agreed", "stopped", "paused_at", "pause_until")


class Promise:
    """One deadline: begun, then brought up to date at each change of the facts."""

    def __init__(self, time, terms, start, now=None, pauses=(), marks=None, **facts):
        self.time, self.terms = time, terms
        self.facts = Facts(start, **facts)
        self.clock, self.events = Clock(), []
        now = start if now is None else now
        self.follow([begin(terms, time, self.facts, now, pauses, marks)])
        self.say(now)

    def follow(self, events):
        """Let events happen."""
        for event in events:
            self.clock = apply(self.clock, event)
            self.events.append(event)
        return events

    def say(self, now, **facts):
        """The record says this from now on; without facts the runner looks at it."""
        self.facts = self.facts._replace(**facts)
        events, clock = decided(self.clock, self.terms, self.time, self.facts, now)
        self.follow(events)
        if clock != self.clock:
            raise AssertionError(f"{events} lead to {self.clock}, not to {clock}")
        return events

    def done(self, now):
        """The record says that the promise is kept, now."""
        return self.say(now, stopped_at=now)

    def by_hand(self, action, now, *args):
        """A person pauses, resumes or stops it."""
        function = getattr(deadline_decision, action)
        return self.follow(function(self.clock, self.terms, self.time, now, *args))

    def kinds(self):
        """What happened, in order."""
        return [event.kind for event in self.events]


class ClockCase(CoreCase):
    """Promises of 8 working hours from Monday 2026-03-02 09:00, if not said else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = office()

    def _promise(self, start="2026-03-02 09:00", time=None, facts=None, **terms):
        terms = Terms(**{"limit": 8, **terms})
        if time is None:
            time = ElapsedTime() if terms.clock == "elapsed" else self.office
        return self._lead(Promise(time, terms, at(start), **(facts or {})))

    def _lead(self, promise):
        """Have the log of a promise replayed at the end of the test."""
        self.addCleanup(self.assertReplays, promise)
        return promise

    def assertReplays(self, promise):
        """The log leads to the state."""
        self.assertEqual(replay(promise.events), promise.clock)

    def assertClock(self, promise, **expected):
        """Fields of the clock; instants are given as texts."""
        texts = {
            name: show(at(value)) if value and name in INSTANTS else value
            for name, value in expected.items()
        }
        found = {name: getattr(promise.clock, name) for name in expected}
        found = {n: show(v) if n in INSTANTS else v for n, v in found.items()}
        self.assertEqual(found, texts)
