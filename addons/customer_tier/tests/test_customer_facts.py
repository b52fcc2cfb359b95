from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import DAY, TODAY, TierCase


@tagged("post_install", "-at_install")
class TestCustomerFacts(TierCase):
    """What confirmed orders say of a customer."""

    def _facts(self, partner, day=TODAY):
        self._run(day)
        standing = self._standing(partner)
        return standing.amount, standing.occasions, standing.factors

    def test_orders_of_one_day_are_one_occasion(self):
        whole, split = self._create_customer("Whole"), self._create_customer("Split")
        self._create_order(whole, 300, TODAY - DAY)
        self._create_order(split, 100, TODAY - DAY)
        self._create_order(split, 200, TODAY - DAY)
        self._create_order(split, 0, TODAY - 3 * DAY)
        self.assertEqual(self._facts(whole), self._facts(split))
        self.assertEqual(self._facts(split)[:2], (300, 1))

    def test_the_day_is_the_local_one(self):
        partner = self._create_customer()
        order = self._create_order(partner, 100, date(2025, 3, 2))
        order.date_order = "2025-03-02 16:30:00"  # the 3rd in Shanghai
        self.assertEqual(self._facts(partner)[:2], (100, 1))
        order.date_order = "2025-03-02 15:30:00"  # the 2nd: a year ago exactly
        self.assertEqual(self._facts(partner)[:2], (0, 0))

    def test_documents_of_the_future_do_not_count_yet(self):
        partner = self._create_customer()
        self._create_order(partner, 100, TODAY)
        self._create_order(partner, 900, TODAY + DAY)
        self.assertEqual(self._facts(partner)[:2], (100, 1))
        self.assertEqual(self._facts(partner, TODAY + DAY)[:2], (1000, 2))

    def test_contacts_count_for_the_company_that_they_belong_to(self):
        firm = self._create_customer("Firm", is_company=True)
        contact = self._create_customer("Contact", parent_id=firm.id)
        self._create_order(contact, 100)
        self._create_order(firm, 50)
        self.assertEqual(self._facts(firm)[0], 150)
        self.assertFalse(self._standing(contact))
        self.assertEqual(contact.customer_tier_id, self._standing(firm).tier_id)

    def test_a_contact_that_moves_takes_its_documents_along(self):
        old, new = map(self._create_customer, ("Old", "New"))
        contact = self._create_customer("Contact", parent_id=old.id)
        self._create_order(contact, 100)
        self._create_order(new, 1)
        self._run()
        self.env["customer.tier.dirty"]._write_marks()
        self.env["customer.tier.dirty"]._take(1000)
        contact.parent_id = new
        self.env.cr.precommit.run()
        ids, _more = self.env["customer.tier.dirty"]._take(1000)
        self.engine._run_company(self.company, ids, TODAY)
        self.assertEqual(self._standing(old).amount, 0)
        self.assertEqual(self._standing(new).amount, 101)

    def test_who_comes_to_belong_to_another_customer_is_none_any_more(self):
        firm, single = map(self._create_customer, ("Firm", "Single"))
        self._create_order(single, 100)
        self._run()
        single.parent_id = firm
        self.env.flush_all()
        self._run(TODAY + 5 * DAY)
        self.assertFalse(self._standing(single))
        self.assertEqual(self._standing(firm).amount, 100)
        self.assertEqual(
            self._history(single),
            [("potential", TODAY, TODAY + 5 * DAY, "first")],
        )

    def test_own_companies_and_employees_are_no_customers(self):
        own = (
            self.other_company.partner_id
            | self.employee.work_contact_id
            | self.hr_officer.partner_id
        )
        for partner in own:
            self._create_order(partner, 5000)
        self._run()
        for partner in own:
            self.assertFalse(self._standing(partner))

    def test_archived_customers_keep_their_tier(self):
        partner = self._create_customer()
        self._create_order(partner, 100)
        partner.active = False
        self.env.flush_all()
        self._run()
        self.assertTier(partner, "potential")

    def test_amounts_are_in_the_currency_of_the_company_at_the_day(self):
        foreign = self._currency("XTA")
        self.env["res.currency.rate"].create(
            {
                "currency_id": foreign.id,
                "company_id": self.company.id,
                "name": "2020-01-01",
                "rate": 4,
            }
        )
        partner = self._create_customer()
        self._create_foreign_order(partner, 400, foreign)
        self.assertEqual(self._facts(partner)[0], 100)
        foreign.rate_ids.create(
            {
                "currency_id": foreign.id,
                "company_id": self.company.id,
                "name": TODAY + DAY,
                "rate": 8,
            }
        )
        self.assertEqual(self._facts(partner, TODAY + 2 * DAY)[0], 100)

    def test_a_currency_without_rate_leaves_its_customers_as_they_are(self):
        foreign = self._currency("XTB")
        partner, other = self._create_customer(), self._create_customer("Other")
        self._create_order(partner, 10, TODAY - 200 * DAY)
        self._run(TODAY - DAY)
        self._create_foreign_order(partner, 5000, foreign)
        self._create_order(other, 10)
        outcome = self._run()
        self.assertEqual(outcome.skipped, partner.ids)
        self.assertTier(partner, "general")
        self.assertTier(other, "potential")
        run = self.env["customer.tier.run"].search(
            [("company_id", "=", self.company.id)], limit=1
        )
        self.assertEqual(run.skipped_partner_ids, partner)
        self.assertIn("Enter a rate", run.problem)

    def _currency(self, name):
        return self.env["res.currency"].create({"name": name, "symbol": name})

    def _create_foreign_order(self, partner, amount, currency):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": currency.name,
                "currency_id": currency.id,
                "company_id": self.company.id,
            }
        )
        return self._create_order(partner, amount, pricelist_id=pricelist.id)

    def test_loyalty_counts_years_in_a_row(self):
        self.criteria.sudo().state = "draft"
        self._create_criteria(
            date_from="2021-01-01",
            line_ids=[
                Command.create(
                    {
                        "tier_id": self.important.id,
                        "factor": "retained",
                        "enter": 3,
                        "stay": 3,
                    }
                )
            ],
        )
        for years, count in (((0, 1, 2), 3), ((0, 2, 3), 1), ((1, 2), 0)):
            partner = self._create_customer()
            for year in years:
                self._create_order(partner, 10, date(2026 - year, 3, 1))
            self.assertEqual(self._facts(partner)[2]["retained"], count)


@tagged("post_install", "-at_install")
class TestCustomerInvoiceFacts(AccountTestInvoicingCommon):
    """What posted invoices say of a customer, where accounting is used."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("customer_tier.group_manager")
        cls.company = cls.company_data["company"]
        tiers = cls.env["customer.tier"].search([("company_id", "=", cls.company.id)])
        cls.tiers = tiers.grouped("code")
        cls.criteria = cls.env["customer.criteria"].create(
            {
                "name": "Invoices",
                "company_id": cls.company.id,
                "date_from": "2020-01-01",
                "basis": "invoice",
                "grace_days": 60,
                "foot_tier_id": cls.tiers["general"].id,
                "line_ids": [
                    Command.create(
                        {
                            "tier_id": cls.tiers["important"].id,
                            "factor": "amount",
                            "enter": 1000,
                            "stay": 800,
                        }
                    ),
                    Command.create(
                        {
                            "tier_id": cls.tiers["potential"].id,
                            "factor": "tenure",
                            "at_most": True,
                            "enter": 90,
                            "stay": 90,
                        }
                    ),
                ],
            }
        )
        cls.criteria.action_publish()
        cls.partner = cls.env["res.partner"].create({"name": "Anna"})

    def _invoice(self, amount, day=TODAY, move_type="out_invoice", **values):
        move = self.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": self.partner.id,
                "invoice_date": day,
                "company_id": self.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Lift", "quantity": 1, "price_unit": amount}
                        | values.pop("line", {})
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    def _facts(self, day=TODAY):
        self.env.flush_all()
        self.env["customer.tier.engine"]._run_company(self.company, None, day)
        standing = self.env["customer.standing"].search(
            [
                ("partner_id", "=", self.partner.id),
                ("company_id", "=", self.company.id),
            ]
        )
        return standing.amount, standing.occasions

    def test_taxes_and_drafts_do_not_count(self):
        tax = self.company_data["default_tax_sale"]
        move = self._invoice(500, line={"tax_ids": tax.ids})
        self.assertGreater(move.amount_total, move.amount_untaxed)
        draft = self._invoice(100, TODAY - DAY)
        draft.button_draft()
        self.assertEqual(self._facts(), (500, 1))

    def test_order_and_full_refund_are_nothing(self):
        invoice = self._invoice(600, TODAY - 360 * DAY)
        self._invoice(100, TODAY - DAY)
        self.assertEqual(self._facts(TODAY - DAY), (700, 2))
        self._invoice(600, TODAY, move_type="out_refund", reversed_entry_id=invoice.id)
        self.assertEqual(self._facts(), (100, 1))
        # nor is the refund alone left once the invoice is out of the window
        self.assertEqual(self._facts(TODAY + 20 * DAY), (100, 1))

    def test_a_refund_in_part_takes_its_amount_only(self):
        invoice = self._invoice(600)
        self._invoice(200, TODAY, move_type="out_refund", reversed_entry_id=invoice.id)
        self.assertEqual(self._facts(), (400, 1))

    def test_refunds_never_take_below_nothing(self):
        invoice = self._invoice(100)
        self._invoice(900, TODAY, move_type="out_refund", reversed_entry_id=invoice.id)
        self._invoice(50, TODAY - DAY)
        self._invoice(500, TODAY, move_type="out_refund")
        self.assertEqual(self._facts()[0], 0)

    def test_a_refund_of_tomorrow_does_not_count_yet(self):
        invoice = self._invoice(100)
        self._invoice(
            100, TODAY + DAY, move_type="out_refund", reversed_entry_id=invoice.id
        )
        self.assertEqual(self._facts(), (100, 1))
        self.assertEqual(self._facts(TODAY + DAY), (0, 0))

    def test_down_payments_do_not_count_twice(self):
        self._invoice(300, TODAY - 30 * DAY, line={"is_downpayment": True})
        final = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner.id,
                "invoice_date": TODAY,
                "invoice_line_ids": [
                    Command.create({"name": "Lift", "quantity": 1, "price_unit": 1000}),
                    Command.create(
                        {
                            "name": "Down payment",
                            "quantity": -1,
                            "price_unit": 300,
                            "is_downpayment": True,
                        }
                    ),
                ],
            }
        )
        final.action_post()
        amounts = sum(
            self.env["account.move"]
            .search([("partner_id", "=", self.partner.id)])
            .mapped("amount_untaxed_signed")
        )
        self.assertEqual(self._facts(), (amounts, 1))

    def test_posting_and_resetting_mark_the_customer(self):
        dirty = self.env["customer.tier.dirty"]
        self.env.cr.precommit.run()
        dirty._take(1000)
        move = self._invoice(100)
        self.env.cr.precommit.run()
        self.assertIn(self.partner.id, dirty._take(1000)[0])
        move.button_draft()
        self.env.cr.precommit.run()
        self.assertIn(self.partner.id, dirty._take(1000)[0])
