from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlinePause(EngineCommon):
    """Promises that wait, by rule and by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reasons = cls.env["service.pause.reason"]
        cls.parts = reasons.create({"name": "Waits for parts", "max_hours": 2})
        cls.customer_away = reasons.create({"name": "Customer is away"})

    def _pausing_rule(self, **values):
        return self._create_rule(pause_domain=self._wait_domain(), **values)

    def _wait(self, request, moment="2026-03-02 10:00"):
        self._go(moment)
        request.stage_id = self.stage_wait
        return self._deadline(request)

    # --- by rule -------------------------------------------------------------

    def test_waits_while_the_condition_holds(self):
        self._pausing_rule(target=4, pause_reason_id=self.customer_away.id)
        request = self._create_request()
        deadline = self._wait(request)
        self.assertDeadline(
            deadline,
            state="paused",
            due_at=False,
            target_at=False,
            paused_at="2026-03-02 10:00",
            pause_reason_id=self.customer_away,
        )
        self.assertFalse(request.next_deadline_at)
        self.assertEqual(request.next_deadline_id, deadline)
        self.assertEqual(request.next_deadline_state, "paused")
        self._go("2026-03-02 12:00")
        request.stage_id = self.stage_new
        self.assertDeadline(
            deadline, state="running", due_at="2026-03-03 11:00", paused_s=2 * HOUR
        )

    def test_a_pause_never_breaks(self):
        self._pausing_rule()
        request = self._create_request()
        self._wait(request)
        self._run_at("2026-03-20 10:00")
        self.assertStates(request, "paused")

    def test_done_after_a_pause_that_outlived_the_due_time(self):
        self._pausing_rule()
        request = self._create_request()
        self._wait(request)
        self._go("2026-03-20 10:00")
        request.stage_id = self.stage_done
        self.assertDeadline(
            self._deadline(request), state="met", worked_s=HOUR, overrun_s=0
        )

    def test_paused_from_the_creation(self):
        self._pausing_rule()
        request = self._create_request(stage_id=self.stage_wait.id)
        self.assertDeadline(self._deadline(request), state="paused")
        self._go("2026-03-02 12:00")
        request.stage_id = self.stage_new
        self.assertDeadline(self._deadline(request), due_at="2026-03-03 12:00")

    def test_ends_by_itself_at_the_maximum_of_the_rule(self):
        self._pausing_rule(pause_max=3)
        request = self._create_request()
        deadline = self._wait(request)
        self.assertDeadline(
            deadline,
            pause_until=Datetime.to_datetime("2026-03-02 13:00:00"),
            next_event_at="2026-03-02 13:00",
        )
        self._run_at("2026-03-02 13:00")
        self.assertDeadline(
            deadline, state="running", pause_spent=True, due_at="2026-03-03 11:00"
        )
        self.assertEqual(request.next_deadline_state, "running")
        self.assertEqual(request.stage_id, self.stage_wait)

    def test_ends_by_itself_at_the_maximum_of_the_reason(self):
        self._pausing_rule(pause_reason_id=self.parts.id)
        deadline = self._wait(self._create_request())
        self.assertDeadline(deadline, next_event_at="2026-03-02 12:00")

    def test_a_maximum_of_the_reason_that_is_changed_holds_from_then_on(self):
        self._pausing_rule(pause_reason_id=self.parts.id)
        self.parts.max_hours = 5
        deadline = self._wait(self._create_request())
        self.assertDeadline(deadline, next_event_at="2026-03-02 15:00")

    def test_pauses_again_after_the_condition_was_gone(self):
        self._pausing_rule(pause_max=1)
        request = self._create_request()
        self._wait(request)
        self._run_at("2026-03-02 11:00")
        request.stage_id = self.stage_new
        deadline = self._wait(request, "2026-03-02 14:00")
        self.assertDeadline(deadline, state="paused", next_event_at="2026-03-02 15:00")

    def test_what_is_broken_does_not_pause(self):
        self._pausing_rule()
        request = self._create_request()
        deadline = self._wait(request, "2026-03-03 10:00")
        self.assertDeadline(deadline, state="breached", due_at="2026-03-03 09:00")

    def test_pause_goes_on_under_the_rule_that_takes_over(self):
        self._create_rule(
            name="urgent",
            domain="[('priority', '=', '3')]",
            pause_domain=self._wait_domain(),
            limit=4,
        )
        self._pausing_rule(name="normal")
        request = self._create_request()
        self._wait(request)
        self._go("2026-03-02 11:00")
        request.priority = "3"
        self.assertStates(request, "cancelled", "paused")
        self._go("2026-03-02 12:00")
        request.stage_id = self.stage_new
        # 4 hours, of which one is over, with two hours of pause
        self.assertDeadline(
            self._deadline(request), paused_s=2 * HOUR, due_at="2026-03-02 16:00"
        )

    # --- by hand -------------------------------------------------------------

    def test_by_hand_until_somebody_resumes_it(self):
        self._create_rule()
        request = self._create_request()
        deadline = self._deadline(request)
        self._go("2026-03-02 10:00")
        deadline.with_user(self.agent).action_pause(
            self.customer_away, note="till noon"
        )
        self.assertDeadline(
            deadline, state="paused", pause_until=False, pause_by="hand"
        )
        event = deadline.event_ids[-1]
        self.assertEqual(event.reason, "Customer is away · till noon")
        self.assertEqual(event.user_id, self.agent)
        self.assertEqual(request.next_deadline_state, "paused")
        self._go("2026-03-02 11:00")
        request.with_user(self.agent).action_deadline_resume()
        self.assertDeadline(deadline, state="running", due_at="2026-03-03 10:00")

    def test_by_hand_at_the_most_as_long_as_the_reason_allows(self):
        self._create_rule()
        for until, expected in (
            (None, "2026-03-02 11:00"),
            ("2026-03-02 10:30:00", "2026-03-02 10:30"),
            ("2026-03-05 10:00:00", "2026-03-02 11:00"),
        ):
            deadline = self._deadline(self._create_request())
            deadline.action_pause(self.parts, until and Datetime.to_datetime(until))
            self.assertDeadline(deadline, next_event_at=expected)

    def test_by_hand_resumes_by_itself(self):
        self._create_rule()
        deadline = self._deadline(self._create_request())
        deadline.action_pause(self.parts)
        self._run_at("2026-03-02 16:00")
        self.assertDeadline(deadline, state="running", paused_s=2 * HOUR)

    def test_by_hand_until_a_time_that_is_over_is_refused(self):
        self._create_rule()
        deadline = self._deadline(self._create_request())
        with self.assertRaisesRegex(UserError, "time to come"):
            deadline.action_pause(
                self.parts, Datetime.to_datetime("2026-03-02 09:00:00")
            )
        self.assertDeadline(deadline, state="running")

    def test_by_hand_on_a_broken_one_changes_nothing(self):
        self._create_rule()
        deadline = self._deadline(self._create_request())
        self._go("2026-03-03 10:00")
        deadline.action_pause(self.parts)
        self.assertDeadline(
            deadline, state="breached", pause_reason_id=self.parts.browse()
        )
        breach = deadline.event_ids[-1]
        self.assertEqual((breach.kind, breach.reason), ("breach", False))

    def test_by_hand_through_the_question_on_the_request(self):
        self._create_rule()
        self._create_rule(promise_id=self._create_promise("other_x").id)
        request = self._create_request().with_user(self.agent)
        one, other = self._deadlines(request)
        for chosen, states in (
            ({"default_deadline_id": one.id}, ["paused", "running"]),
            ({}, ["paused", "paused"]),
        ):
            action = request.with_context(**chosen).action_deadline_pause()
            wizard = (
                self.env["service.deadline.pause"]
                .with_user(self.agent)
                .with_context(**action["context"])
                .create({"reason_id": self.customer_away.id})
            )
            wizard.action_confirm()
            self.assertStates(request, *states)
        self.assertEqual(request.next_deadline_state, "paused")
        request.action_deadline_resume()
        self.assertStates(request, "running", "running")

    def test_a_promise_whose_rule_allows_no_pause_does_not_wait(self):
        rule = self._create_rule(allow_pause=False)
        deadline = self._deadline(self._create_request())
        self.assertFalse(deadline._strip_item()["can_pause"])
        with self.assertRaises(UserError):
            deadline.action_pause(self.parts)
        rule.allow_pause = True
        self.assertTrue(deadline._strip_item()["can_pause"])

    def test_the_question_says_until_when_a_pause_lasts_at_most(self):
        pause = self.env["service.deadline.pause"].new({"reason_id": self.parts.id})
        self.assertEqual(pause.most, Datetime.to_datetime("2026-03-02 11:00:00"))
        pause.reason_id = self.customer_away
        self.assertFalse(pause.most)

    def test_an_answer_of_the_customer_ends_waiting_for_it(self):
        self.customer_away.ends_with_answer = True
        self._create_rule()
        request = self._create_request()
        deadline = self._deadline(request)
        deadline.action_pause(self.parts)
        self.assertFalse(request._deadline_end_customer_pauses())
        deadline.action_resume()
        deadline.action_pause(self.customer_away)
        self.assertTrue(request._deadline_end_customer_pauses())
        self.assertDeadline(deadline, state="running")
