from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MailingCase


@tagged("post_install", "-at_install")
class TestCampaignMailingAccess(MailingCase):
    """A mailing takes somebody who leads the campaign and may write mailings."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailer = cls._create_user("mailer", "mass_mailing.group_mass_mailing_user")

    def test_who_leads_but_writes_no_mailings_makes_none(self):
        self.campaign.action_start()
        campaign = self.campaign.with_user(self.lead)
        self.assertFalse(campaign.mailing_step)
        with self.assertRaises(AccessError):
            campaign.action_make_mailing()
        self.assertEqual(self.campaign.mailing_step, "first")

    def test_who_writes_mailings_but_leads_no_campaign_makes_none(self):
        mailing = self._begin()
        for user in (self.mailer, self.advisor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.campaign.with_user(user).action_make_mailing()
        values = {"subject": "Mine", "customer_campaign_id": self.campaign.id}
        with self.assertRaises(AccessError):
            self.env["mailing.mailing"].with_user(self.mailer).create(values)
        with self.assertRaises(AccessError):
            mailing.with_user(self.mailer).copy()

    def test_a_mailing_stays_one_of_its_campaign(self):
        mailing = self._begin()
        for user in (self.boss, self.mailer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mailing.with_user(user).write({"customer_campaign_id": False})
        self.assertEqual(mailing.customer_campaign_id, self.campaign)

    def test_who_writes_mailings_reads_and_sends_one_of_a_campaign(self):
        """The customers are found for him, also without a right to campaigns."""
        mailing = self._begin().with_user(self.mailer)
        self.env.invalidate_all()
        self.assertEqual(mailing.total, 18)
        self.assertTrue(mailing.web_read({"customer_campaign_id": {}, "total": {}}))
        partner = self.customers[0].with_user(self.mailer)
        self.assertFalse(
            partner.mailing_campaign_ids, "no name of what he may not read"
        )
        self.assertIn(
            self.campaign.id,
            self.customers.with_user(self.boss).mailing_campaign_ids.ids,
        )
        self._send(mailing)
        self.assertEqual(len(self._members("contacted")), 18)

    def test_advisors_see_what_became_of_the_mailing_to_their_customers(self):
        mailing = self._begin()
        self._send(mailing)
        members = self.env["customer.campaign.member"].with_user(self.advisor)
        mine = members.search([("mail_result", "=", "mailed")])
        self.assertEqual(mine.user_id, self.advisor)
        self.assertEqual(set(mine.mapped("mail_result")), {"mailed"})
        self.assertFalse(members.search([("mail_result", "=", False)]))
        with self.assertRaises(AccessError):
            mine.write({"mail_reason": "refused"})
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.advisor).action_open_mailings()
