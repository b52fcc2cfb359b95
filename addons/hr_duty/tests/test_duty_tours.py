from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import DutyCase


class DutyTourCase(DutyCase, HttpCase):
    """A duty a week from now, at the time of the browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = fields.Date.today() + timedelta(days=7)
        while cls.day.weekday() > 4:
            cls.day += timedelta(days=1)
        cls.shift = cls._duty(cls.day, cls.lead, cls.employee)


@tagged("post_install", "-at_install")
class TestDutyTours(DutyTourCase):
    def test_cs_2_two_swap_a_duty_in_the_browser(self):
        for page, tour, login in (
            ("my-duties", "hr_duty_swap_ask", "lead"),
            ("duty-swaps", "hr_duty_swap_agree", "second"),
            ("duty-swaps", "hr_duty_swap_approve", "manager"),
        ):
            self.start_tour(f"/odoo/{page}", tour, login=login)
        self.assertEqual(self.shift.leader_id, self.second)


@tagged("post_install", "-at_install")
class TestDutyToursOnAPhone(DutyTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_cs_2_a_member_fills_a_gap_on_the_phone(self):
        self.leave(self.lead, self.day)
        self.assertEqual(self.shift.gap_count, 1)
        self.start_tour("/odoo/duty-free-places", "hr_duty_gap", login="second")
        self.assertEqual(self.shift.leader_id, self.second)
        self.assertFalse(self.shift.activity_ids)
