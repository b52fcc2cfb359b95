from dataclasses import replace

from odoo.tests import tagged

from ..core.deadline_clock import (
    Facts,
    StepTerms,
    Terms,
    due_times,
    instant_after,
    pause_seconds,
    replay,
)
from ..core.deadline_decision import recalculate
from ..core.elapsed_time import ElapsedTime
from .core_common import DAY, HOUR, MINUTE, at, office
from .core_promise import ClockCase, Promise


@tagged("post_install", "-at_install")
class TestDueTimes(ClockCase):
    """When a promise is warned about and due, by its terms."""

    def assertDue(self, promise, due, target=None):
        self.assertClock(promise, due=due, target=target, state="running")

    def test_working_hours(self):
        self.assertDue(self._promise(), "2026-03-03 09:00")

    def test_working_minutes(self):
        self.assertDue(self._promise(unit="minute", limit=30), "2026-03-02 09:30")

    def test_elapsed_hours(self):
        self.assertDue(self._promise(clock="elapsed", limit=24), "2026-03-03 09:00")

    def test_elapsed_days_are_days_of_the_calendar(self):
        promise = self._promise(
            "2026-03-06 10:00", clock="elapsed", unit="day", limit=2
        )
        self.assertDue(promise, "2026-03-08 10:00")

    def test_cm_2_1_three_to_five_working_days(self):
        promise = self._promise(unit="day", target=3, limit=5)
        self.assertDue(promise, "2026-03-09 09:00", target="2026-03-05 09:00")

    def test_until_the_end_of_the_working_day(self):
        promise = self._promise("2026-03-02 10:00", limit=0, end_of_day=True)
        self.assertDue(promise, "2026-03-02 17:00")
        promise = self._promise("2026-03-02 18:00", limit=0, end_of_day=True)
        self.assertDue(promise, "2026-03-03 17:00")

    def test_until_the_end_of_the_next_working_day(self):
        promise = self._promise(
            "2026-03-06 10:00", unit="day", limit=1, end_of_day=True
        )
        self.assertDue(promise, "2026-03-09 17:00")

    def test_hours_rounded_up_to_the_end_of_their_day(self):
        promise = self._promise("2026-03-02 10:00", limit=2, end_of_day=True)
        self.assertDue(promise, "2026-03-02 17:00")

    def test_an_agreed_time_takes_the_place_of_the_limit(self):
        agreed = at("2026-03-07 10:00")
        promise = self._promise(target=4, facts={"agreed": agreed})
        self.assertDue(promise, "2026-03-07 10:00", target="2026-03-02 14:00")

    def test_started_in_the_future(self):
        terms = Terms(limit=8)
        promise = Promise(
            self.office, terms, at("2026-03-03 09:00"), at("2026-03-02 09:00")
        )
        self.assertDue(promise, "2026-03-04 09:00")

    def test_pauses_move_the_target_too(self):
        start = at("2026-03-02 09:00")
        pauses = [(start, start + HOUR)]
        figures = due_times(Terms(limit=8, target=4), self.office, start, pauses)
        self.assertAt(figures["target"], "2026-03-02 15:00")
        self.assertAt(figures["due"], "2026-03-03 10:00")

    def test_a_pause_after_the_first_figure_does_not_move_it(self):
        pauses = [(at("2026-03-02 15:00"), at("2026-03-02 16:00"))]
        figures = due_times(
            Terms(limit=8, target=4), self.office, at("2026-03-02 09:00"), pauses
        )
        self.assertAt(figures["target"], "2026-03-02 14:00")
        self.assertAt(figures["due"], "2026-03-03 10:00")

    def test_a_due_time_never_lies_in_a_pause(self):
        start = at("2026-03-02 09:00")
        night = (at("2026-03-02 16:00"), at("2026-03-03 10:00"))
        for terms, due in (
            # all the time is used up when it begins to wait
            (Terms(limit=6), "2026-03-03 10:00"),
            (Terms(limit=7), "2026-03-03 11:00"),
            # the hours were used up; the day that ends is that of the pause's end
            (Terms(limit=2, end_of_day=True), "2026-03-03 17:00"),
            (Terms(limit=5), "2026-03-02 15:00"),  # it waits in vain
        ):
            figures = due_times(terms, self.office, start, [night])
            self.assertAt(figures["due"], due)
        weekend = (at("2026-03-06 17:00"), at("2026-03-09 08:00"))
        terms = Terms(unit="day", limit=4, end_of_day=True)
        figures = due_times(terms, self.office, start, [weekend])
        self.assertAt(figures["due"], "2026-03-09 08:00")

    def test_a_pause_lengthens_the_hours_and_then_the_day_ends_once(self):
        for limit, paused_s, due in (
            (2, MINUTE, "2026-03-02 17:00"),
            (2, 30 * MINUTE, "2026-03-02 17:00"),
            (2, 4 * HOUR, "2026-03-02 17:00"),  # to the closing itself
            (2, 4 * HOUR + 1, "2026-03-03 17:00"),
            (0, 0, "2026-03-02 17:00"),
            (0, 6 * HOUR + 1, "2026-03-03 17:00"),
        ):
            for unit, seconds in (("hour", HOUR), ("minute", MINUTE)):
                terms = Terms(unit=unit, end_of_day=True)
                figure = limit * HOUR // seconds
                start = at("2026-03-02 10:00")
                moment = instant_after(terms, self.office, start, figure, paused_s)
                self.assertAt(moment, due)

    def test_a_pause_moves_the_end_of_a_counted_day_by_what_it_takes(self):
        terms = Terms(unit="day", limit=3, target=1, end_of_day=True)
        for paused_s, target, due in (
            (0, "2026-03-03 17:00", "2026-03-05 17:00"),
            (MINUTE, "2026-03-04 08:01", "2026-03-06 08:01"),
            (8 * HOUR, "2026-03-04 17:00", "2026-03-06 17:00"),
        ):
            start = at("2026-03-02 10:00")
            figures = [
                instant_after(terms, self.office, start, days, paused_s)
                for days in (terms.target, terms.limit)
            ]
            self.assertAt(figures[0], target)
            self.assertAt(figures[1], due)

    def test_terms_survive_being_stored(self):
        terms = Terms(
            limit=8,
            target=4,
            steps=(StepTerms(3, "start", 5, "day", "hours", 2, 9, True),),
        )
        self.assertEqual(Terms.from_json(terms.to_json()), terms)
        self.assertIsInstance(terms.to_json()["steps"], list)


@tagged("post_install", "-at_install")
class TestVerdicts(ClockCase):
    """Warned at the first figure, broken after the second, done whenever it is done."""

    def test_nothing_happens_before_the_first_figure(self):
        promise = self._promise(target=4)
        self.assertEqual(promise.say(at("2026-03-02 13:59:59")), [])
        self.assertClock(promise, warned=False)

    def test_warned_at_the_first_figure(self):
        promise = self._promise(target=4)
        promise.say(at("2026-03-02 14:20"))
        self.assertClock(promise, warned=True, state="running")
        self.assertEqual(promise.events[-1].at, at("2026-03-02 14:00"))
        self.assertEqual(promise.say(at("2026-03-02 14:30")), [])

    def test_done_at_the_second_it_is_due_is_kept(self):
        promise = self._promise()
        promise.done(at("2026-03-03 09:00"))
        self.assertClock(
            promise,
            state="met",
            stopped="2026-03-03 09:00",
            worked_s=8 * HOUR,
            overrun_s=0,
        )

    def test_a_second_later_is_late(self):
        promise = self._promise()
        promise.done(at("2026-03-03 09:00:01"))
        self.assertClock(promise, state="met_late", worked_s=8 * HOUR + 1, overrun_s=1)
        self.assertEqual(promise.kinds(), ["start", "breach", "stop"])

    def test_broken_a_second_after_it_is_due(self):
        promise = self._promise()
        self.assertEqual(promise.say(at("2026-03-03 09:00")), [])
        promise.say(at("2026-03-03 12:00"))
        self.assertClock(promise, state="breached", due="2026-03-03 09:00")
        self.assertEqual(promise.events[-1].at, at("2026-03-03 09:00:01"))
        self.assertEqual(promise.say(at("2026-03-04 12:00")), [])

    def test_overrun_counts_working_time(self):
        promise = self._promise("2026-03-05 09:00")
        promise.done(at("2026-03-09 10:00"))
        self.assertClock(promise, state="met_late", overrun_s=9 * HOUR)

    def test_warned_and_broken_during_an_outage(self):
        promise = self._promise(target=4)
        promise.say(at("2026-03-20 09:00"))
        self.assertEqual(promise.kinds(), ["start", "warn", "breach"])

    def test_done_after_an_outage_is_late_all_the_same(self):
        promise = self._promise(target=4)
        promise.done(at("2026-03-20 09:00"))
        self.assertEqual(promise.kinds(), ["start", "warn", "breach", "stop"])

    def test_a_reply_that_arrives_late_counts_when_it_was_written(self):
        promise = self._promise()
        promise.say(at("2026-03-03 10:00"))
        self.assertClock(promise, state="breached")
        promise.say(at("2026-03-03 11:00"), stopped_at=at("2026-03-03 08:30"))
        self.assertClock(promise, state="met", stopped="2026-03-03 08:30")

    def test_a_reply_dated_in_the_future_counts_now(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), stopped_at=at("2026-03-09 10:00"))
        self.assertClock(
            promise, state="met", stopped="2026-03-02 10:00", worked_s=HOUR
        )

    def test_done_before_it_began_to_count(self):
        terms = Terms(limit=8)
        promise = Promise(
            self.office, terms, at("2026-03-04 09:00"), at("2026-03-02 09:00")
        )
        promise.done(at("2026-03-02 10:00"))
        self.assertClock(promise, state="met", stopped="2026-03-02 10:00", worked_s=0)

    def test_dropped_is_neither_kept_nor_broken(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), applies=False, cancel_reason="no_rule")
        self.assertClock(promise, state="cancelled", stopped="2026-03-02 10:00")
        self.assertEqual(promise.events[-1].data["reason"], "no_rule")
        self.assertFalse(promise.clock.is_open)

    def test_dropping_a_broken_one_does_not_mend_it(self):
        promise = self._promise()
        promise.say(at("2026-03-03 10:00"))
        promise.say(at("2026-03-03 11:00"), applies=False)
        self.assertClock(promise, state="breached", stopped="2026-03-03 11:00")
        self.assertFalse(promise.clock.is_open)

    def test_dropping_a_broken_one_that_nobody_noticed_does_not_mend_it(self):
        promise = self._promise()
        promise.say(at("2026-03-03 11:00"), applies=False)
        self.assertClock(promise, state="breached", stopped="2026-03-03 11:00")

    def test_done_comes_before_dropped_only_while_the_rule_speaks_of_it(self):
        promise = self._promise()
        now = at("2026-03-02 10:00")
        promise.say(now, applies=False, stopped_at=now)
        self.assertClock(promise, state="cancelled")

    def test_what_has_ended_is_never_touched_again(self):
        for facts in ({"stopped_at": at("2026-03-02 10:00")}, {"applies": False}):
            promise = self._promise()
            promise.say(at("2026-03-02 10:00"), **facts)
            before = promise.clock
            later = at("2026-03-09 10:00")
            promise.say(later, applies=True, stopped_at=None, paused=True, agreed=later)
            for action in ("pause", "resume", "stop"):
                promise.by_hand(action, later)
            self.assertEqual(promise.clock, before)

    def test_log_replays_without_a_calendar(self):
        promise = self._promise(target=4, pause_max=HOUR)
        promise.say(at("2026-03-02 10:00"), paused=True)
        promise.done(at("2026-03-10 10:00"))
        self.assertEqual(replay(promise.events), promise.clock)


@tagged("post_install", "-at_install")
class TestChanges(ClockCase):
    """Agreed times, start dates, calendars and terms that change meanwhile."""

    def test_an_agreed_time_moves_the_due_time(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), agreed=at("2026-03-04 12:00"))
        self.assertClock(promise, due="2026-03-04 12:00", agreed="2026-03-04 12:00")
        promise.say(at("2026-03-02 11:00"), agreed=None)
        self.assertClock(promise, due="2026-03-03 09:00", agreed=None)

    def test_agreeing_afterwards_does_not_mend_a_broken_promise(self):
        promise = self._promise()
        promise.say(at("2026-03-03 10:00"))
        promise.say(at("2026-03-03 11:00"), agreed=at("2026-03-09 12:00"))
        self.assertClock(promise, state="breached", due="2026-03-03 09:00")

    def test_agreeing_afterwards_does_not_mend_what_nobody_noticed(self):
        promise = self._promise()
        promise.say(at("2026-03-03 11:00"), agreed=at("2026-03-09 12:00"))
        self.assertClock(promise, state="breached", due="2026-03-03 09:00")

    def test_an_agreed_time_is_not_moved_by_pauses(self):
        promise = self._promise(facts={"agreed": at("2026-03-04 12:00")})
        promise.say(at("2026-03-02 10:00"), paused=True)
        promise.say(at("2026-03-02 11:00"), paused=False)
        self.assertClock(promise, due="2026-03-04 12:00", paused_s=HOUR)

    def test_an_agreed_time_during_a_pause_holds_after_it(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), paused=True)
        promise.say(at("2026-03-02 11:00"), agreed=at("2026-03-04 12:00"))
        self.assertClock(promise, state="paused", due=None, target=None)
        promise.say(at("2026-03-02 12:00"), paused=False)
        self.assertClock(promise, due="2026-03-04 12:00")

    def test_a_later_first_figure_is_warned_about_again(self):
        promise = self._promise(target=4)
        promise.say(at("2026-03-02 15:00"))
        self.assertClock(promise, warned=True)
        promise.say(at("2026-03-02 16:00"), start=at("2026-03-04 09:00"))
        self.assertClock(promise, warned=False, target="2026-03-04 14:00")
        promise.say(at("2026-03-04 14:00"))
        self.assertClock(promise, warned=True)

    def test_a_changed_start_date_moves_it(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), start=at("2026-03-03 09:00"))
        self.assertClock(promise, started="2026-03-03 09:00", due="2026-03-04 09:00")

    def test_a_start_date_in_the_past_breaks_it_at_once(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), start=at("2026-02-02 09:00"))
        self.assertEqual(promise.kinds(), ["start", "retarget", "breach"])
        self.assertClock(promise, state="breached", due="2026-02-03 09:00")

    def test_another_calendar_moves_it(self):
        promise = self._promise()
        saturdays = office(weekdays=range(5, 6))
        event = recalculate(
            promise.clock, promise.terms, saturdays, "calendar", at("2026-03-02 10:00")
        )
        promise.time = saturdays
        promise.follow([event])
        self.assertClock(promise, due="2026-03-07 17:00", state="running")

    def test_recalculation_is_idempotent(self):
        promise = self._promise()
        now = at("2026-03-02 10:00")
        time = office(weekdays=range(6))
        args = (promise.terms, time, "calendar", now)
        self.assertIsNone(recalculate(promise.clock, *args))  # nothing moves
        promise = self._promise("2026-03-06 12:00")
        promise.follow([recalculate(promise.clock, *args)])
        self.assertClock(promise, due="2026-03-07 12:00")
        self.assertIsNone(recalculate(promise.clock, *args))

    def test_a_paused_one_moves_when_it_resumes(self):
        promise = self._promise("2026-03-06 12:00")
        now = at("2026-03-06 14:00")
        promise.say(now, paused=True)
        promise.time = office(weekdays=range(6))
        self.assertIsNone(
            recalculate(promise.clock, promise.terms, promise.time, "calendar", now)
        )
        promise.say(at("2026-03-06 15:00"), paused=False)
        self.assertClock(promise, due="2026-03-07 14:00")

    def test_a_holiday_announced_late_mends_what_it_would_not_have_broken(self):
        promise = self._promise("2026-03-04 09:00")
        now = at("2026-03-05 10:00")
        promise.say(now)
        self.assertClock(promise, state="breached")
        promise.time = office(closed={promise.time.local_date(now)})
        promise.follow(
            [recalculate(promise.clock, promise.terms, promise.time, "calendar", now)]
        )
        self.assertClock(promise, state="running", due="2026-03-06 09:00")

    def test_what_stays_broken_stays_broken(self):
        promise = self._promise("2026-03-04 09:00")
        now = at("2026-03-05 10:00")
        promise.say(now)
        terms = replace(promise.terms, limit=7)
        promise.follow(
            [recalculate(promise.clock, terms, promise.time, "retarget", now, terms=5)]
        )
        self.assertClock(promise, state="breached", due="2026-03-04 17:00")

    def test_new_terms_on_a_paused_one_count_when_it_resumes(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), paused=True)
        promise.terms = replace(promise.terms, limit=4)
        now = at("2026-03-02 11:00")
        event = recalculate(
            promise.clock, promise.terms, promise.time, "retarget", now, terms=5
        )
        promise.follow([event])
        self.assertClock(promise, state="paused", due=None)
        promise.say(now, paused=False)
        self.assertClock(promise, due="2026-03-02 15:00")

    def test_pauses_of_the_promise_it_takes_over_from_count_on(self):
        first = self._promise()
        first.say(at("2026-03-02 10:00"), paused=True)
        first.say(at("2026-03-02 11:00"), paused=False)
        first.say(at("2026-03-02 12:00"), applies=False, cancel_reason="replaced")
        second = Promise(
            self.office,
            Terms(limit=4),
            first.clock.started,
            at("2026-03-02 12:00"),
            first.clock.pauses,
        )
        self.assertClock(second, paused_s=HOUR, due="2026-03-02 15:00")
        second.done(at("2026-03-02 14:00"))
        self.assertClock(second, worked_s=3 * HOUR)

    def test_a_pause_is_measured_on_the_clock_that_takes_over(self):
        """Friday 16:00 to Monday 10:00: 3 hours of work, 66 hours by the clock."""
        elapsed = self._promise("2026-03-06 15:00", clock="elapsed")
        elapsed.say(at("2026-03-06 16:00"), paused=True)
        elapsed.say(at("2026-03-09 10:00"), paused=False)
        self.assertClock(elapsed, paused_s=66 * HOUR)
        working = self._take_over(elapsed, self.office)
        self.assertClock(working, paused_s=3 * HOUR, due="2026-03-10 09:00")
        again = self._take_over(working, ElapsedTime())
        self.assertClock(again, paused_s=66 * HOUR, due="2026-03-09 17:00")

    def test_a_pause_while_nobody_works_counts_on_an_elapsed_clock(self):
        first = self._promise()
        first.say(at("2026-03-02 18:00"), paused=True)
        first.say(at("2026-03-03 08:00"), paused=False)
        self.assertClock(first, paused_s=0)
        second = self._take_over(first, self.office)
        self.assertClock(second, paused_s=0)
        self.assertClock(self._take_over(second, ElapsedTime()), paused_s=14 * HOUR)

    def test_a_pause_before_the_start_takes_nothing(self):
        pauses = ((at("2026-03-02 10:00"), at("2026-03-02 12:00")),)
        late = at("2026-03-02 11:00")
        self.assertEqual(pause_seconds(pauses, self.office, late), HOUR)
        self.assertEqual(pause_seconds(pauses, self.office, late + HOUR), 0)

    def _take_over(self, promise, time):
        """Another rule for 8 hours on a clock takes over, at once."""
        now = promise.events[-1].at
        promise.say(now, applies=False, cancel_reason="replaced")
        pauses = promise.clock.pauses
        started = promise.clock.started
        return self._lead(Promise(time, Terms(limit=8), started, now, pauses))

    def test_a_pause_that_lasts_while_another_rule_takes_over_counts_on(self):
        first = self._promise()
        first.say(at("2026-03-02 10:00"), paused=True)
        first.say(at("2026-03-02 12:00"), applies=False, cancel_reason="replaced")
        self.assertClock(first, state="cancelled", paused_s=2 * HOUR)

    def test_time_of_the_working_clock_and_of_the_elapsed_one(self):
        start = at("2026-03-06 16:00")
        for time, worked in (
            (self.office, 2 * HOUR),
            (ElapsedTime(), 2 * DAY + 17 * HOUR),
        ):
            promise = Promise(time, Terms(limit=90), start)
            promise.done(at("2026-03-09 09:00"))
            self.assertClock(promise, worked_s=worked)

    def test_facts_begin_as_a_plain_running_record(self):
        self.assertEqual(Facts(5), Facts(5, True, "", None, False, None))
