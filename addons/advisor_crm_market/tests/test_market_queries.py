from odoo.fields import Command
from odoo.tests import tagged

from .common import MarketCase


@tagged("post_install", "-at_install")
class TestMarketQueries(MarketCase):
    """Lists take no more queries for many records than for few."""

    def _queries(self, records, names):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        records.read(names)
        return self.env.cr.sql_log_count - before

    def _assert_constant(self, make, names):
        few = [make(number) for number in range(2)]
        many = [make(number) for number in range(2, 14)]
        first = self._of(few)
        self._queries(first, names)  # fills what is cached
        used = self._queries(first, names)
        self.assertLessEqual(self._queries(self._of(many), names), used)

    def _of(self, records):
        return records[0].union(*records[1:]).with_user(self.advisor)

    def _customer(self, number):
        customer = self._create_customer(f"Customer {number}", self.important)
        self._assign(customer, self.advisor)
        self._note(partner_id=customer.id, competitor_id=self.rival.id)
        return customer

    def test_opportunities(self):
        self._assert_constant(
            lambda number: self._create_lead(
                self._customer(number),
                self.advisor,
                competitor_ids=[Command.set(self.rival.ids)],
            ),
            ["market_note_count"],
        )

    def test_customers(self):
        self._assert_constant(self._customer, ["market_note_count"])

    def test_notes(self):
        self._assert_constant(
            lambda number: self._note(
                competitor_id=self.rival.id, product_word="Chair", price=number + 1
            ),
            ["state", "price_trend", "useful_count", "rate_problem", "can_confirm"],
        )
