from ast import literal_eval
from datetime import timedelta

from odoo.tests import tagged

from .common import MarketCase


@tagged("post_install", "-at_install")
class TestMarketPrices(MarketCase):
    """Prices of the same product of the same competitor stand side by side."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.company.currency_id
        names = ("Aaa", "Bbb")
        cls.known, cls.unknown = cls.env["res.currency"].create(
            [{"name": name, "symbol": name, "rounding": 0.01} for name in names]
        )
        cls.env["res.currency.rate"].create(
            [
                {
                    "name": cls.today - timedelta(days=days),
                    "currency_id": currency.id,
                    "company_id": cls.company.id,
                    "rate": rate,
                }
                for currency, days, rate in (
                    (cls.known, 20, 2.0),
                    (cls.known, 5, 4.0),
                    (cls.own, 20, 1.0),
                )
            ]
        )

    def _price(self, price, days=0, **values):
        return self._note(
            competitor_id=self.rival.id,
            product_word="Chair",
            price=price,
            date=self.today - timedelta(days=days),
            **values,
        )

    def test_sa_2_5_prices_are_compared_in_the_currency_of_the_company(self):
        now = self._price(8, currency_id=self.known.id)
        before = self._price(8, days=10, currency_id=self.known.id)
        self.assertEqual((now.price_compared, before.price_compared), (2, 4))
        self.assertTrue(now.is_comparable)
        self.assertFalse(now.rate_problem)

    def test_sa_2_5_a_currency_without_a_rate_says_so(self):
        note = self._price(8, currency_id=self.unknown.id)
        self.assertFalse(note.is_comparable)
        self.assertIn("no rate of Bbb", note.rate_problem)
        self.env["res.currency.rate"].create(
            {
                "name": self.today,
                "currency_id": self.unknown.id,
                "company_id": self.company.id,
                "rate": 4.0,
            }
        )
        self.assertTrue(note.is_comparable)
        self.assertEqual(note.price_compared, 2)
        self.assertFalse(note.rate_problem)

    def _computed_by(self, change):
        """The notes whose price a change of rates has computed anew."""
        self.env.flush_all()
        change()
        field = self.env["market.note"]._fields["price_compared"]
        notes = self.env.records_to_compute(field)
        self.env.flush_all()
        return notes

    def _rate(self, days, rate, currency=None, company=None):
        return self.env["res.currency.rate"].create(
            {
                "name": self.today - timedelta(days=days),
                "currency_id": (currency or self.known).id,
                "company_id": (company or self.company).id,
                "rate": rate,
            }
        )

    def test_sa_2_5_a_rate_computes_the_prices_of_its_days_and_no_other(self):
        """Rates are of 20 and of 5 days ago."""
        old, middle, new = (
            self._price(8, days=days, currency_id=self.known.id) for days in (30, 10, 1)
        )
        self._price(8, days=10)
        self._price(8, days=10, currency_id=self.unknown.id)
        found = self._computed_by(lambda: self._rate(0, 16.0))
        self.assertFalse(found, "the rate of today is of no day that is noted")
        found = self._computed_by(lambda: self._rate(15, 8.0))
        self.assertEqual(found, middle)
        self.assertEqual((old | middle | new).mapped("price_compared"), [4, 1, 2])
        rate = self._rate(25, 1.0)
        self.assertEqual(old.price_compared, 8, "the first rate counts for before, too")
        found = self._computed_by(
            lambda: rate.write({"name": self.today - timedelta(days=18)})
        )
        self.assertEqual(found, old)
        self.assertEqual(old.price_compared, 4)

    def test_sa_2_5_prices_follow_rates_that_move_and_go(self):
        old, middle = (
            self._price(8, days=days, currency_id=self.known.id) for days in (15, 3)
        )
        rates = self.known.rate_ids.filtered(lambda rate: rate.rate == 4.0)
        found = self._computed_by(
            lambda: rates.write({"name": self.today - timedelta(days=18)})
        )
        self.assertEqual(found, old | middle, "the days before, and those after")
        self.assertEqual((old.price_compared, middle.price_compared), (2, 2))
        found = self._computed_by(rates.unlink)
        self.assertEqual(found, old | middle)
        self.assertEqual((old.price_compared, middle.price_compared), (4, 4))
        self.known.rate_ids.unlink()
        self.assertFalse((old | middle).filtered("is_comparable"))

    def test_sa_2_5_the_rate_of_the_own_currency_counts_as_well(self):
        foreign = self._price(8, days=2, currency_id=self.known.id)
        self._price(8, days=2)
        found = self._computed_by(lambda: self._rate(3, 3.0, self.own))
        self.assertEqual(found, foreign)
        self.assertEqual(foreign.price_compared, 6)

    def test_sa_2_5_rates_of_another_company_compute_nothing_here(self):
        self._price(8, days=2, currency_id=self.known.id)
        other = self.env["res.company"].create({"name": "Rates of its own"})
        found = self._computed_by(lambda: self._rate(9, 3.0, company=other))
        self.assertFalse(found)

    def test_many_rates_take_no_more_queries_than_one(self):
        self._price(8, days=2, currency_id=self.known.id)

        def used(*days):
            self.env.flush_all()
            self.env.invalidate_all()
            rates = self.env["res.currency.rate"]
            values = [
                {
                    "name": self.today - timedelta(days=day),
                    "currency_id": self.known.id,
                    "company_id": self.company.id,
                    "rate": 2.0,
                }
                for day in days
            ]
            before = self.env.cr.sql_log_count
            rates.create(values)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        used(100)
        self.assertLessEqual(used(*range(200, 260)), used(101) + 1)

    def test_without_price_or_product_there_is_nothing_to_compare(self):
        self.assertFalse(self._price(0).is_comparable)
        self.assertFalse(self._note(price=5).is_comparable)
        self.assertFalse(self._note().rate_problem)

    def test_sa_2_5_a_note_says_what_the_price_was_before(self):
        first = self._price(100, days=9)
        self._price(50, days=5).with_user(self.anna)._contradict("Wrong")
        self._note(competitor_id=self.rival.id, product_word="Table", price=1)
        second = self._price(90, days=2, currency_id=self.own.id)
        second.product_word = " CHAIR"
        self.assertFalse(first.price_trend)
        self.assertIn("100", second.price_trend)
        self.assertIn("-10 %", second.price_trend)
        self.assertEqual(len(second.similar_ids), 2)
        self.assertIn(first, second.similar_ids)

    def test_the_page_of_prices_means_what_can_be_compared(self):
        self._price(100, days=9)
        self._price(50, days=9)
        self._price(10, currency_id=self.unknown.id)
        self._price(1).with_user(self.anna)._contradict("Wrong")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "advisor_crm_market.market_note_action_prices"
        )
        groups = self.env["market.note"]._read_group(
            [*literal_eval(action["domain"]), ("company_id", "=", self.company.id)],
            ["competitor_id"],
            ["price_compared:avg"],
        )
        self.assertEqual(groups, [(self.rival, 75)])
