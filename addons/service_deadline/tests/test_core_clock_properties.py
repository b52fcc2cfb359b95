from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..core.deadline_clock import Clock, StepTerms, Terms, replay
from ..core.deadline_decision import decide, recalculate
from ..core.elapsed_time import ElapsedTime
from ..core.escalation import next_instant
from .core_common import DAY, HOUR, MINUTE, at, office
from .core_promise import CoreCase, Promise

OFFICE_TIME = office()
ALL_WEEK = office(weekdays=range(7))
START = at("2026-03-02 09:00")
FIGURES = st.integers(1, 40)
ACTIONS = ("pause", "resume", "stop")


@st.composite
def all_terms(draw):
    """Terms of any kind."""
    limit = draw(FIGURES)
    return Terms(
        unit=draw(st.sampled_from(["minute", "hour", "day"])),
        limit=limit,
        target=draw(st.integers(0, limit - 1)),
        end_of_day=draw(st.booleans()),
        pause_max=draw(st.sampled_from([0, HOUR, DAY])),
        steps=(StepTerms(1, delay=-1, unit="hour"),),
    )


TIMES = st.sampled_from([OFFICE_TIME, ALL_WEEK, ElapsedTime("Europe/Berlin")])
MOMENTS = st.integers(0, 20 * 24 * 60).map(lambda minutes: START + minutes * MINUTE)
CHANGES = st.one_of(
    st.booleans().map(lambda paused: {"paused": paused}),
    st.one_of(st.none(), MOMENTS).map(lambda agreed: {"agreed": agreed}),
    MOMENTS.map(lambda start: {"start": start}),
    st.just({"applies": False}),
    st.just({"done": True}),
    st.just({}),
)
HANDS = st.tuples(st.sampled_from(ACTIONS), st.none() | st.sampled_from([HOUR, DAY]))
STORIES = st.lists(st.tuples(MOMENTS, st.one_of(CHANGES, HANDS)), max_size=12).map(
    lambda story: sorted(story, key=lambda change: change[0])
)


def tell(promise, now, change):
    """One change of a story."""
    if isinstance(change, tuple):
        action, span = change
        until = [now + span] if action == "pause" and span else []
        promise.by_hand(action, now, *until)
    elif change.get("done"):
        promise.done(now)
    else:
        promise.say(now, **change)


def live(terms, time, story, looks=()):
    """A promise after a story; the runner looks at it at some instants in between."""
    promise = Promise(time, terms, START)
    moments = [(now, change) for now, change in story] + [(now, None) for now in looks]
    for now, change in sorted(moments, key=lambda moment: moment[0]):
        if change is None:
            promise.say(now)
        else:
            tell(promise, now, change)
    return promise


@tagged("post_install", "-at_install")
class TestClockProperties(CoreCase):
    """What holds of every promise, whatever happens to its record."""

    @given(all_terms(), TIMES, STORIES)
    def test_the_log_replays_to_the_state(self, terms, time, story):
        promise = live(terms, time, story)
        self.assertEqual(replay(promise.events), promise.clock)

    @example(
        # the longest pause by rule is used up, whoever pauses afterwards
        Terms(unit="minute", limit=1, pause_max=HOUR),
        OFFICE_TIME,
        [(START, {"paused": True}), (START + HOUR, ("pause", HOUR))],
        [START + 2 * HOUR],
    )
    @example(
        # the rule's reason to wait came while somebody had paused it
        Terms(limit=2, pause_max=HOUR),
        OFFICE_TIME,
        [(START, ("pause", HOUR)), (START + 30 * MINUTE, {"paused": True})],
        [START + HOUR],
    )
    @given(all_terms(), TIMES, STORIES, st.lists(MOMENTS, max_size=6))
    def test_the_verdict_does_not_depend_on_the_runner(self, terms, time, story, looks):
        """Nobody gains or loses by how often a job looks at the promise."""
        end = START + 400 * DAY
        alone = live(terms, time, [*story, (end, {"done": True})])
        watched = live(terms, time, [*story, (end, {"done": True})], looks)
        self.assertEqual(_verdict(alone), _verdict(watched))

    @given(all_terms(), TIMES, STORIES, MOMENTS)
    def test_looking_twice_changes_nothing(self, terms, time, story, now):
        promise = live(terms, time, story)
        now = max([now, *(moment for moment, _change in story)])
        promise.say(now)
        before = promise.clock
        self.assertEqual(promise.say(now), [])
        self.assertEqual(promise.clock, before)

    @given(all_terms(), TIMES, STORIES, CHANGES, MOMENTS)
    def test_what_has_ended_is_never_touched_again(
        self, terms, time, story, change, now
    ):
        promise = live(terms, time, [*story, (START + 30 * DAY, {"done": True})])
        before = promise.clock
        tell(promise, now + 31 * DAY, change)
        for action in ACTIONS:
            promise.by_hand(action, now + 31 * DAY)
        self.assertEqual(promise.clock, before)
        self.assertFalse(promise.clock.is_open)

    @given(all_terms(), TIMES, STORIES)
    def test_a_paused_promise_is_not_due_and_does_not_break(self, terms, time, story):
        promise = live(replace(terms, pause_max=0), time, story)
        promise.by_hand("resume", START + 20 * DAY)
        if promise.clock.state == "running":
            promise.by_hand("pause", START + 20 * DAY)
        clock = promise.clock
        if clock.state == "paused":
            self.assertIsNone(clock.due)
            promise.say(START + 300 * DAY)
            self.assertEqual(promise.clock.state, "paused")

    @given(all_terms(), TIMES, MOMENTS, st.integers(0, 5 * DAY))
    def test_a_pause_moves_the_due_time_by_what_it_takes(self, terms, time, now, span):
        terms = replace(terms, pause_max=0, end_of_day=False)
        promise = Promise(time, terms, START)
        before = promise.clock
        promise.say(now, paused=True)
        promise.say(now + span, paused=False)
        if "pause" in promise.kinds():
            taken = time.measure(now, now + span)
            self.assertEqual(time.measure(before.due, promise.clock.due), taken)
            self.assertEqual(promise.clock.paused_s, taken)
        else:
            self.assertEqual(promise.clock.state, "breached")

    @given(all_terms(), TIMES, STORIES)
    def test_late_is_what_overran(self, terms, time, story):
        promise = live(terms, time, story)
        promise.done(START + 40 * DAY)
        clock = promise.clock
        if clock.state == "met":
            self.assertEqual(clock.overrun_s, 0)
            self.assertFalse(clock.stopped > clock.due)
        elif clock.state == "met_late":
            self.assertGreater(clock.stopped, clock.due)
            self.assertEqual(clock.overrun_s, time.measure(clock.due, clock.stopped))

    @given(all_terms(), STORIES, MOMENTS)
    def test_recalculation_is_idempotent(self, terms, story, now):
        promise = live(terms, OFFICE_TIME, story)
        if promise.clock.is_open:
            args = (terms, ALL_WEEK, "calendar", now)
            event = recalculate(promise.clock, *args)
            promise.follow([event] if event else [])
            self.assertIsNone(recalculate(promise.clock, *args))

    @given(all_terms(), TIMES, STORIES)
    def test_an_open_promise_is_looked_at_again_before_anything_happens(
        self, terms, time, story
    ):
        """Between now and its next event a promise has nothing to do."""
        promise = live(terms, time, story)
        now = max([START, *(moment for moment, _change in story)])
        promise.say(now)
        marks = {"1": 0}
        clock = promise.clock._replace(marks=marks) if promise.clock.state else Clock()
        moment = next_instant(clock, terms, time)
        if moment is not None:
            facts = promise.facts
            self.assertGreater(moment, now)
            self.assertEqual(decide(clock, terms, time, facts, moment - 1), [])
            self.assertTrue(decide(clock, terms, time, facts, moment))

    @given(all_terms(), TIMES, st.lists(TIMES, max_size=3), STORIES, MOMENTS)
    def test_what_hours_a_promise_ends_up_with_counts_not_which_it_had(
        self, terms, time, before, story, now
    ):
        """Whatever hours it had while it ran and waited, the last ones decide.

        Nobody looks at it in between, so that nothing breaks that does not stay broken.
        """
        terms = replace(terms, pause_max=0, target=0)
        if isinstance(time, ElapsedTime) or any(
            isinstance(other, ElapsedTime) for other in before
        ):
            before, time = [OFFICE_TIME], ALL_WEEK
        moments = sorted(moment for moment, _change in story[:4])
        spans = list(zip(moments[::2], moments[1::2], strict=False))
        always = self._with_pauses(terms, time, spans)
        changed = self._with_pauses(terms, OFFICE_TIME, spans)
        if "breach" in always.kinds() + changed.kinds():
            return
        for hours in (*before, time):
            changed.time = hours
            event = recalculate(changed.clock, terms, hours, "calendar", now)
            changed.follow([event] if event else [])
        self.assertEqual(
            (changed.clock.due, changed.clock.paused_s),
            (always.clock.due, always.clock.paused_s),
        )

    def _with_pauses(self, terms, time, spans):
        promise = Promise(time, terms, START)
        for begin, end in spans:
            promise.say(begin, paused=True)
            promise.say(end, paused=False)
        return promise

    @given(all_terms(), TIMES)
    def test_target_comes_before_due(self, terms, time):
        clock = Promise(time, terms, START).clock
        if clock.target is not None:
            self.assertLessEqual(clock.target, clock.due)


def _verdict(promise):
    """All that is told of a promise that has ended."""
    clock = promise.clock
    return clock._replace(paused_at=None, marks={})
