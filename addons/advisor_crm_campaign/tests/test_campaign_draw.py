from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..core.draw import held_out
from .common import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignDraw(CampaignCase):
    """Who is contacted, held out, left out; and what advisors get."""

    def test_sm_5_1_a_tenth_is_held_out_and_the_others_are_to_be_contacted(self):
        self.assertEqual(self.campaign.customer_count, 20)
        self.campaign.action_start()
        self.assertEqual(self.campaign.state, "running")
        held, drawn = self._members("held_out"), self._members("to_contact")
        self.assertEqual((len(held), len(drawn)), (2, 18))
        self.assertEqual(held.partner_id | drawn.partner_id, self.customers)
        again = held_out(self.campaign.sudo().seed, self.customers.ids, 10)
        self.assertEqual(set(held.partner_id.ids), again)
        self.assertFalse(held.duty_id)
        duty = drawn[0].duty_id
        self.assertEqual(
            (duty.partner_id, duty.subject), (drawn[0].partner_id, "Spring")
        )
        self.assertEqual(duty.user_id, drawn[0].user_id)
        self.assertEqual(duty.period_end, self.today + timedelta(days=14))
        with self.assertRaisesRegex(UserError, "begun already"):
            self.campaign.action_start()

    def test_sm_5_1_who_may_not_be_contacted_is_left_out_with_the_reason(self):
        mail, phone, nowhere, taken = self.customers[:4]
        mail.email = "no@customer.example"
        self.env["mail.blacklist"].sudo()._add(mail.email)
        self.env["phone.blacklist"].sudo().add(phone._phone_format(fname="phone"))
        nowhere.phone = False
        other = self._campaign(domain=f"[('id', '=', {taken.id})]", name="Other")
        other.action_start()
        self.campaign.action_start()
        reasons = {one.partner_id: one.reason for one in self._members("left_out")}
        self.assertEqual(
            reasons,
            {
                mail: "mail_blacklist",
                phone: "phone_blacklist",
                nowhere: "no_address",
                taken: "other_campaign",
            },
        )
        self.assertEqual(self.campaign.left_out_count, 4)
        self.assertEqual(len(self._members("held_out")), 2)

    def test_sm_5_1_who_contacts_is_who_has_the_contact_to_keep(self):
        self.campaign.action_start()
        given, kept = self._members("to_contact")[:2]
        given.duty_id._reassign(self.anna, "Speaks the language")
        self.env.flush_all()
        self.assertEqual(given.user_id, self.anna)
        self.assertEqual(kept.user_id, self.advisor)
        held = self._members("held_out")
        self.assertTrue(held[0].user_id, "as it was drawn")
        found = self.env["customer.campaign.member"].sudo()
        self.assertEqual(found.search([("user_id", "=", self.anna.id)]), given)

    def test_sm_5_1_whoever_deals_with_a_customer_is_told_of_the_campaign(self):
        self.campaign.action_start()
        drawn, other = self._members("to_contact")[:2].partner_id
        person = self._create_customer("Person", parent_id=drawn.id)
        held = self._members("held_out").partner_id
        self._contact(
            self._members("to_contact").filtered_domain([("partner_id", "=", other.id)])
        )
        told = (drawn | other | person | held)._going_on(self.company)
        self.assertEqual(
            told, dict.fromkeys((drawn | other | person).ids, ["Campaign: Spring"])
        )
        self.assertFalse(drawn._going_on(self.other_company))
        self.campaign.action_close()
        self.assertFalse(drawn._going_on(self.company))

    def test_contact_persons_and_our_own_companies_are_no_customers(self):
        person = self._create_customer(
            "Customer person", parent_id=self.customers[0].id
        )
        self.company.partner_id.name = "Customer ourselves"
        campaign = self._campaign(tier_ids=False)
        campaign.action_start()
        found = campaign.sudo().member_ids.partner_id
        self.assertEqual(found, self.customers)
        self.assertNotIn(person, found)

    def test_a_campaign_for_nobody_does_not_begin(self):
        campaign = self._campaign(domain="[('name', '=', 'Nobody')]")
        with self.assertRaisesRegex(UserError, "concerns nobody"):
            campaign.action_start()

    def test_a_condition_that_cannot_be_read_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be read"):
            self._campaign(domain="[('name'")

    def test_customers_without_an_advisor_are_contacted_by_who_leads_it(self):
        alone = self._create_customer("Customer alone", self.potential, phone="+861055")
        campaign = self._campaign(
            domain=f"[('id', '=', {alone.id})]", held_out_percent=0
        )
        campaign.action_start()
        self.assertEqual(campaign.sudo().member_ids.user_id, self.boss)

    def test_sm_5_1_a_note_of_the_contact_is_all_it_takes(self):
        self.campaign.action_start()
        member = self._members("to_contact")[0]
        self._contact(member)
        self.assertEqual(member.state, "contacted")
        self.assertEqual(member.contacted_by_id, member.user_id)
        self.assertTrue(member.contacted_at)

    def test_what_is_skipped_is_skipped_in_the_campaign(self):
        self.campaign.action_start()
        member = self._members("to_contact")[0]
        member.duty_id.with_user(member.user_id)._skip("On holiday")
        self.assertEqual(member.state, "skipped")

    def test_a_closed_campaign_asks_for_no_contact(self):
        with self.assertRaisesRegex(UserError, "does not run"):
            self.campaign.action_close()
        self.campaign.action_start()
        first, second = self._members("to_contact")[:2]
        self._contact(first)
        self.campaign.action_close()
        self.assertEqual((first.state, second.state), ("contacted", "skipped"))
        self.assertEqual(second.duty_id.state, "skipped")
        self.assertFalse(self._members("to_contact"))

    def test_sm_5_1_the_next_one_starts_from_the_last(self):
        self.campaign.action_start()
        self.campaign.cost = 500
        self._order_of(self._members("to_contact")[0].partner_id, 1)
        action = self.campaign.action_next()
        following = self.env["customer.campaign"].browse(action["res_id"])
        following = following.with_user(self.boss)
        self.assertEqual(following.state, "planned")
        self.assertEqual(following.previous_id, self.campaign)
        self.assertEqual(following.tier_ids, self.potential)
        self.assertEqual(following.budget, 500)
        self.assertFalse(following.seed, "drawn when it starts")
        self.assertFalse(self.campaign.previous_text)
        self.assertIn("6 % of 18", following.previous_text)
        self.assertIn("500", following.previous_text)

    def test_many_customers_take_hardly_more_queries(self):
        def used(count):
            ids = self.customers[:count].ids
            campaign = self._campaign(domain=f"[('id', 'in', {ids})]")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_start()
            self.env.flush_all()
            after = self.env.cr.sql_log_count
            campaign.action_close()
            return after - before

        used(4)
        few = used(4)
        self.assertLessEqual(used(20), few + 8)

    def test_customers_that_become_one_are_one_in_the_campaign(self):
        self.campaign.action_start()
        one, other = self._members("to_contact")[:2].partner_id
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        wizard._merge([one.id, other.id], one)
        members = self.campaign.sudo().member_ids
        self.assertEqual(len(members), 19)
        self.assertIn(one, members.partner_id)
