from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.advisor_crm.tests.common import AdvisorMatrix
from odoo.addons.hr_employee_team.tests.access_matrix import FormsAnswer

from .common import CampaignCase


@tagged("post_install", "-at_install")
class TestCampaignMatrix(AdvisorMatrix, FormsAnswer, CampaignCase):
    """Rights of every model by role: advisor, leader, manager."""

    addon = "advisor_crm_campaign"
    matrix = {
        "customer.campaign": ("r", "rwc", "rwcd"),
        "customer.campaign.member": ("r", "r", "r"),
    }


@tagged("post_install", "-at_install")
class TestCampaignAccess(CampaignCase):
    """Figures are for leaders; advisors see their customers, not who is held out."""

    def _seen(self, user):
        members = self.env["customer.campaign.member"].with_user(user)
        return members.search([("campaign_id", "=", self.campaign.id)]).sudo()

    def test_sm_5_1_an_advisor_sees_whom_to_contact_of_the_own_customers(self):
        self.campaign.action_start()
        mine = self._seen(self.advisor)
        self.assertEqual(set(mine.mapped("state")), {"to_contact"})
        self.assertEqual(mine.user_id, self.advisor)
        self.assertEqual(self._seen(self.bo).user_id, self.bo)
        self.assertFalse(self._seen(self.anna))
        team = self._seen(self.lead)
        self.assertEqual(team.partner_id, self.customers[:18])
        self.assertEqual(self._seen(self.boss).partner_id, self.customers)

    def test_what_is_planned_advisors_do_not_see(self):
        self.assertFalse(self.campaign.with_user(self.advisor).has_access("read"))
        self.campaign.action_start()
        self.assertTrue(self.campaign.with_user(self.advisor).has_access("read"))
        self.assertNotReadAbroad({"campaign": self.campaign})

    def test_sm_5_1_figures_are_for_leaders(self):
        self.campaign.action_start()
        names = ("verdict", "funnel_html", "cost", "domain", "seed", "order_share")
        for name in names:
            with self.subTest(field=name), self.assertRaises(AccessError):
                self.campaign.with_user(self.advisor).read([name])
        self.assertTrue(self.campaign.with_user(self.lead).read(names))

    def test_advisors_take_no_step(self):
        self.campaign.sudo().state = "running"
        for step in ("action_close", "action_start", "action_next"):
            with self.subTest(step=step), self.assertRaises(AccessError):
                getattr(self.campaign.with_user(self.advisor), step)()

    def test_a_condition_looks_at_what_its_author_may_read(self):
        path = "sale_order_ids.amount_total"
        with self.assertRaisesRegex(AccessError, f"looks at '{path}'"):
            self._campaign(domain=f"[('{path}', '>', 1000)]")

    def test_the_condition_is_carried_out_with_the_rights_of_its_author(self):
        self.campaign.with_user(self.lead).domain = "[('name', 'like', 'Customer 1')]"
        self.assertEqual(self.campaign.sudo().domain_user_id, self.lead)

    def test_what_the_figures_rest_on_stays(self):
        self.campaign.action_start()
        for values in ({"held_out_percent": 0}, {"domain": "[]"}, {"window_days": 1}):
            with self.subTest(values), self.assertRaises(UserError):
                self.campaign.write(values)
        with self.assertRaises(AccessError):
            self.campaign.write({"seed": "mine"})
        with self.assertRaises(AccessError):
            self.campaign.write({"state": "planned"})
        with self.assertRaises(UserError):
            self.campaign.unlink()
        self.campaign.cost = 10
