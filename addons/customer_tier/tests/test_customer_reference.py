import json
import random
from decimal import Decimal

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import DAY, TODAY
from .reference_customers import GRACE, LOW, TIERS, Document, facts, next_tier

CUSTOMERS = 5_000
#: Far enough apart that a grace is over, and near enough that one is not.
DAYS = (TODAY - 200 * DAY, TODAY - 120 * DAY, TODAY - 70 * DAY, TODAY - 30 * DAY, TODAY)
AMOUNTS = [0, Decimal("99.99"), 250, Decimal("333.33"), 500, 1000, Decimal("1234.56")]
#: Of a hundred documents, so many are in a currency of this rate; None: without any.
RATES = [1] * 90 + [4] * 5 + [7] * 4 + [None]
#: States of what is a quotation, and of what is no invoice.
OPEN, VOID = ("draft", "sent"), ("draft", "cancel")


@tagged("post_install", "-at_install")
class TestCustomerReference(AccountTestInvoicingCommon):
    """Facts and tiers of thousands of customers equal what is counted document by
    document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids |= cls.env.ref("customer_tier.group_manager")
        cls.company = cls.company_data["company"]
        tiers = cls.env["customer.tier"].search([("company_id", "=", cls.company.id)])
        cls.tiers = tiers.grouped("code")
        cls.currencies = {1: cls.company.currency_id, None: cls._currency("XTN")}
        for rate in (4, 7):
            cls.currencies[rate] = cls._currency(f"XT{rate}")
            cls.env["res.currency.rate"].create(
                {
                    "currency_id": cls.currencies[rate].id,
                    "company_id": cls.company.id,
                    "name": "2015-01-01",
                    "rate": rate,
                }
            )
        cls._create_contacts()

    @classmethod
    def _currency(cls, name):
        return cls.env["res.currency"].create({"name": name, "symbol": name})

    @classmethod
    def _create_contacts(cls):
        """Customers, every fifth with somebody who buys for it; and who is none."""
        partners = cls.env["res.partner"].with_context(tracking_disable=True)
        customers = partners.create(
            [
                {"name": f"Customer {n}", "is_company": n % 5 == 0}
                for n in range(CUSTOMERS)
            ]
        )
        contacts = partners.create(
            [
                {"name": f"Contact of {firm.name}", "parent_id": firm.id}
                for firm in customers[::5]
            ]
        )
        cls.customers = customers.ids
        #: Who writes the papers of a customer: one of these.
        cls.buyers = {customer: [customer] for customer in customers.ids}
        for contact in contacts:
            cls.buyers[contact.parent_id.id].append(contact.id)
        employee = partners.create({"name": "Employee"})
        cls.env["hr.employee"].sudo().create(
            {"name": "Employee", "work_contact_id": employee.id}
        )
        own = cls.env.companies.partner_id | cls.env.user.partner_id | employee
        cls.own = own.ids

    def setUp(self):
        super().setUp()
        self.source = random.Random(11)

    # --- documents --------------------------------------------------------------------

    def _documents(self):
        """Papers of all kinds, over years and some days to come."""
        papers = []
        for customer in self.customers + self.own:
            for _paper in range(self.source.randrange(8)):
                papers += self._some(customer)
        return papers

    def _some(self, customer):
        """A paper; another one on the same day; one that is taken back."""
        source = self.source
        kind = source.choice(["order", "quotation", *["invoice"] * 4, "advance"])
        paper = Document(
            customer,
            kind,
            TODAY + 20 * DAY - source.randrange(1300) * DAY,
            Decimal(source.choice(AMOUNTS)),
            source.choice(RATES),
            source.random() < 0.1,
        )
        found = [paper]
        if source.random() < 0.2:
            found.append(self._like(paper, amount=Decimal(250)))
        if kind == "invoice" and not paper.is_void and source.random() < 0.3:
            found += self._refunds(paper)
        if source.random() < 0.03:
            found.append(self._like(paper, kind="refund", amount=Decimal(100)))
        return found

    def _refunds(self, invoice):
        """Whole, in part, or more than there was; some days later, at once or twice."""
        later = invoice.day + self.source.choice([0, 1, 30, 200]) * DAY
        shares = self.source.choice([[1], [Decimal("0.4")], [Decimal("0.4")] * 2, [2]])
        return [
            self._like(
                invoice,
                kind="refund",
                day=later,
                amount=(invoice.amount * share).quantize(Decimal("0.01")),
                of=invoice,
            )
            for share in shares
        ]

    @staticmethod
    def _like(paper, **values):
        kept = {
            "customer": paper.customer,
            "kind": paper.kind,
            "day": paper.day,
            "amount": paper.amount,
            "rate": paper.rate,
        }
        return Document(**(kept | values))

    def _insert(self, papers):
        """Write the papers past the ORM, as copies of those that it has made."""
        order = (
            self.env["sale.order"]
            .sudo()
            .create({"partner_id": self.partner_a.id, "company_id": self.company.id})
        )
        orders = [one for one in papers if one.kind in ("order", "quotation")]
        self._copy(order, [self._order(paper) for paper in orders])
        invoice = self.init_invoice("out_invoice", amounts=[1], taxes=[])
        moves = [one for one in papers if one.kind not in ("order", "quotation")]
        ids = dict(zip(moves, self._ids(invoice, len(moves)), strict=True))
        self._copy(invoice, [self._move(paper, ids) for paper in moves])
        lines = [
            {"move_id": ids[one], "is_downpayment": is_downpayment}
            for one in moves
            for is_downpayment in self._lines(one, ids[one])
        ]
        self._copy(invoice.invoice_line_ids, lines)
        # As PostgreSQL does by itself, once this is not all one transaction.
        self.env.cr.execute("ANALYZE account_move, account_move_line, sale_order")
        self.env.invalidate_all()

    @staticmethod
    def _lines(paper, number):
        """Whether the lines of an invoice are of a down payment: none, one that is, or
        a final invoice with one and something else."""
        if paper.kind == "advance":
            return [True]
        return [True, False] if number % 7 == 0 else []

    def _order(self, paper):
        buyer = self.source.choice(self.buyers.get(paper.customer, [paper.customer]))
        state = "sale" if paper.kind == "order" else self.source.choice(OPEN)
        return {
            "name": "T",
            "partner_id": buyer,
            "partner_invoice_id": buyer,
            "partner_shipping_id": buyer,
            "state": "cancel" if paper.is_void else state,
            "date_order": f"{paper.day} 12:00:00",
            "amount_untaxed": paper.amount,
            "amount_total": 2 * paper.amount,
            "currency_id": self.currencies[paper.rate].id,
            "currency_rate": paper.rate or 1,
        }

    def _move(self, paper, ids):
        number = ids[paper]
        kind = "out_refund" if paper.kind == "refund" else "out_invoice"
        if paper.kind == "invoice" and number % 10 == 0:
            kind = "out_receipt"
        buyer = self.source.choice(self.buyers.get(paper.customer, [paper.customer]))
        sign = -1 if kind == "out_refund" else 1
        return {
            "id": number,
            "name": f"T/{number}",
            "move_type": kind,
            "partner_id": buyer,
            "commercial_partner_id": paper.customer,
            "state": self.source.choice(VOID) if paper.is_void else "posted",
            "invoice_date": paper.day,
            "date": paper.day,
            "amount_untaxed_signed": sign * paper.worth,
            "currency_id": self.currencies[paper.rate].id,
            "reversed_entry_id": ids.get(paper.of),
        }

    def _ids(self, record, count):
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"{record._table}_id_seq",
                count,
            )
        )
        return [number for (number,) in rows]

    def _copy(self, record, rows):
        self.env.flush_all()
        table = SQL.identifier(record._table)
        named = [
            {"id": number} | row
            for number, row in zip(self._ids(record, len(rows)), rows, strict=True)
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %s
                SELECT copy.* FROM %s pattern, jsonb_array_elements(%s::jsonb) changed,
                       LATERAL jsonb_populate_record(pattern, changed) copy
                 WHERE pattern.id = %s
                """,
                table,
                table,
                json.dumps(named, default=str),
                record.id,
            )
        )

    # --- comparing --------------------------------------------------------------------

    def _publish(self, basis):
        criteria = self.env["customer.criteria"].create(
            {
                "name": "Reference",
                "company_id": self.company.id,
                "date_from": "2015-01-01",
                "basis": basis,
                "grace_days": GRACE.days,
                "foot_tier_id": self.tiers["general"].id,
                "line_ids": [
                    Command.create(
                        {
                            "tier_id": self.tiers[tier].id,
                            "alternative": number,
                            "factor": factor,
                            "months": 6 if factor == "quoted" else 0,
                            "at_most": factor in LOW,
                            "enter": enter,
                            "stay": stay,
                        }
                    )
                    for tier, alternatives in TIERS.items()
                    for number, lines in enumerate(alternatives, 1)
                    for factor, enter, stay in lines
                ],
            }
        )
        criteria.action_publish()

    def _expected(self, before, papers, day, basis):
        """Standings at the end of a day, from those of the run before."""
        after = dict(before)
        for customer, figures in facts(papers, day, basis).items():
            if figures is None or customer in self.own:
                continue
            tier, below = before[customer][:2] if customer in before else (None, None)
            names = ("amount", "before", "frequency", "first", "last")
            names += ("quoted", "trend", "retained")
            after[customer] = (
                *next_tier(figures, tier, below, day),
                *(_plain(figures[name]) for name in names),
            )
        return after

    def _found(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT s.partner_id, t.code, s.below_since, s.amount::numeric(16, 2),
                       s.amount_before::numeric(16, 2), s.occasions, s.first_on,
                       s.last_on, (s.factors->>'quoted_6')::numeric,
                       (s.factors->>'trend_12')::numeric,
                       (s.factors->>'retained')::int
                  FROM customer_standing s JOIN customer_tier t ON t.id = s.tier_id
                 WHERE s.company_id = %s AND s.partner_id = ANY(%s)
                """,
                self.company.id,
                self.customers + self.own,
            )
        )
        return {customer: tuple(figures) for customer, *figures in rows}

    def _compare(self, basis):
        """Run on some days, and compare all standings after each."""
        papers = self._documents()
        self._insert(papers)
        self._publish(basis)
        engine = self.env["customer.tier.engine"]
        expected, seen = {}, set()
        for day in DAYS:
            outcome = engine._run_company(self.company, None, day)
            expected = self._expected(expected, papers, day, basis)
            found = self._found()
            different = [
                (customer, found.get(customer), expected.get(customer))
                for customer in sorted(found.keys() | expected.keys())
                if found.get(customer) != expected.get(customer)
            ]
            self.assertEqual((day, different[:5]), (day, []))
            seen |= {
                (tier, bool(below)) for tier, below, *_figures in expected.values()
            }
        # Most have bought; the others have no tier here and there.
        self.assertGreater(len(expected), CUSTOMERS / 2)
        self.assertEqual(
            seen,
            {(tier, False) for tier in TIERS}
            | {("important", True), ("potential", True)},
        )
        self.assertTrue(outcome.skipped)

    def test_sm_5_1_tiers_by_orders_equal_an_independent_computation(self):
        self._compare("order")

    def test_sm_5_1_tiers_by_invoices_equal_an_independent_computation(self):
        self._compare("invoice")


def _plain(figure):
    """A figure as Odoo reads it from PostgreSQL."""
    return float(figure) if isinstance(figure, Decimal) else figure
