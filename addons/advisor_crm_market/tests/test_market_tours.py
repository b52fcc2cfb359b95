from odoo.tests import HttpCase, tagged

from .common import MarketCase


@tagged("post_install", "-at_install")
class TestMarketToursOnAPhone(MarketCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_sa_2_5_a_price_is_noted_on_the_phone(self):
        self.start_tour("/odoo/market-notes", "market_note", login="employee")
        note = self.env["market.note"].search([("name", "=", "Chairs at half price")])
        self.assertEqual(note.user_id, self.advisor)
        self.assertEqual(note.competitor_id, self.rival)
        self.assertEqual((note.product_word, note.price), ("Chair", 40))

    def test_a_colleague_finds_it_useful_with_one_press(self):
        note = self._note()
        self.env.flush_all()
        self.start_tour("/odoo/market-notes", "market_note_useful", login="anna")
        self.env.invalidate_all()
        self.assertEqual(note.useful_count, 1)
