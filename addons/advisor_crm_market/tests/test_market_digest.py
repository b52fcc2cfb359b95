from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MarketCase


@tagged("post_install", "-at_install")
class TestMarketDigest(MarketCase):
    """Departments hear once what is new, in the language of each reader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["market.subscription"].search([]).active = False
        cls.classPatch(
            cls.registry["ir.cron"], "_commit_progress", lambda *args, **values: 10.0
        )
        cls.subscription = cls.env["market.subscription"].create(
            {
                "department_id": cls.department.id,
                "kind_ids": [Command.set(cls.kind.ids)],
                "since": cls.today - timedelta(days=2),
            }
        )

    def _sent(self):
        self.env.flush_all()
        before = self.env["mail.mail"].search([]).ids
        self.env["market.subscription"]._cron_send()
        return self.env["mail.mail"].search([("id", "not in", before)])

    def test_sa_2_5_the_department_hears_what_is_new_and_only_once(self):
        self._note(
            name="Chairs at half price",
            competitor_id=self.rival.id,
            product_word="Chair",
            price=40,
        )
        self._note(name="A trend", kind_id=self.trend.id)
        self._note(name="Not true").with_user(self.anna)._contradict("Wrong")
        mail = self._sent()
        self.assertEqual(mail.recipient_ids, self.chief.user_id.partner_id)
        self.assertIn("Chairs at half price", mail.body_html)
        self.assertIn("Rival · Chair", mail.body_html)
        self.assertNotIn("A trend", mail.body_html)
        self.assertNotIn("Not true", mail.body_html)
        self.assertTrue(self.subscription.last_sent_at)
        self.assertFalse(self._sent(), "nothing is new, so there is no e-mail")
        self._note(name="Something else")
        mail = self._sent()
        self.assertIn("Something else", mail.body_html)
        self.assertNotIn("Chairs at half price", mail.body_html)

    def test_each_reader_has_it_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ir.module.module"].search(
            [("name", "=", "advisor_crm_market")]
        )._update_translations(["zh_CN"])
        self.marketing.lang = "zh_CN"
        self.subscription.user_ids = self.marketing | self.anna
        self._note()
        mails = self._sent()
        subjects = {mail.recipient_ids.user_ids.login: mail.subject for mail in mails}
        self.assertEqual(subjects["anna"], "From the market: 1 new")
        self.assertIn("市场", subjects["marketing"])

    def test_without_a_reader_the_news_wait(self):
        self.department.manager_id = False
        self.assertFalse(self.subscription.has_reader)
        self._note()
        self.assertFalse(self._sent())
        self.department.manager_id = self.chief
        self.assertEqual(len(self._sent()), 1)

    def test_what_was_noted_before_is_not_told(self):
        self.subscription.since = self.today + timedelta(days=2)
        self._note()
        self.assertFalse(self._sent())

    @mute_logger("odoo.addons.advisor_crm_market.models.market_subscription")
    def test_one_that_cannot_be_told_keeps_no_other_from_it(self):
        other = self.env["market.subscription"].create(
            {
                "department_id": self.department.id,
                "user_ids": [Command.set(self.marketing.ids)],
                "since": self.subscription.since,
            }
        )
        self._note()
        broken = self.subscription
        line = type(broken)._line

        def fail(subscription, note, link):
            if subscription == broken:
                raise ValueError("cannot be said")
            return line(subscription, note, link)

        self.patch(type(broken), "_line", fail)
        mail = self._sent()
        self.assertEqual(mail.recipient_ids, self.marketing.partner_id)
        self.assertTrue(other.last_sent_at)
        self.assertFalse(broken.last_sent_at)

    def test_readers_are_staff_of_the_company(self):
        stranger = self._create_user("stranger", company=self.other_company)
        with self.assertRaisesRegex(ValidationError, "does not work for"):
            self.subscription.user_ids = stranger

    def test_a_long_list_ends_with_how_many_more_there_are(self):
        for number in range(52):
            self._note(name=f"Note {number}")
        mail = self._sent()
        self.assertIn("2 more", mail.body_html)
