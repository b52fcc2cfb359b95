from odoo.tests import HttpCase, tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareToursOnAPhone(CareCase, HttpCase):
    """An advisor's work with a finger."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_gift_is_handed_over(self):
        self._with_gifts()
        self.env.flush_all()
        self.start_tour(
            "/odoo/customer-greetings",
            "advisor_crm_care_hand_over",
            login=self.advisor.login,
        )
        self.env.invalidate_all()
        greeting = self._greetings(self.lily)
        self.assertEqual((greeting.state, self.tea.stock), ("handed", 4))

    def test_a_birthday_of_my_day_gets_a_gift(self):
        self.tea.sudo()._move("in", 2)
        self.strategy.care_gift_cap = 100
        self._go("2026-03-04 01:30:00")
        self.env.flush_all()
        self.start_tour(
            "/odoo/my-day", "advisor_crm_care_day", login=self.advisor.login
        )
        self.env.invalidate_all()
        self.assertEqual(self._greetings(self.lily).gift_id, self.tea)
