from datetime import timedelta

from odoo.tests import tagged

from ..engine.mailed import counts_of
from .common import MailingCase

ANSWER = """From: {sender}
To: {recipient}
Subject: Re: Spring
Message-ID: <answer.{place}@customer.example>
In-Reply-To: {reference}
References: {reference}
Content-Type: text/plain

Please call me.
"""


@tagged("post_install", "-at_install")
class TestCampaignMailingResult(MailingCase):
    """What the mailing has brought stands in the way to the first order."""

    def setUp(self):
        super().setUp()
        self.mailing = self._begin()
        self._send(self.mailing)
        self.mailed = self._members("contacted")

    def _answer(self, member):
        """The customer answers the e-mail."""
        trace = self._trace(self.mailing, member)
        mail = ANSWER.format(
            sender=member.partner_id.email,
            recipient=self.mailing.email_from,
            reference=trace.message_id,
            place=member.id,
        )
        self.env["mail.thread"].message_process(False, mail)
        self.env.flush_all()
        self.env.invalidate_all()

    def test_sm_5_1_the_funnel_counts_what_became_of_the_mailing(self):
        opened, clicked, answered, bounced = self.mailed[:4]
        self._trace(self.mailing, opened).set_opened()
        trace = self._trace(self.mailing, clicked)
        trace.set_opened()
        trace.set_clicked()
        self._trace(self.mailing, answered).set_replied()
        self._trace(self.mailing, bounced).set_bounced()
        self.assertEqual(counts_of(self.campaign), {self.campaign.id: (18, 3, 1, 1, 1)})
        self.assertEqual(
            [one.mail_result for one in self.mailed[:5]],
            ["opened", "clicked", "answered", "bounced", "mailed"],
        )
        self.env.invalidate_all()
        steps = self.campaign._channel_steps()[self.campaign.id]
        self.assertEqual(
            [step[1:] for step in steps],
            [(18, 18), (3, 18), (1, 18), (1, 18), (1, 18)],
        )
        html = self.campaign.funnel_html
        for text in ("Mailed", "Opened", "Came back", "17 % of 18"):
            self.assertIn(text, html)
        found = self.env["customer.campaign.member"].search(
            [("mail_result", "in", ("clicked", "answered"))]
        )
        self.assertEqual(found, clicked | answered)

    def test_a_mailing_that_is_tested_counts_for_nothing(self):
        before = counts_of(self.campaign)
        held = self._members("held_out")[0]
        for member in (self.mailed[0], held):
            self.env["mailing.trace"].create(
                {
                    "mass_mailing_id": self.mailing.id,
                    "model": "res.partner",
                    "res_id": member.partner_id.id,
                    "is_test_trace": True,
                }
            ).set_replied()
        self.assertEqual(counts_of(self.campaign), before)
        self.assertFalse(self.mailed[0].answered_at)
        self.assertEqual(held.state, "held_out")

    def test_merged_customers_keep_what_became_of_the_mailing(self):
        goes, stays, other = self.mailed[:3]
        stranger = self.env["res.partner"].create({"name": "Not drawn"})
        self._trace(self.mailing, stays).set_opened()
        self._trace(self.mailing, goes).set_clicked()
        self._trace(self.mailing, other).set_replied()
        self._merge(goes.partner_id, stays.partner_id)
        self.assertEqual(stays.mail_result, "clicked")
        self.assertEqual(counts_of(self.campaign), {self.campaign.id: (17, 2, 1, 1, 0)})
        self._merge(other.partner_id, stranger)
        self.assertEqual(other.partner_id, stranger)
        self.assertEqual(other.mail_result, "answered")
        self.assertEqual(counts_of(self.campaign), {self.campaign.id: (17, 2, 1, 1, 0)})

    def test_merging_leaves_mailings_of_no_campaign_alone(self):
        goes, stays = self.mailed[:2].partner_id
        trace = self._trace(self.mailing, self.mailed[0]).copy()
        trace.mass_mailing_id = self.mailing.sudo().create({"subject": "Other"})
        self._merge(goes, stays)
        self.assertEqual(trace.res_id, goes.id)

    def _merge(self, goes, stays):
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        wizard = wizard.create(
            {
                "partner_ids": [(6, 0, (goes | stays).ids)],
                "dst_partner_id": stays.id,
                "state": "selection",
            }
        )
        wizard.action_merge()
        self.assertFalse(goes.exists())
        self.env.invalidate_all()

    def test_sm_5_1_conversions_are_counted_as_those_of_calls(self):
        self.campaign.sudo().started_at -= timedelta(days=10)
        first, held = self.mailed[0], self._members("held_out")[0]
        self._lead_of(first.partner_id, 11)
        order = self._order_of(first.partner_id, 11, 250)
        self._order_of(held.partner_id, 3, 100)
        self.assertEqual((first.order_id, len(first.lead_id)), (order, 1))
        self.assertEqual(
            (self.campaign.order_count, self.campaign.contacted_count), (1, 18)
        )
        self.assertIn("6 % of 18", self.campaign.order_share)
        self.assertIn("50 % of 2", self.campaign.held_out_share)

    def test_sm_5_1_what_mailings_cost_is_part_of_a_first_order_s_cost(self):
        self._order_of(self.mailed[0].partner_id, 0)
        self.campaign.cost = 100
        self.mailing.customer_campaign_cost = 400
        self.env.invalidate_all()
        self.assertEqual(self.campaign.mailing_cost, 400)
        self.assertIn("500", self.campaign.cost_per_order)
        following = self.campaign.action_next()["res_id"]
        following = self.env["customer.campaign"].browse(following)
        self.assertEqual((following.budget, following.contact_by), (500, "mail"))
        self.assertFalse(following.mailing_ids)

    def test_sm_5_1_an_answer_is_a_contact_to_keep_of_the_advisor(self):
        member = self.mailed[0]
        self._answer(member)
        self.assertEqual((member.mail_result, member.state), ("answered", "contacted"))
        self.assertTrue(member.answered_at)
        self.assertEqual(member.duty_id.subject, "Spring: has answered")
        self.assertEqual(member.duty_id.user_id, member.user_id)
        self.assertIn("Please call me", str(member.partner_id.message_ids[0].body))
        duty = member.duty_id
        self._trace(self.mailing, member).set_replied()
        self.assertEqual(member.duty_id, duty, "the first answer is enough")

    def test_sm_5_1_a_click_becomes_a_lead_by_one_press(self):
        advisor = self.mailed[0].user_id
        self._create_salesman(advisor)
        member = self.mailed[0].with_user(advisor)
        self._trace(self.mailing, member.sudo()).set_clicked()
        self.assertEqual(member.mail_result, "clicked")
        action = member.action_make_lead()
        lead = self.env["crm.lead"].with_user(member.user_id)
        lead = lead.with_context(**action["context"]).create({})
        self.assertEqual((lead.partner_id, lead.name), (member.partner_id, "Spring"))
        self.assertEqual(lead.source_id, self.mailing.source_id)
        self.env.flush_all()
        # All of a test is made at the same time: what comes of it comes later.
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            [member.sudo().contacted_at + timedelta(minutes=1), lead.id],
        )
        self.env.invalidate_all()
        self.assertEqual(member.sudo().lead_id, lead.sudo())
