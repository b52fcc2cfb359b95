from odoo.exceptions import UserError
from odoo.tests import Form, freeze_time

from .common_complaint import ComplaintCommon


@freeze_time("2026-03-04 10:00:00")  # a Wednesday
class TestNextStep(ComplaintCommon):
    """A ticket says what moves it on, and the steps ask for what they need."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(stop_mode="reply", allow_manual_stop=True)

    def _solve(self, ticket, result="<p>The belt is new</p>"):
        wizard = self.env["helpdesk.ticket.solve"].with_user(self.agent)
        wizard = wizard.with_context(default_ticket_id=ticket.id)
        form = Form(wizard)
        form.result = result
        return form.save().action_solve()

    def _call(self, ticket, reached=True):
        wizard = self.env["helpdesk.ticket.call"].with_user(self.agent)
        form = Form(wizard.with_context(default_ticket_id=ticket.id))
        form.note = "He is content"
        form.reached = reached
        return form.save().action_note()

    def _reply(self, ticket):
        ticket.with_user(self.agent).message_post(
            body="We come",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.customer.ids,
        )
        self._commit()

    def test_the_steps_of_a_complaint_in_their_order(self):
        ticket = self._create_complaint(severity="important")
        self.assertEqual(ticket.next_step, "accept")
        ticket.action_accept()
        self.assertEqual(ticket.next_step, "procedure")
        ticket.action_start_procedure()
        self.assertEqual(ticket.next_step, "reply")
        self._reply(ticket)
        self.assertEqual(ticket.next_step, "solve")
        self._solve(ticket)
        self.assertEqual(ticket.next_step, "callback")

    def test_who_has_no_address_is_called(self):
        ticket = self._create_complaint(scope="accepted", partner_id=False)
        self.assertEqual(ticket.next_step, "call")

    def test_who_has_answered_is_replied_to(self):
        ticket = self._create_complaint(scope="accepted")
        self._reply(ticket)
        ticket.message_post(
            body="Still broken",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.customer.id,
        )
        self.assertEqual(ticket.next_step, "reply")

    def test_who_was_contacted_before_a_reopening_is_contacted_again(self):
        with freeze_time("2026-03-03 10:00:00"):
            ticket = self._create_complaint(scope="accepted")
            self._reply(ticket)
            self._solve(ticket)
        ticket.stage_id = self.stage_new
        self.assertEqual(ticket.next_step, "reply")

    def test_a_call_keeps_the_promise_to_answer_and_stays_in_the_history(self):
        ticket = self._create_complaint(scope="accepted")
        promise = self._deadlines(ticket, self.promise)
        self._call(ticket)
        self.assertEqual(promise.state, "met")
        self.assertIn("He is content", ticket.message_ids.mapped("body")[0] or "")
        self.assertEqual(ticket.next_step, "solve")

    def test_a_call_that_nobody_answered_keeps_nothing(self):
        ticket = self._create_complaint(scope="accepted")
        promise = self._deadlines(ticket, self.promise)
        self._call(ticket, reached=False)
        self.assertEqual(promise.state, "running")
        self.assertEqual(ticket.next_step, "reply")

    def test_solving_asks_for_the_result_and_tells_it(self):
        ticket = self._create_complaint()
        with self.assertRaises(UserError):
            self._solve(ticket, result="<p><br></p>")
        self.assertFalse(ticket.closed)
        self._solve(ticket)
        self.assertTrue(ticket.closed)
        self.assertTrue(ticket.result_told_at)

    def test_the_web_client_closes_nothing_without_a_result(self):
        ticket = self._create_complaint()
        done = {"stage_id": self.stage_done.id}
        with self.assertRaises(UserError):
            ticket.with_user(self.agent).web_save(done, {})
        ticket.with_user(self.agent).web_save({**done, "result": "<p>New</p>"}, {})
        self.assertTrue(ticket.closed)

    def test_what_ends_without_a_solution_needs_no_result(self):
        self.stage_done.drops_promises = True
        ticket = self._create_complaint()
        ticket.with_user(self.agent).web_save({"stage_id": self.stage_done.id}, {})
        self.assertTrue(ticket.closed)

    def test_reopening_gives_a_reason(self):
        ticket = self._create_complaint()
        self._solve(ticket)
        wizard = self.env["helpdesk.ticket.reason"].with_user(self.agent)
        form = Form(wizard.with_context(active_ids=ticket.ids, default_step="reopen"))
        form.reason = "The belt broke again"
        form.save().action_apply()
        self.assertFalse(ticket.closed)
        self.assertIn(
            "The belt broke again", "".join(ticket.message_ids.mapped("body"))
        )

    def test_a_new_ticket_is_not_named_after_what_is_missing(self):
        self.assertFalse(self.Ticket.new({}).display_name)
        self.assertEqual(self.Ticket.new({"name": "Leak"}).display_name, "Leak")

    def test_the_form_offers_no_step_before_the_ticket_is_saved(self):
        form = Form(self.Ticket.with_user(self.agent))
        for name in ("action_accept", "action_reply", "assign_to_me"):
            buttons = form._view["tree"].xpath(f"//header/button[@name='{name}']")
            for button in buttons:
                self.assertIn("not id", button.get("invisible"), name)


@freeze_time("2026-03-04 10:00:00")  # a Wednesday
class TestWaitingStage(ComplaintCommon):
    """A stage that waits says for what, and so do the promises that it pauses."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_reason = cls.env.ref("service_deadline.pause_reason_customer")
        cls.supplier_reason = cls.env.ref("service_deadline.pause_reason_supplier")
        cls.env["helpdesk.ticket.stage"].search([]).pause_reason_id = False
        cls.stage_wait.pause_reason_id = cls.supplier_reason
        cls.stage_work = cls.stage_wait.create({"name": "Works X", "sequence": 10})
        cls.rule = cls._create_rule(
            pause_domain="[('stage_id.waits_for_customer', '=', True)]",
            pause_reason_id=cls.customer_reason.id,
        )

    def _promise(self, ticket):
        return self._deadlines(ticket, self.promise)

    def _pause(self, ticket, reason, **values):
        action = ticket.with_user(self.agent).action_deadline_pause()
        wizard = self.env[action["res_model"]].with_user(self.agent)
        wizard = wizard.with_context(**action["context"])
        wizard.create({"reason_id": reason.id, **values}).action_confirm()
        self.env.flush_all()

    def test_who_pauses_brings_the_ticket_to_the_stage_of_the_reason(self):
        ticket = self._create_complaint()
        self._pause(ticket, self.supplier_reason, until="2026-03-05 12:00:00")
        self.assertEqual(ticket.stage_id, self.stage_wait)
        promise = self._promise(ticket)
        self.assertEqual(promise.pause_until.isoformat(), "2026-03-05T12:00:00")
        self.assertEqual(promise.pause_reason_id, self.supplier_reason)

    def test_a_reason_without_a_stage_leaves_the_ticket_where_it_is(self):
        ticket = self._create_complaint()
        self._pause(ticket, self.customer_reason)
        self.assertEqual(ticket.stage_id, self.stage_new)
        self.assertEqual(self._promise(ticket).state, "paused")

    def test_a_stage_that_waits_pauses_what_may_wait(self):
        rule = self._create_rule(promise_id=self._create_promise("contact_x").id)
        ticket = self._create_complaint()
        ticket.with_user(self.agent).stage_id = self.stage_wait
        self.assertEqual(self._promise(ticket).state, "paused")
        self.assertEqual(self._promise(ticket).pause_reason_id, self.supplier_reason)
        self.assertEqual(self._deadlines(ticket, rule.promise_id).state, "running")

    def test_leaving_the_stage_lets_them_run_on(self):
        ticket = self._create_complaint()
        ticket.with_user(self.agent).stage_id = self.stage_wait
        ticket.with_user(self.agent).stage_id = self.stage_work
        self.assertEqual(self._promise(ticket).state, "running")

    def test_resuming_leaves_the_stage(self):
        ticket = self._create_complaint()
        ticket.with_user(self.agent).stage_id = self.stage_wait
        ticket.with_user(self.agent).action_deadline_resume()
        self.env.flush_all()
        self.assertFalse(ticket.stage_id.pause_reason_id)
        self.assertEqual(self._promise(ticket).state, "running")

    def test_a_pause_by_rule_has_the_reason_of_the_stage(self):
        self.stage_wait.waits_for_customer = True
        ticket = self._create_complaint(stage_id=self.stage_wait.id)
        self.assertEqual(self._promise(ticket).pause_reason_id, self.supplier_reason)

    def test_no_two_stages_that_come_with_us_wait_for_the_same(self):
        """The one of the help desk goes, unless tickets wait in it."""
        stages = self.env["helpdesk.ticket.stage"].search(
            [("closed", "=", False), ("id", "!=", self.stage_wait.id)]
        )
        used = self.Ticket.with_context(active_test=False).search([]).stage_id
        stages -= used
        data = self.env["ir.model.data"].search(
            [("model", "=", "helpdesk.ticket.stage"), ("res_id", "in", stages.ids)]
        )
        ours = stages.browse(data.mapped("res_id"))
        self.assertNotIn("Awaiting", ours.mapped("name"))
