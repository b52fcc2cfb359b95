from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_policy import PolicyCommon

SCORES = {"attitude": 5, "effect": 4, "timeliness": 3}
LOW = {"attitude": 1, "effect": 2, "timeliness": 2}


@tagged("post_install", "-at_install")
class TestAsking(PolicyCommon):
    """Customers of requests are asked once they are closed, and what follows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.service_rating_active = True
        cls.done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    def _ticket(self, email="anna@customer.example", **values):
        return self._create_ticket(
            **{"partner_id": False, "partner_name": "Anna", "partner_email": email}
            | values
        )

    def _close(self, tickets):
        tickets.write({"result": "<p>Done</p>", "stage_id": self.done.id})
        return self._ratings(tickets)

    def _ratings(self, tickets):
        return self.env["service.rating"].search(
            [("res_model", "=", "helpdesk.ticket"), ("res_id", "in", tickets.ids)]
        )

    def test_cs_6_3_asked_at_once_after_the_closing(self):
        ticket = self._ticket()
        rating = self._close(ticket)
        self.assertEqual(rating.state, "waiting")
        self.assertEqual(rating.email, "anna@customer.example")
        self.assertEqual(rating.user_id, ticket.user_id)
        self.assertEqual(rating.team_id, ticket.team_id)
        trigger = self.env["ir.cron.trigger"].search(
            [("cron_id", "=", self.env.ref("service_rating.ir_cron_service_rating").id)]
        )
        self.assertTrue(trigger)

    def test_nobody_is_asked_before_it_is_switched_on(self):
        self.env.company.service_rating_active = False
        self.assertFalse(self._close(self._ticket()))
        with self.assertRaises(UserError):
            self._ticket().action_rate_here()

    def test_a_stage_without_a_result_asks_nobody(self):
        ticket = self._ticket()
        ticket.stage_id = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_cancelled")
        self.assertFalse(self._ratings(ticket))

    def test_who_is_not_asked_is_said(self):
        archived = self.env["res.partner"].create(
            {"name": "Gone", "email": "gone@customer.example", "active": False}
        )
        self.env.company.service_rating_most = 2
        tickets = self._ticket(email=False)
        tickets |= self._ticket("gone@customer.example", partner_id=archived.id)
        for _time in range(3):
            tickets |= self._ticket("often@customer.example")
        reasons = self._close(tickets).sorted("res_id").mapped("reason")
        self.assertEqual(reasons, ["no_address", "archived", False, False, "often"])

    def test_closed_again_is_not_asked_again_while_it_waits(self):
        ticket = self._ticket()
        self._close(ticket)
        ticket._reopen("Once more")
        self.assertEqual(len(self._close(ticket)), 1)

    def test_a_deleted_request_asks_nobody(self):
        ticket = self._ticket()
        rating = self._close(ticket)
        ticket.sudo().unlink()
        self.assertEqual(rating.state, "withdrawn")

    def test_at_the_counter_the_same_question(self):
        ticket = self._ticket()
        rating = self._close(ticket)
        action = ticket.action_rate_here()
        self.assertEqual(action["url"], f"{rating._link_path()}/here")
        other = self._ticket(email=False)
        other.action_rate_here()
        self.assertEqual(self._ratings(other).way, "here")
        self.assertEqual(self._ratings(other).state, "asked")

    def test_sm_2_4_a_comment_is_answered_as_a_request(self):
        self._put_in_force("SM")
        ticket = self._ticket()
        rating = self._close(ticket)
        rating._submit(SCORES, "Please put up <b>a sign</b>")
        comment = self.env["helpdesk.ticket"].search([("rating_id", "=", rating.id)])
        self.assertEqual(comment.class_code, "feedback")
        self.assertIn("&lt;b&gt;", comment.description)
        self.env.flush_all()
        promise = comment.deadline_ids.promise_id.mapped("code")
        self.assertIn("feedback_answer", promise)
        self.assertFalse(self._close(comment), "Nobody is asked about an answer")

    def test_sm_2_4_a_low_rating_reaches_the_team_leader(self):
        ticket = self._ticket()
        rating = self._close(ticket)
        rating._submit(LOW, "")
        self.assertTrue(rating.leader_id)
        self.assertEqual(rating._follow_ups().user_id, rating.leader_id)

    def test_closing_many_costs_nearly_the_same(self):
        spent = {}
        for active in (False, True):
            self.env.company.service_rating_active = active
            for number in (5, 25):
                tickets = self.env["helpdesk.ticket"]
                for one in range(number):
                    tickets |= self._ticket(f"{active}{number}{one}@customer.example")
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                tickets.write({"stage_id": self.done.id})
                self.env.flush_all()
                spent[active, number] = self.env.cr.sql_log_count - before
        more = spent[True, 25] - spent[False, 25]
        self.assertLess(more - (spent[True, 5] - spent[False, 5]), 10, spent)

    def test_last_month_does_not_count(self):
        self.env.company.service_rating_most = 1
        first = self._close(self._ticket())
        first.wanted_at = fields.Datetime.now() - timedelta(days=31)
        self.assertEqual(self._close(self._ticket()).state, "waiting")
        self.assertEqual(self._close(self._ticket()).state, "left_out")
