from odoo.tests import HttpCase, tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestAdvisorToursOnAPhone(AdvisorCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_sa_2_1_an_advisor_works_through_the_day_on_the_phone(self):
        customer = self._create_customer(
            "Own", self.important, email="own@customer.example"
        )
        self._assign(customer, self.advisor, day=self.today)
        suggestion = self.env["customer.suggestion"].with_user(self.advisor)
        suggestion = suggestion.create(
            {"name": "Open later", "partner_id": customer.id, "answer": "We do"}
        )
        suggestion.action_answer()
        self.start_tour("/odoo/my-day", "advisor_day", login="employee")
        self.assertEqual(suggestion.state, "told")
        file = self.env["customer.file"].search([("partner_id", "=", customer.id)])
        self.assertEqual(file.best_time, "Tuesdays")


@tagged("post_install", "-at_install")
class TestAdvisorTours(AdvisorCase, HttpCase):
    def test_sa_2_1_a_leader_hands_over_in_the_browser(self):
        self._create_profile(self.advisor, 10)
        self._create_profile(self.anna, 10)
        customer = self._create_customer("Own", self.important)
        self._assign(customer, self.advisor)
        self.start_tour("/odoo/advisor-team", "advisor_handover", login="manager")
        self.assertEqual(self._advisor_of(customer), self.anna)
