from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..core.deadline_clock import Event, StepTerms, Terms
from ..core.elapsed_time import ElapsedTime
from ..core.escalation import (
    MOST_OCCURRENCES,
    Occurrence,
    collapse,
    due_occurrences,
    instant,
    lasting_marks,
    next_instant,
)
from .core_common import DAY, HOUR, MINUTE, at, office, show
from .core_promise import ClockCase, Promise

GRACE = 15 * MINUTE
NIGHTLY = ElapsedTime("UTC", office())


class StepCase(ClockCase):
    """Steps of a promise of 8 working hours: 2026-03-02 09:00 to 2026-03-03 09:00."""

    def _with(self, *steps, **terms):
        return self._promise(steps=steps, **terms)

    def _instants(self, step, promise=None, count=1):
        promise = promise or self._with(step)
        args = (step, promise.clock, promise.time)
        return [show(instant(*args, number)) for number in range(count)]

    def assertInstants(self, step, *texts, **kwargs):
        texts = [text and show(at(text)) for text in texts]
        self.assertEqual(self._instants(step, count=len(texts), **kwargs), texts)

    def _due(self, promise, now):
        return due_occurrences(promise.clock, promise.terms, promise.time, at(now))

    def _mark(self, promise, occurrences):
        for occurrence in occurrences:
            data = {"step": occurrence.step.id, "occurrence": occurrence.number}
            promise.follow([Event("step", 0, data)])


@tagged("post_install", "-at_install")
class TestStepInstants(StepCase):
    """When a step acts."""

    def test_at_the_due_time(self):
        self.assertInstants(StepTerms(1), "2026-03-03 09:00", None)

    def test_so_long_before_it_in_working_time(self):
        step = StepTerms(1, delay=-2, unit="hour")
        self.assertInstants(step, "2026-03-02 16:00")

    def test_so_long_after_it_in_working_time(self):
        step = StepTerms(1, delay=30, unit="minute")
        promise = self._promise("2026-03-02 08:30", limit=8, steps=(step,))
        self.assertInstants(step, "2026-03-03 09:00", promise=promise)

    def test_working_days_after_it(self):
        step = StepTerms(1, delay=4, unit="day")
        self.assertInstants(step, "2026-03-09 09:00")

    def test_working_days_before_it(self):
        step = StepTerms(1, delay=-1, unit="day")
        self.assertInstants(step, "2026-03-02 09:00")

    def test_no_days_after_it_is_the_time_itself(self):
        self.assertInstants(StepTerms(1, unit="day"), "2026-03-03 09:00")

    def test_after_the_start(self):
        step = StepTerms(1, anchor="start", delay=1)
        self.assertInstants(step, "2026-03-02 10:00")

    def test_at_the_start(self):
        self.assertInstants(StepTerms(1, anchor="start"), "2026-03-02 09:00")

    def test_at_the_first_figure(self):
        step = StepTerms(1, anchor="target")
        promise = self._with(step, target=4)
        self.assertInstants(step, "2026-03-02 14:00", promise=promise)

    def test_without_the_first_figure_never(self):
        self.assertInstants(StepTerms(1, anchor="target"), None)

    def test_longer_before_than_there_is_time_acts_at_the_start(self):
        self.assertInstants(StepTerms(1, delay=-40), "2026-03-02 09:00")

    def test_per_cent_of_the_time(self):
        for percent, text in (
            (0, "2026-03-02 09:00"),
            (50, "2026-03-02 14:00"),
            (100, "2026-03-03 09:00"),
            (150, "2026-03-03 14:00"),
        ):
            step = StepTerms(1, delay=percent, unit="percent")
            self.assertInstants(step, text)

    def test_per_cent_of_elapsed_time(self):
        step = StepTerms(1, delay=75, unit="percent")
        promise = self._with(step, clock="elapsed", limit=24)
        self.assertInstants(step, "2026-03-03 03:00", promise=promise)

    def test_every_two_working_hours(self):
        step = StepTerms(1, repeat="hours", every=2)
        self.assertInstants(
            step, "2026-03-03 09:00", "2026-03-03 11:00", "2026-03-03 14:00"
        )

    def test_every_working_day(self):
        step = StepTerms(1, delay=3, unit="day", repeat="working_day")
        self.assertInstants(
            step, "2026-03-06 09:00", "2026-03-09 09:00", "2026-03-10 09:00"
        )

    def test_every_other_working_day(self):
        step = StepTerms(1, repeat="working_day", every=2)
        self.assertInstants(step, "2026-03-03 09:00", "2026-03-05 09:00")

    def test_every_working_day_of_a_promise_in_elapsed_time(self):
        step = StepTerms(1, repeat="working_day")
        promise = self._with(step, clock="elapsed", limit=97)
        moments = [instant(step, promise.clock, NIGHTLY, n) for n in range(3)]
        self.assertEqual(
            [show(moment) for moment in moments],
            [
                show(at(text))
                for text in ("2026-03-06 10:00", "2026-03-09 10:00", "2026-03-10 10:00")
            ],
        )

    def test_at_the_most_so_often(self):
        step = StepTerms(1, repeat="hours", most=2)
        self.assertInstants(step, "2026-03-03 09:00", "2026-03-03 10:00", None)

    def test_once_is_once(self):
        self.assertInstants(StepTerms(1, most=5), "2026-03-03 09:00", None)

    def test_in_hours_waits_for_the_opening(self):
        step = StepTerms(1, delay=12, in_hours=True)
        promise = self._promise(
            "2026-03-06 20:00", time=NIGHTLY, clock="elapsed", limit=2, steps=(step,)
        )
        self.assertInstants(step, "2026-03-09 08:00", promise=promise)
        step = replace(step, in_hours=False)
        self.assertInstants(step, "2026-03-07 10:00", promise=promise)

    def test_in_hours_leaves_working_hours_alone(self):
        self.assertInstants(StepTerms(1, delay=-2, in_hours=True), "2026-03-02 16:00")

    def test_none_while_paused(self):
        promise = self._with(StepTerms(1), StepTerms(2, delay=50, unit="percent"))
        promise.say(at("2026-03-02 10:00"), paused=True)
        for step in promise.terms.steps:
            self.assertInstants(step, None, promise=promise)


@tagged("post_install", "-at_install")
class TestNextInstant(StepCase):
    """When the runner looks at a promise again."""

    def assertNext(self, promise, text):
        moment = next_instant(promise.clock, promise.terms, promise.time)
        self.assertEqual(show(moment), text and show(at(text)))

    def test_warning_then_breach(self):
        promise = self._promise(target=4)
        self.assertNext(promise, "2026-03-02 14:00")
        promise.say(at("2026-03-02 14:00"))
        self.assertNext(promise, "2026-03-03 09:00:01")
        promise.say(at("2026-03-03 09:00:01"))
        self.assertNext(promise, None)

    def test_steps_that_have_not_acted(self):
        promise = self._with(StepTerms(1, delay=-1), StepTerms(2, delay=1))
        self.assertNext(promise, "2026-03-03 08:00")
        self._mark(promise, self._due(promise, "2026-03-03 08:00"))
        self.assertNext(promise, "2026-03-03 09:00:01")
        promise.say(at("2026-03-03 09:00:01"))
        self.assertNext(promise, "2026-03-03 10:00")

    def test_a_broken_one_is_escalated_until_it_is_done(self):
        promise = self._with(StepTerms(1, repeat="working_day"))
        promise.say(at("2026-03-03 10:00"))
        self._mark(promise, self._due(promise, "2026-03-03 10:00"))
        self.assertNext(promise, "2026-03-04 09:00")
        promise.done(at("2026-03-03 11:00"))
        self.assertNext(promise, None)

    def test_a_pause_with_an_end(self):
        promise = self._with(StepTerms(1), pause_max=HOUR)
        promise.say(at("2026-03-02 10:00"), paused=True)
        self.assertNext(promise, "2026-03-02 11:00")

    def test_a_pause_without_an_end(self):
        promise = self._with(StepTerms(1))
        promise.say(at("2026-03-02 10:00"), paused=True)
        self.assertNext(promise, None)

    def test_dropped(self):
        promise = self._with(StepTerms(1))
        promise.say(at("2026-03-02 10:00"), applies=False)
        self.assertNext(promise, None)


@tagged("post_install", "-at_install")
class TestDueOccurrences(StepCase):
    """Which steps are due, each occurrence once."""

    def assertOccurrences(self, found, *expected):
        self.assertEqual([(o.step.id, o.number) for o in found], list(expected))

    def test_not_a_second_early(self):
        promise = self._with(StepTerms(1, delay=-1))
        self.assertOccurrences(self._due(promise, "2026-03-03 07:59:59"))
        self.assertOccurrences(self._due(promise, "2026-03-03 08:00"), (1, 0))

    def test_in_the_order_of_time(self):
        promise = self._with(
            StepTerms(1), StepTerms(2, delay=-1), StepTerms(3, delay=9)
        )
        self.assertOccurrences(self._due(promise, "2026-03-03 10:00"), (2, 0), (1, 0))

    def test_what_has_acted_is_not_due_again(self):
        promise = self._with(StepTerms(1, delay=-1), StepTerms(2))
        self._mark(promise, self._due(promise, "2026-03-03 08:00"))
        self.assertOccurrences(self._due(promise, "2026-03-03 08:00"))
        self.assertOccurrences(self._due(promise, "2026-03-03 09:00"), (2, 0))

    def test_all_that_an_outage_missed(self):
        promise = self._with(StepTerms(1, repeat="working_day"))
        found = self._due(promise, "2026-03-05 12:00")
        self.assertOccurrences(found, (1, 0), (1, 1), (1, 2))

    def test_a_due_time_moved_on_brings_no_step_again(self):
        promise = self._with(StepTerms(1, delay=-1))
        self._mark(promise, self._due(promise, "2026-03-03 08:00"))
        promise.say(at("2026-03-03 08:30"), agreed=at("2026-03-06 12:00"))
        self.assertOccurrences(self._due(promise, "2026-03-06 12:00"))

    def test_under_the_same_rule_again_people_are_told_and_data_is_left_alone(self):
        steps = StepTerms(1, anchor="start"), StepTerms(2, anchor="start", notice=False)
        first = self._with(*steps)
        self._mark(first, self._due(first, "2026-03-02 09:00"))
        marks = lasting_marks(first.clock, first.terms)
        again = Promise(first.time, first.terms, first.clock.started, marks=marks)
        self.assertOccurrences(self._due(self._lead(again), "2026-03-02 10:00"), (1, 0))

    def test_none_of_what_waits_or_has_ended(self):
        promise = self._with(StepTerms(1, anchor="start"))
        promise.say(at("2026-03-02 10:00"), paused=True)
        self.assertOccurrences(self._due(promise, "2026-03-02 12:00"))
        promise.done(at("2026-03-02 12:00"))
        self.assertOccurrences(self._due(promise, "2026-03-02 12:00"))

    def test_a_long_outage_is_looked_through_in_pieces(self):
        promise = self._with(StepTerms(1, repeat="hours"), clock="elapsed")
        found = self._due(promise, "2026-12-31 00:00")
        self.assertEqual(len(found), MOST_OCCURRENCES)
        self._mark(promise, found)
        found = self._due(promise, "2026-12-31 00:00")
        self.assertEqual(found[0].number, MOST_OCCURRENCES)


@tagged("post_install", "-at_install")
class TestCollapse(StepCase):
    """What is still worth saying after an outage."""

    @staticmethod
    def _sorted(occurrences):
        return sorted(occurrences, key=lambda o: (o.at, o.step.id, o.number))

    def assertActs(self, promise, now, *expected):
        """These (step, number) act, all else that is due is superseded."""
        due = self._due(promise, now)
        act, superseded = collapse(due, at(now), GRACE)
        self.assertEqual([(o.step.id, o.number) for o in act], list(expected))
        self.assertEqual(self._sorted(act + superseded), self._sorted(due))

    def test_nothing_due(self):
        self.assertEqual(collapse([], at("2026-03-02 09:00"), GRACE), ([], []))

    def test_what_is_due_just_now_acts(self):
        promise = self._with(StepTerms(1), StepTerms(2, delay=-10, unit="minute"))
        self.assertActs(promise, "2026-03-03 09:00", (2, 0), (1, 0))

    def test_three_days_without_the_job_collapse_to_the_latest(self):
        promise = self._with(
            StepTerms(1, delay=-1), StepTerms(2), StepTerms(3, delay=4)
        )
        self.assertActs(promise, "2026-03-06 09:00", (3, 0))

    def test_what_was_missed_is_not_said_when_something_fresh_is(self):
        promise = self._with(StepTerms(1, delay=-1), StepTerms(2))
        self.assertActs(promise, "2026-03-03 09:10", (2, 0))

    def test_a_lonely_missed_message_still_goes_out(self):
        promise = self._with(StepTerms(1, delay=-1))
        self.assertActs(promise, "2026-03-20 09:00", (1, 0))

    def test_missed_messages_of_the_same_instant_all_go_out(self):
        promise = self._with(StepTerms(1), StepTerms(2), StepTerms(3, delay=-1))
        self.assertActs(promise, "2026-03-20 09:00", (1, 0), (2, 0))

    def test_of_a_repeated_step_only_the_latest(self):
        promise = self._with(StepTerms(1, repeat="hours"))
        self.assertActs(promise, "2026-03-03 16:30", (1, 6))

    def test_of_a_repeated_step_only_the_latest_also_when_all_are_fresh(self):
        promise = self._with(StepTerms(1, repeat="hours"))
        due = self._due(promise, "2026-03-03 11:00")
        act, superseded = collapse(due, at("2026-03-03 11:00"), DAY)
        self.assertEqual([o.number for o in act], [2])
        self.assertEqual([o.number for o in superseded], [0, 1])

    def test_what_changes_data_always_acts(self):
        change = StepTerms(1, delay=-1, notice=False)
        promise = self._with(change, StepTerms(2), StepTerms(3, delay=4))
        self.assertActs(promise, "2026-03-06 09:00", (1, 0), (3, 0))

    def test_a_change_of_data_supersedes_no_message(self):
        promise = self._with(StepTerms(1, delay=-1), StepTerms(2, notice=False))
        self.assertActs(promise, "2026-03-06 09:00", (1, 0), (2, 0))

    def test_the_grace_is_exact(self):
        promise = self._with(StepTerms(1, delay=-15, unit="minute"), StepTerms(2))
        self.assertActs(promise, "2026-03-03 09:00", (1, 0), (2, 0))
        self.assertActs(promise, "2026-03-03 09:00:01", (2, 0))

    @given(st.data())
    def test_every_occurrence_acts_or_is_superseded_and_one_message_at_least(
        self, data
    ):
        now = at("2026-03-10 09:00")
        steps = [
            StepTerms(number, notice=data.draw(st.booleans())) for number in range(3)
        ]
        moments = st.integers(now - 2 * HOUR, now)
        due = sorted(
            {
                Occurrence(
                    data.draw(moments), data.draw(st.sampled_from(steps)), number
                )
                for number in range(data.draw(st.integers(0, 8)))
            },
            key=lambda o: (o.at, o.number),
        )
        act, superseded = collapse(due, now, GRACE)
        self.assertEqual(self._sorted(act + superseded), self._sorted(due))
        self.assertEqual(len({o.step.id for o in act}), len(act))
        changes = {o.step.id for o in due if not o.step.notice}
        self.assertLessEqual(changes, {o.step.id for o in act})
        if any(o.step.notice for o in due):
            self.assertTrue(any(o.step.notice for o in act))

    @given(st.integers(1, 40 * 24), st.lists(st.integers(1, 30), max_size=20))
    def test_no_occurrence_acts_twice_however_often_the_job_runs(self, hours, naps):
        """Run after run, each occurrence is dealt with once, and none is left out."""
        steps = (StepTerms(1, repeat="hours", every=3), StepTerms(2, delay=-1))
        promise = Promise(
            self.office, Terms(limit=8, steps=steps), at("2026-03-02 09:00")
        )
        now, done = promise.clock.started, []
        for nap in [*naps, hours]:
            now += nap * HOUR
            act, superseded = collapse(
                due_occurrences(promise.clock, promise.terms, promise.time, now),
                now,
                GRACE,
            )
            self._mark(promise, sorted(act + superseded, key=lambda o: o.number))
            done += [(o.step.id, o.number) for o in act + superseded]
        self.assertEqual(len(done), len(set(done)))
        numbers = sorted(number for step, number in done if step == 1)
        self.assertEqual(numbers, list(range(len(numbers))))
