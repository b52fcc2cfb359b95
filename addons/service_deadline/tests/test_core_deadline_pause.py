from odoo.tests import tagged

from ..core.deadline_clock import Terms
from .core_common import HOUR, MINUTE, at
from .core_promise import ClockCase, Promise


@tagged("post_install", "-at_install")
class TestPauseByRule(ClockCase):
    """While the condition of the rule holds, the promise waits and cannot break."""

    def _paused(self, **terms):
        promise = self._promise(**terms)
        promise.say(at("2026-03-02 10:00"), paused=True)
        return promise

    def test_has_no_due_time(self):
        promise = self._paused(target=4)
        self.assertClock(
            promise, state="paused", due=None, target=None, paused_at="2026-03-02 10:00"
        )

    def test_half_an_hour_extends_by_half_an_hour(self):
        promise = self._paused()
        promise.say(at("2026-03-02 10:30"), paused=False)
        self.assertClock(
            promise, state="running", due="2026-03-03 09:30", paused_s=30 * MINUTE
        )

    def test_counts_opening_hours_only(self):
        promise = self._promise("2026-03-05 16:00")
        promise.say(at("2026-03-05 16:50"), paused=True)  # Thursday to Monday
        promise.say(at("2026-03-09 08:20"), paused=False)
        self.assertClock(promise, paused_s=8 * HOUR + 30 * MINUTE)

    def test_begun_and_ended_out_of_hours_costs_nothing(self):
        promise = self._promise("2026-03-06 16:00")
        promise.say(at("2026-03-06 20:00"), paused=True)
        promise.say(at("2026-03-08 20:00"), paused=False)
        self.assertClock(promise, paused_s=0, due="2026-03-09 16:00")

    def test_from_the_first_moment(self):
        start = at("2026-03-02 09:00")
        promise = self._lead(Promise(self.office, Terms(limit=8), start, paused=True))
        self.assertClock(promise, state="paused", due=None)
        promise.say(at("2026-03-02 11:00"), paused=False)
        self.assertClock(promise, due="2026-03-03 11:00")

    def test_twice_a_day_adds_up(self):
        promise = self._paused()
        promise.say(at("2026-03-02 10:30"), paused=False)
        promise.say(at("2026-03-02 14:00"), paused=True)
        promise.say(at("2026-03-02 15:00"), paused=False)
        self.assertClock(promise, paused_s=90 * MINUTE, due="2026-03-03 10:30")

    def test_never_breaks(self):
        promise = self._paused()
        self.assertEqual(promise.say(at("2026-12-02 10:30")), [])
        self.assertClock(promise, state="paused")

    def test_done_in_a_pause_that_outlives_the_due_time_is_kept(self):
        promise = self._paused()
        promise.done(at("2026-03-10 10:30"))
        self.assertClock(promise, state="met", worked_s=HOUR, overrun_s=0)
        self.assertEqual(promise.kinds(), ["start", "pause", "resume", "stop"])

    def test_done_before_any_work(self):
        promise = self._promise()
        promise.say(at("2026-03-02 09:00"), paused=True)
        promise.done(at("2026-03-02 12:00"))
        self.assertClock(promise, state="met", worked_s=0, paused_s=3 * HOUR)

    def test_done_and_paused_at_once_is_done(self):
        promise = self._promise()
        now = at("2026-03-02 10:00")
        promise.say(now, paused=True, stopped_at=now)
        self.assertEqual(promise.kinds(), ["start", "stop"])

    def test_dropped_while_paused_settles_the_pause(self):
        promise = self._paused()
        promise.say(at("2026-03-02 12:00"), applies=False)
        self.assertClock(
            promise, state="cancelled", paused_s=2 * HOUR, paused_at=None, pause_by=""
        )

    def test_what_is_broken_is_not_paused(self):
        promise = self._promise()
        promise.say(at("2026-03-03 10:00"), paused=True)
        self.assertClock(promise, state="breached")
        self.assertEqual(promise.say(at("2026-03-03 12:00")), [])

    def test_what_is_broken_unnoticed_is_broken_first(self):
        promise = self._promise(target=4)
        promise.say(at("2026-03-04 10:00"), paused=True)
        self.assertEqual(promise.kinds(), ["start", "warn", "breach"])

    def test_warned_about_before_it_pauses(self):
        promise = self._promise(target=4)
        promise.say(at("2026-03-02 15:00"), paused=True)
        self.assertEqual(promise.kinds(), ["start", "warn", "pause"])

    def test_the_last_second_is_left_after_a_pause(self):
        promise = self._promise()
        promise.say(at("2026-03-03 09:00"), paused=True)
        promise.say(at("2026-03-04 09:00"), paused=False)
        self.assertClock(promise, state="running", due="2026-03-04 09:00")
        promise.say(at("2026-03-04 09:00:01"))
        self.assertClock(promise, state="breached")

    def test_what_took_place_before_a_pause_is_not_undone_by_an_earlier_reply(self):
        promise = self._paused()
        promise.say(at("2026-03-02 12:00"), stopped_at=at("2026-03-02 09:30"))
        self.assertClock(
            promise, state="met", stopped="2026-03-02 09:30", worked_s=30 * MINUTE
        )


@tagged("post_install", "-at_install")
class TestLongestPause(ClockCase):
    """A pause by rule ends by itself, whether or not anybody looks."""

    def _paused(self):
        promise = self._promise(pause_max=2 * HOUR)
        promise.say(at("2026-03-02 10:00"), paused=True)
        return promise

    def test_says_until_when(self):
        self.assertClock(self._paused(), pause_until="2026-03-02 12:00")

    def test_still_paused_a_second_before(self):
        promise = self._paused()
        self.assertEqual(promise.say(at("2026-03-02 11:59:59")), [])

    def test_runs_on_although_the_condition_still_holds(self):
        promise = self._paused()
        promise.say(at("2026-03-02 12:00"))
        self.assertClock(
            promise, state="running", pause_spent=True, due="2026-03-03 11:00"
        )
        self.assertEqual(promise.say(at("2026-03-02 14:00")), [])

    def test_ended_at_its_time_whoever_noticed_when(self):
        promise = self._paused()
        promise.say(at("2026-03-02 16:00"))
        self.assertEqual(promise.events[-1].at, at("2026-03-02 12:00"))
        self.assertClock(promise, paused_s=2 * HOUR, due="2026-03-03 11:00")

    def test_breaks_after_it(self):
        promise = self._paused()
        promise.say(at("2026-03-04 10:00"))
        self.assertEqual(promise.kinds(), ["start", "pause", "resume", "breach"])

    def test_may_pause_again_after_the_condition_was_gone(self):
        promise = self._paused()
        promise.say(at("2026-03-02 12:00"))
        promise.say(at("2026-03-02 13:00"), paused=False)
        self.assertClock(promise, pause_spent=False, state="running")
        promise.say(at("2026-03-02 14:00"), paused=True)
        self.assertClock(promise, state="paused", pause_until="2026-03-02 16:00")

    def test_condition_gone_unnoticed_after_the_end(self):
        promise = self._paused()
        promise.say(at("2026-03-02 16:00"), paused=False)
        self.assertEqual(promise.kinds(), ["start", "pause", "resume", "unspend"])
        self.assertClock(promise, paused_s=2 * HOUR, pause_spent=False)

    def test_done_long_after_it(self):
        promise = self._paused()
        promise.done(at("2026-03-03 11:00"))
        self.assertClock(promise, state="met", worked_s=8 * HOUR)

    def test_done_by_a_reply_written_during_the_pause(self):
        promise = self._paused()
        promise.say(at("2026-03-02 15:00"), stopped_at=at("2026-03-02 11:00"))
        self.assertClock(promise, state="met", worked_s=HOUR, paused_s=HOUR)


@tagged("post_install", "-at_install")
class TestPauseByHand(ClockCase):
    """Somebody pauses, resumes or ends a promise, each with effect at once."""

    def test_until_somebody_resumes_it(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"))
        self.assertClock(promise, state="paused", pause_until=None, pause_by="hand")
        promise.by_hand("resume", at("2026-03-02 11:00"))
        self.assertClock(promise, state="running", paused_s=HOUR, pause_spent=False)

    def test_ends_by_itself_at_its_time(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"), at("2026-03-02 11:00"))
        promise.say(at("2026-03-02 15:00"))
        self.assertClock(promise, state="running", paused_s=HOUR)

    def test_resumed_after_its_time_counts_up_to_its_time(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"), at("2026-03-02 11:00"))
        promise.by_hand("resume", at("2026-03-02 12:00"))
        self.assertClock(promise, state="running", paused_s=HOUR)

    def test_the_runner_does_not_end_it(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"))
        self.assertEqual(promise.say(at("2026-03-09 10:00"), paused=False), [])

    def test_a_pause_by_rule_resumed_by_hand_does_not_begin_again(self):
        promise = self._promise()
        promise.say(at("2026-03-02 10:00"), paused=True)
        promise.by_hand("resume", at("2026-03-02 11:00"))
        self.assertEqual(promise.say(at("2026-03-02 12:00")), [])
        self.assertClock(promise, state="running", pause_spent=True)

    def test_the_rule_pauses_on_where_the_hand_ends(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"), at("2026-03-02 11:00"))
        promise.say(at("2026-03-02 11:30"), paused=True)
        self.assertClock(promise, state="paused", pause_by="rule")

    def test_the_rule_pauses_on_where_the_hand_ends_whoever_noticed_when(self):
        """The rule's reason to wait came at 10:30, during the pause by hand."""
        promise = self._promise(pause_max=2 * HOUR)
        promise.by_hand("pause", at("2026-03-02 10:00"), at("2026-03-02 11:00"))
        promise.say(at("2026-03-02 10:30"), paused=True)
        self.assertClock(promise, pause_by="both", pause_until="2026-03-02 11:00")
        promise.say(at("2026-03-02 16:00"))
        self.assertEqual(
            promise.kinds(), ["start", "pause", "waits", "resume", "pause", "resume"]
        )
        self.assertClock(promise, paused_s=2 * HOUR, due="2026-03-03 11:00")

    def test_the_rule_does_not_pause_on_when_its_reason_has_gone(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"), at("2026-03-02 11:00"))
        promise.say(at("2026-03-02 10:30"), paused=True)
        promise.say(at("2026-03-02 10:45"), paused=False)
        promise.say(at("2026-03-02 16:00"))
        self.assertClock(promise, state="running", due="2026-03-03 10:00")

    def test_resumed_by_hand_the_rule_does_not_pause_on(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"))
        promise.say(at("2026-03-02 10:30"), paused=True)
        promise.by_hand("resume", at("2026-03-02 11:00"))
        promise.say(at("2026-03-02 11:00"))
        self.assertClock(promise, state="running", pause_spent=True)

    def test_a_pause_by_hand_gives_the_rule_no_second_one(self):
        """As long as the same reason lasts, its longest pause is used up."""
        promise = self._promise(pause_max=HOUR)
        promise.say(at("2026-03-02 10:00"), paused=True)
        promise.say(at("2026-03-02 11:00"))
        promise.by_hand("pause", at("2026-03-02 11:00"), at("2026-03-02 12:00"))
        promise.say(at("2026-03-02 14:00"))
        self.assertClock(promise, state="running", due="2026-03-03 11:00")
        promise.say(at("2026-03-02 15:00"), paused=False)
        promise.say(at("2026-03-02 16:00"), paused=True)
        self.assertClock(promise, state="paused", pause_by="rule")

    def test_a_paused_one_is_not_paused_twice(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"))
        self.assertEqual(promise.by_hand("pause", at("2026-03-02 11:00")), [])

    def test_a_running_one_is_not_resumed(self):
        self.assertEqual(self._promise().by_hand("resume", at("2026-03-02 11:00")), [])

    def test_a_broken_one_is_not_paused_also_when_nobody_noticed(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-03 09:00:01"))
        self.assertClock(promise, state="breached")

    def test_warned_about_before_it_pauses(self):
        promise = self._promise(target=4)
        promise.by_hand("pause", at("2026-03-02 15:00"))
        self.assertEqual(promise.kinds(), ["start", "warn", "pause"])

    def test_done_by_hand(self):
        promise = self._promise()
        promise.by_hand("stop", at("2026-03-02 11:00"))
        self.assertClock(promise, state="met", worked_s=2 * HOUR)

    def test_done_by_hand_too_late(self):
        promise = self._promise()
        promise.by_hand("stop", at("2026-03-03 11:00"))
        self.assertClock(promise, state="met_late", overrun_s=2 * HOUR)

    def test_done_by_hand_while_paused(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"))
        promise.by_hand("stop", at("2026-03-09 11:00"))
        self.assertClock(promise, state="met", worked_s=HOUR)

    def test_done_by_hand_after_the_end_of_a_pause(self):
        promise = self._promise()
        promise.by_hand("pause", at("2026-03-02 10:00"), at("2026-03-02 11:00"))
        promise.by_hand("stop", at("2026-03-03 11:00"))
        self.assertClock(promise, state="met_late", overrun_s=HOUR, paused_s=HOUR)
