from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from odoo.addons.service_management.tests.common_policy import PolicyCommon


@tagged("post_install", "-at_install")
class TestRequestToEnquiry(PolicyCommon):
    """An enquiry is taken in once: its promise goes over, never two clocks (SA-4.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._put_in_force("SA")
        cls.agent.group_ids = [
            Command.link(cls.env.ref("sales_team.group_sale_salesman").id)
        ]
        cls.kind = cls.env.ref("advisor_crm_need.enquiry_kind_enquiry")

    def _request(self, **values):
        kind = self.env.ref("service_management.ticket_type_enquiry")
        ticket = self._create_ticket(
            partner_id=self.customer.id,
            type_id=kind.id,
            user_id=self.agent.id,
            **values,
        )
        self.env.flush_all()
        return ticket

    def _make(self, ticket):
        action = ticket.with_user(self.agent).action_make_enquiry()
        self.env.flush_all()
        return self.env["crm.lead"].browse(action["res_id"])

    def test_sa_4_1_the_same_promise_goes_on(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._request()
            promise = self._deadline(ticket, "first_contact")
            self.assertEqual(promise.state, "running")
        with freeze_time("2026-03-02 09:10:00"):
            lead = self._make(ticket)
            self.assertEqual((promise.res_model, promise.res_id), ("crm.lead", lead.id))
            self.assertEqual(promise.promise_id.code, "enquiry_answer")
            self.assertEqual(
                promise.started_at, Datetime.to_datetime("2026-03-02 09:00:00")
            )
            self.assertEqual(
                promise.due_at, Datetime.to_datetime("2026-03-02 09:30:00")
            )
            self.assertEqual(lead.deadline_ids, promise, "one clock")
            self.assertFalse(ticket.deadline_ids.filtered("is_open"))
            self.assertTrue(ticket.closed)
            self.assertEqual(lead.enquiry_kind_id, self.kind)
            self.assertEqual(lead.partner_id, self.customer)
            self.assertEqual(self._make(ticket), lead, "once")
        with freeze_time("2026-03-02 09:20:00"):
            self._reply(lead)
            self.env.cr.precommit.run()
            self.env.cr.postcommit.run()
            self.env.flush_all()
            self.assertEqual(promise.state, "met")
            self.assertEqual(promise.event_ids._clock().state, "met")

    def test_sa_4_1_what_was_answered_is_not_promised_again(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._request()
        with freeze_time("2026-03-02 09:10:00"):
            self._reply(ticket)
            self.env.cr.precommit.run()
            self.env.cr.postcommit.run()
            self.env.flush_all()
            self.assertVerdict(ticket, "first_contact", "met")
            lead = self._make(ticket)
            self.assertFalse(lead.deadline_ids)
            self.assertEqual(
                lead.first_answer_at, Datetime.to_datetime("2026-03-02 09:10:00")
            )

    def test_sa_4_1_an_urgent_request_stays_urgent(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._request(urgency="urgent")
        with freeze_time("2026-03-02 09:05:00"):
            lead = self._make(ticket)
            codes = lead.deadline_ids.promise_id.mapped("code")
            self.assertEqual(
                sorted(codes), ["enquiry_solution", "enquiry_urgent_reply"]
            )
            starts = set(lead.deadline_ids.mapped("started_at"))
            self.assertEqual(starts, {Datetime.to_datetime("2026-03-02 09:00:00")})

    def test_a_broken_promise_stays_broken(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._request()
            promise = self._deadline(ticket, "first_contact")
        with freeze_time("2026-03-02 10:00:00"):
            ticket._refresh_deadlines()
            self.env.flush_all()
            self.assertEqual(promise.state, "breached")
            lead = self._make(ticket)
            self.assertEqual(lead.deadline_ids, promise)
            self.assertEqual(promise.state, "breached")

    def test_later_answers_of_the_customer_reach_the_enquiry(self):
        with freeze_time("2026-03-02 09:00:00"):
            ticket = self._request()
            lead = self._make(ticket)
            ticket.message_post(
                body="Make it 50",
                author_id=self.customer.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            self.assertIn("Make it 50", lead.message_ids[0].body)
            self.assertEqual(lead.message_ids[0].author_id, self.customer)
            self.assertTrue(ticket.closed, "it is not opened again")

    def test_closed_is_opened_again_first(self):
        ticket = self._request()
        ticket.stage_id = self.stage_done
        with self.assertRaisesRegex(UserError, "open it again"):
            self._make(ticket)

    def test_who_may_not_sell_makes_no_enquiry(self):
        ticket = self._request()
        with self.assertRaises(AccessError):
            ticket.with_user(self.leader).action_make_enquiry()
        with self.assertRaises(AccessError):
            ticket.with_user(self.agent).write({"lead_id": 1})
