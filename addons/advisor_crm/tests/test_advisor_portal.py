from odoo.tests import HttpCase, tagged

from .common import AdvisorCase, portal_user


@tagged("post_install", "-at_install")
class TestAdvisorPortal(AdvisorCase, HttpCase):
    """The customer sees the advisor, and what became of suggestions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(
            "Own", cls.important, company_id=cls.company.id
        )
        cls._assign(cls.customer, cls.advisor, cls.anna)
        cls.advisor.partner_id.phone = "+86 21 5550"
        cls.user = portal_user(cls.env, cls.customer)
        cls.user.write(
            {"company_ids": [(6, 0, cls.company.ids)], "company_id": cls.company.id}
        )

    def page(self):
        self.authenticate(self.user.login, self.user.login)
        return self.url_open("/my/advisor")

    def test_nobody_sees_it_before_it_is_decided(self):
        self.assertTrue(self.page().url.endswith("/my"))

    def test_sa_2_1_a_customer_sees_the_advisor_and_suggests(self):
        self.company.advisor_in_portal = True
        suggestion = self.env["customer.suggestion"].create(
            {
                "name": "Open later",
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "answer": "Not yet for their eyes",
            }
        )
        foreign = self._create_customer("Foreign")
        self.env["customer.suggestion"].create(
            {"name": "Of somebody else", "partner_id": foreign.id}
        )
        text = self.page().text
        self.assertIn("+86 21 5550", text)
        self.assertIn("Open later", text)
        self.assertNotIn("Not yet for their eyes", text)
        self.assertNotIn("Of somebody else", text)
        suggestion.action_answer()
        suggestion.action_told()
        self.assertIn("Not yet for their eyes", self.page().text)

    def test_a_suggestion_from_the_portal_reaches_the_advisor(self):
        self.company.advisor_in_portal = True
        self.page()
        self.url_open(
            "/my/advisor/suggestion",
            data={
                "csrf_token": self.csrf_token(),
                "name": "  More   benches ",
                "description": "Please",
                "partner_id": self.env.user.partner_id.id,
                "state": "told",
            },
        )
        suggestion = self.env["customer.suggestion"].search(
            [("name", "=", "More benches")]
        )
        self.assertEqual(suggestion.partner_id, self.customer)
        self.assertEqual(suggestion.user_id, self.advisor)
        self.assertEqual(suggestion.state, "new")
        self.assertTrue(suggestion.by_customer)

    def test_who_suggests_without_end_waits_and_loses_no_word(self):
        self.company.advisor_in_portal = True
        self.company.advisor_suggestions_a_day = 3
        self.page()
        token = self.csrf_token()
        for number in range(5):
            page = self.url_open(
                "/my/advisor/suggestion",
                data={
                    "csrf_token": token,
                    "name": f"More benches {number}",
                    "description": "By the lift",
                },
            )
        made = self.env["customer.suggestion"].search(
            [("name", "like", "More benches")]
        )
        self.assertEqual(len(made), 3)
        self.assertIn("Please send this one tomorrow", page.text)
        self.assertIn('value="More benches 4"', page.text)
        self.assertIn("By the lift</textarea>", page.text)
        made.by_customer = False
        enough = made._has_said_enough(self.customer, self.company)
        self.assertFalse(enough, "what staff enters")

    def csrf_token(self):
        """The token of the page that is open."""
        text = self.url_open("/my/advisor").text
        return text.split('name="csrf_token" value="')[1].split('"')[0]
