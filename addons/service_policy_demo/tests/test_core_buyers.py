from datetime import date, timedelta

from odoo.tests import BaseCase, tagged

from ..story.buyers import KINDS, NAMES, buyers, on_a_workday, purchases


@tagged("post_install", "-at_install")
class TestBuyers(BaseCase):
    """The customers of the story are the same on every day."""

    def test_sixty_customers_half_of_whom_read_chinese(self):
        found = buyers()
        self.assertEqual(len(found), 60)
        self.assertEqual(len({buyer.name for buyer in found}), len(NAMES))
        self.assertEqual(sum(buyer.reads_chinese for buyer in found), 30)
        self.assertEqual(sum(count for _kind, count in KINDS), 60)

    def test_everybody_has_bought_and_nobody_tomorrow(self):
        for buyer in buyers():
            with self.subTest(buyer=buyer.name):
                days = [bought.days for bought in purchases(buyer)]
                self.assertTrue(days)
                self.assertGreater(min(days), 0)
                self.assertEqual(purchases(buyer), purchases(buyer))

    def test_no_order_is_made_on_a_weekend(self):
        for number in range(30):
            day = on_a_workday(date(2026, 3, 1) + timedelta(days=number))
            self.assertLess(day.weekday(), 5)
