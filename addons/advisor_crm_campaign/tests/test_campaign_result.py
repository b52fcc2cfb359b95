from odoo.tests import tagged

from ..engine.funnel import arms_of
from .common import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignResult(CampaignCase):
    """Contacted, request, first order; with and without the campaign."""

    def setUp(self):
        super().setUp()
        self._started_before(40)
        self.drawn = self._members("to_contact")
        self.held = self._members("held_out")

    def _arms(self):
        arms = arms_of(self.campaign)
        return arms[self.campaign.id, False], arms[self.campaign.id, True]

    def test_sm_5_1_requests_and_orders_count_within_the_window(self):
        first, second, third = self.drawn[:3]
        for member in (first, second, third):
            self._contact(member, days=5)
        self._lead_of(first.partner_id, 4)  # before the contact
        lead = self._lead_of(first.partner_id, 6)
        self._lead_of(second.partner_id, 36)  # too late after the contact
        order = self._order_of(first.partner_id, 7, 250)
        self._order_of(first.partner_id, 9, 999)  # not the first
        self._order_of(second.partner_id, 31, 50)  # in time after the contact alone
        self._order_of(third.partner_id, -1)  # before the campaign
        self._lead_of(self.held[0].partner_id, 3)
        treated, held = self._arms()
        self.assertEqual((treated.n, treated.contacted), (18, 3))
        self.assertEqual((treated.leads_after, treated.orders_after), (1, 2))
        self.assertEqual((treated.leads, treated.orders), (1, 1))
        self.assertEqual(treated.amount, 250)
        self.assertEqual((held.n, held.leads, held.orders), (2, 1, 0))
        self.assertEqual((first.lead_id, first.order_id), (lead, order))
        self.assertFalse(third.lead_id | third.sudo().lead_id)

    def test_a_request_of_a_contact_person_is_the_customer_s(self):
        member = self.drawn[0]
        self._contact(member)
        person = self._create_customer("Person", parent_id=member.partner_id.id)
        self._lead_of(person, 1)
        self._order_of(person, 1)
        treated, _held = self._arms()
        self.assertEqual((treated.leads_after, treated.orders_after), (1, 1))

    def test_orders_of_other_companies_and_quotations_do_not_count(self):
        customer = self.drawn[0].partner_id
        self._order_of(customer, 1).sudo().state = "draft"
        self._order_of(customer, 1).sudo().state = "cancel"
        self.env.flush_all()
        self.assertEqual(self._arms()[0].orders, 0)

    def test_sm_5_1_it_is_said_when_nothing_can_be_said(self):
        self._order_of(self.drawn[0].partner_id, 1)
        campaign = self.campaign
        self.assertIn("cannot be said", campaign.verdict)
        self.assertIn("From 18 customers with and 2 without", campaign.verdict)
        self.assertEqual(campaign.order_share, "6 % of 18 (1 to 26 %)")
        self.assertEqual(campaign.held_out_share, "0 % of 2 (0 to 66 %)")
        self.assertIn("First order since the start", campaign.funnel_html)

    def test_sm_5_1_a_clear_difference_is_said(self):
        for member in self.drawn:
            self._order_of(member.partner_id, 1, 10)
        self.campaign.cost = 90
        self.assertIn("More first orders with the campaign", self.campaign.verdict)
        self.assertIn("5.00", self.campaign.cost_per_order)
        self.assertEqual(self.campaign.order_amount, 180)

    def test_without_anybody_held_out_that_is_said(self):
        campaign = self._campaign(
            held_out_percent=0, domain=f"[('id', '=', {self._free().id})]"
        )
        self.assertIn("Nobody is drawn", campaign.verdict)
        campaign.action_start()
        self.assertIn("Nobody was held out", campaign.verdict)

    def _free(self):
        return self._create_customer("Customer free", self.potential, phone="+861056")

    def test_sm_5_1_campaigns_stand_on_the_customer_and_on_the_lead(self):
        member = self.drawn.filtered(lambda one: one.user_id == self.advisor)[0]
        self._contact(member)
        lead = self._create_lead(member.partner_id, self.advisor)
        mine = lead.with_user(self.advisor)
        self.assertIn("Spring (", mine.campaign_text)
        partner = member.partner_id.with_user(self.advisor)
        self.assertEqual(partner.campaign_count, 1)
        action = partner.action_open_campaigns()
        found = self.env["customer.campaign.member"].search(action["domain"])
        self.assertEqual(found, member)
        held = self.held.partner_id[0].with_user(self.advisor)
        self.assertEqual(held.campaign_count, 0, "who is held out is not told")

    def test_figures_of_many_campaigns_take_as_many_queries_as_of_one(self):
        names = ["verdict", "order_share", "cost_per_order"]

        def used(campaigns):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaigns.read(names)
            return self.env.cr.sql_log_count - before

        used(self.campaign)
        one = used(self.campaign)
        many = self.campaign
        for _number in range(5):
            many |= self._campaign()
        self.assertLessEqual(used(many), one)
