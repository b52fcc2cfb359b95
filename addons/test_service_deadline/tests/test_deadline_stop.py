from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import HOUR, EngineCommon


@tagged("post_install", "-at_install")
class TestDeadlineStop(EngineCommon):
    """What keeps a promise: a condition, a reply to the customer, a person."""

    # --- a condition ---------------------------------------------------------

    def test_done_in_time_late_and_in_one_write(self):
        self._create_rule()
        kept, late = self._create_request(), self._create_request()
        self._go("2026-03-03 09:00")
        kept.write({"name": "Done", "stage_id": self.stage_done.id})
        self.assertDeadline(
            self._deadline(kept), state="met", kept=100.0, worked_s=8 * HOUR
        )
        self._go("2026-03-03 10:00")
        late.stage_id = self.stage_done
        self.assertDeadline(
            self._deadline(late),
            state="met_late",
            kept=0.0,
            overrun_s=HOUR,
            stopped_at="2026-03-03 10:00",
            is_open=False,
            next_event_at=False,
        )

    def test_done_out_of_hours_counts_what_was_worked(self):
        self._create_rule()
        request = self._create_request()
        self._go("2026-03-02 23:00")
        request.stage_id = self.stage_done
        self.assertDeadline(self._deadline(request), state="met", worked_s=7 * HOUR)

    def test_dropped_when_its_condition_says_so(self):
        self._create_rule(cancel_domain=self._wait_domain())
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.stage_id = self.stage_wait
        self.assertDeadline(
            self._deadline(request), state="cancelled", kept=False, is_open=False
        )
        self.assertEqual(self._deadline(request).event_ids[-1].reason, "dropped")

    def test_dropped_promises_count_neither_as_kept_nor_as_broken(self):
        self._create_rule(cancel_domain=self._wait_domain())
        requests = self._create_request() + self._create_request()
        requests[0].stage_id = self.stage_wait
        requests[1].stage_id = self.stage_done
        self.env.flush_all()
        groups = self.env["service.deadline"]._read_group(
            [("res_id", "in", requests.ids)], [], ["kept:avg"]
        )
        self.assertEqual(groups, [(100.0,)])

    def test_what_is_dropped_begins_again_when_it_applies_again(self):
        self._create_rule(cancel_domain=self._wait_domain())
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.stage_id = self.stage_wait
        self._go("2026-03-02 11:00")
        request.stage_id = self.stage_new
        self.assertStates(request, "cancelled", "running")
        self.assertDeadline(self._deadline(request), due_at="2026-03-03 09:00")

    def test_a_verdict_is_final(self):
        self._create_rule()
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.stage_id = self.stage_done
        deadline = self._deadline(request)
        before = deadline.read()[0]
        self._go("2026-03-05 10:00")
        request.write({"name": "Later", "priority": "3", "user_id": self.leader.id})
        self._create_rule(name="other", sequence=1)
        request.name = "Later still"
        self._run_at("2026-03-06 10:00")
        self.assertEqual(deadline.read()[0], before)
        self.assertStates(request, "met")

    def test_closing_with_a_change_of_class_in_one_write_keeps_the_verdict(self):
        """Nobody escapes a verdict by changing the class while closing."""
        self._create_rule(name="urgent", domain="[('priority', '=', '3')]", limit=1)
        self._create_rule(name="normal")
        request = self._create_request()
        self._go("2026-03-02 11:00")
        request.write({"priority": "3", "stage_id": self.stage_done.id})
        self.assertStates(request, "cancelled", "met_late")
        self.assertDeadline(self._deadline(request), overrun_s=HOUR, worked_s=2 * HOUR)

    # --- a reply -------------------------------------------------------------

    def _reply(self, request, user=None, **values):
        user = user or self.agent
        values = {
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
            "partner_ids": request.partner_id.ids,
        } | values
        message = request.with_user(user).message_post(body="Hello", **values)
        self.env.flush_all()
        return message

    def _reply_rule(self, **values):
        return self._create_rule(stop_mode="reply", **values)

    def test_reply_of_an_agent(self):
        self._reply_rule()
        request = self._create_request()
        self._go("2026-03-02 10:00")
        self._reply(request)
        self.assertDeadline(
            self._deadline(request), state="met", stopped_at="2026-03-02 10:00"
        )

    def test_reply_by_email_of_an_agent(self):
        self._reply_rule()
        request = self._create_request()
        self._reply(request, message_type="email")
        self.assertStates(request, "met")

    def test_internal_note_is_no_reply(self):
        self._reply_rule()
        request = self._create_request()
        self._reply(request, subtype_xmlid="mail.mt_note")
        self.assertStates(request, "running")

    def test_letter_of_the_customer_is_no_reply(self):
        self._reply_rule()
        request = self._create_request()
        self._reply(request, author_id=self.customer.id, message_type="email")
        self.assertStates(request, "running")

    def test_word_of_a_colleague_who_is_the_customer_is_no_reply(self):
        self._reply_rule()
        colleague = self._create_user("colleague_x")
        request = self._create_request(partner_id=colleague.partner_id.id)
        self._reply(request, colleague)
        self.assertStates(request, "running")
        self._reply(request)
        self.assertStates(request, "met")

    def test_letter_of_an_unknown_sender_is_no_reply(self):
        self._reply_rule()
        request = self._create_request()
        self._reply(
            request,
            self.env.user,
            author_id=False,
            email_from="somebody@example.com",
            message_type="email",
        )
        self.assertStates(request, "running")

    def test_word_of_the_robot_is_no_reply(self):
        self._reply_rule()
        request = self._create_request()
        robot = self.env.ref("base.partner_root")
        self._reply(request, self.env.user, author_id=robot.id)
        self._reply(request, message_type="auto_comment")
        self._reply(request, message_type="notification")
        self.assertStates(request, "running")

    def test_only_the_first_reply_counts(self):
        self._reply_rule()
        request = self._create_request()
        for moment in ("2026-03-02 10:00", "2026-03-02 11:00"):
            self._go(moment)
            self._reply(request)
        self.assertDeadline(self._deadline(request), stopped_at="2026-03-02 10:00")

    def test_a_reply_before_the_promise_began_does_not_keep_it(self):
        self._reply_rule(start_mode="domain", start_domain="[('priority', '=', '3')]")
        request = self._create_request()
        self._reply(request)
        self._go("2026-03-02 10:00")
        request.priority = "3"
        self.assertStates(request, "running")

    def test_a_reply_dated_ahead_counts_now(self):
        self._reply_rule()
        request = self._create_request()
        self._go("2026-03-02 10:00")
        self._reply(request, message_type="email", date="2026-03-09 10:00:00")
        self.assertDeadline(
            self._deadline(request), state="met", stopped_at="2026-03-02 10:00"
        )

    def test_a_reply_dated_back_counts_now(self):
        """A mail program whose clock is slow, an e-mail that comes days later."""
        self._reply_rule(limit=1)
        request = self._create_request()
        self._run_at("2026-03-02 10:00")
        self._go("2026-03-02 10:30")
        self._reply(request, message_type="email", date="2026-03-02 08:59:30")
        self.assertDeadline(
            self._deadline(request), state="met_late", stopped_at="2026-03-02 10:30"
        )

    def test_a_reply_with_a_slow_clock_keeps_the_promise(self):
        self._reply_rule(limit=1)
        request = self._create_request()
        self._go("2026-03-02 09:00:30")
        self._reply(request, message_type="email", date="2026-03-02 08:59:30")
        self.assertStates(request, "met")

    def test_what_does_not_reach_the_customer_is_no_reply(self):
        self._reply_rule()
        request = self._create_request()
        self._reply(request, partner_ids=self.leader.partner_id.ids)
        self._reply(request, partner_ids=[])
        self.customer.email = False
        self._reply(request)
        self.assertStates(request, "running")

    def test_an_email_that_failed_is_no_reply_until_it_leaves(self):
        self._reply_rule()
        request = self._create_request()
        with patch.object(
            self.env.registry["mail.mail"], "send_after_commit", lambda mails: None
        ):
            message = self._reply(request)
        told = message.sudo().notification_ids
        told.write({"notification_status": "exception"})
        self.assertStates(request, "running")
        self._go("2026-03-02 10:00")
        told.write({"notification_status": "sent"})
        self.assertDeadline(
            self._deadline(request), state="met", stopped_at="2026-03-02 10:00"
        )

    def test_a_colleague_of_the_customer_is_reached(self):
        self._reply_rule()
        firm = self.env["res.partner"].create({"name": "Firm X", "is_company": True})
        self.customer.parent_id = firm
        colleague = self.customer.copy(
            {"parent_id": firm.id, "email": "c@firm.example"}
        )
        request = self._create_request()
        self._reply(request, partner_ids=colleague.ids)
        self.assertStates(request, "met")

    def test_what_stands_in_the_portal_is_a_reply(self):
        self._reply_rule()
        self._create_new_portal_user(
            login="portal_reply_x", partner_id=self.customer.id
        )
        request = self._create_request()
        self._reply(request, partner_ids=self.leader.partner_id.ids)
        self.assertStates(request, "running")
        self._reply(request, partner_ids=[])
        self.assertStates(request, "met")

    def test_a_call_that_is_noted_is_a_reply(self):
        self._reply_rule()
        request = self._create_request()
        todo = request.activity_schedule("mail.mail_activity_data_todo")
        call = request.activity_schedule("mail.mail_activity_data_call")
        todo.with_user(self.agent).action_feedback(feedback="Looked at it")
        self.env.flush_all()
        self.assertStates(request, "running")
        self._go("2026-03-02 10:00")
        call.with_user(self.agent).action_feedback(feedback="Told her")
        self.assertDeadline(
            self._deadline(request), state="met", stopped_at="2026-03-02 10:00"
        )

    # --- a person ------------------------------------------------------------

    def test_by_hand_with_a_reason(self):
        self._create_rule(stop_mode="manual")
        deadline = self._deadline(self._create_request())
        self._go("2026-03-02 10:00")
        deadline.with_user(self.agent).action_stop("Phoned")
        self.assertDeadline(deadline, state="met", worked_s=HOUR)
        event = deadline.event_ids[-1]
        self.assertEqual((event.kind, event.reason), ("stop", "Phoned"))
        self.assertEqual(event.user_id, self.agent)

    def test_by_hand_where_the_rule_allows_it_too(self):
        self._create_rule(allow_manual_stop=True)
        deadline = self._deadline(self._create_request())
        deadline.action_stop("Phoned")
        self.assertDeadline(deadline, state="met")

    def test_by_hand_is_refused_where_the_rule_does_not_allow_it(self):
        self._create_rule()
        deadline = self._deadline(self._create_request())
        with self.assertRaisesRegex(UserError, "ends by itself"):
            deadline.action_stop("Phoned")
        self.assertDeadline(deadline, state="running")

    def test_by_hand_is_refused_without_a_reason(self):
        self._create_rule(stop_mode="manual")
        deadline = self._deadline(self._create_request())
        for reason in ("", "  ", False):
            with self.assertRaisesRegex(UserError, "Say what was done"):
                deadline.action_stop(reason)

    def test_by_hand_is_refused_to_who_may_not_change_the_request(self):
        self._create_rule(stop_mode="manual")
        deadline = self._deadline(self._create_request())
        reader = self._create_user("reader_x", groups="base.group_user")
        self.env["ir.rule"].create(
            {
                "name": "Whoever took it changes it",
                "model_id": self.env["ir.model"]._get_id(self.record_model),
                "domain_force": "[('user_id', '=', user.id)]",
                "perm_read": False,
            }
        )
        with self.assertRaises(AccessError):
            deadline.with_user(reader).action_stop("Phoned")

    def test_by_hand_an_ended_one_stays_as_it_is(self):
        self._create_rule(stop_mode="manual")
        deadline = self._deadline(self._create_request())
        deadline.action_stop("Phoned")
        self._go("2026-03-02 12:00")
        deadline.action_stop("Phoned again")
        self.assertDeadline(deadline, stopped_at="2026-03-02 09:00")
        self.assertEqual(self._kinds(deadline), ["start", "stop"])

    def test_by_hand_through_the_question_on_the_request(self):
        self._create_rule(stop_mode="manual")
        request = self._create_request().with_user(self.agent)
        action = request.action_deadline_stop()
        self.assertEqual(action["res_model"], "service.deadline.stop")
        wizard = (
            self.env["service.deadline.stop"]
            .with_user(self.agent)
            .with_context(**action["context"])
            .create({"reason": "Phoned"})
        )
        wizard.action_confirm()
        self.assertStates(request, "met")
        self.assertEqual(request.next_deadline_state, "none")
