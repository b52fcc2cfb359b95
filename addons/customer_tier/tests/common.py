from datetime import date, datetime, timedelta

from odoo.fields import Command
from odoo.tools import SQL

from odoo.addons.hr_employee_team.tests.common import TeamCase

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)


class TierCase(TeamCase):
    """Lotus Mall judges by orders: important from 1,000 and 2 days on, stays from 800;
    potential while new or with quotations of 500."""

    officer_group = "customer_tier.group_reader"
    admin_group = "customer_tier.group_manager"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tiers = cls.env["customer.tier"].search([("company_id", "=", cls.company.id)])
        cls.tiers = tiers.grouped("code")
        cls.important = cls.tiers["important"]
        cls.general = cls.tiers["general"]
        cls.potential = cls.tiers["potential"]
        cls.engine = cls.env["customer.tier.engine"]
        cls.product = cls.env["product.product"].create(
            {"name": "Lift", "type": "service", "list_price": 1, "taxes_id": False}
        )
        cls.criteria = cls._create_criteria()

    @classmethod
    def _create_criteria(cls, publish=True, **values):
        criteria = cls.env["customer.criteria"].create(
            {
                "name": "Test",
                "company_id": cls.company.id,
                "date_from": "2020-01-01",
                "grace_days": 60,
                "foot_tier_id": cls.general.id,
                "line_ids": [
                    Command.create({"tier_id": tier.id, **line})
                    for tier, line in cls._lines()
                ],
                **values,
            }
        )
        if publish:
            criteria.action_publish()
        return criteria

    @classmethod
    def _lines(cls):
        important, potential = cls.important, cls.potential
        return [
            (important, {"factor": "amount", "enter": 1000, "stay": 800}),
            (important, {"factor": "frequency", "enter": 2, "stay": 1}),
            (
                potential,
                {"factor": "tenure", "at_most": True, "enter": 90, "stay": 90},
            ),
            (
                potential,
                {
                    "factor": "quoted",
                    "months": 6,
                    "enter": 500,
                    "stay": 500,
                    "alternative": 2,
                },
            ),
        ]

    @classmethod
    def _create_customer(cls, name="Anna", **values):
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def _create_order(cls, partner, amount, day=TODAY, state="sale", **values):
        """An order with this amount without taxes, on a local day."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": 1,
                            "price_unit": amount,
                            "tax_ids": False,
                        }
                    )
                ],
                **values,
            }
        )
        if state == "sale":
            order.action_confirm()
        order.date_order = datetime.combine(day, datetime.min.time()) + timedelta(
            hours=4
        )
        cls.env.flush_all()
        return order

    @classmethod
    def _run(cls, day=TODAY, partners=None):
        ids = None if partners is None else partners.ids
        return cls.engine._run_company(cls.company, ids, day)

    @classmethod
    def _standing(cls, partner):
        return cls.env["customer.standing"].search(
            [("partner_id", "=", partner.id), ("company_id", "=", cls.company.id)]
        )

    def assertTier(self, partner, tier):
        self.assertEqual(self._standing(partner).tier_id.code, tier)

    def _history(self, partner, origin=0):
        """[(tier, from, to, cause), …] by date."""
        periods = self.env["customer.standing.period"].search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", self.company.id),
                ("origin_id", "=", origin),
            ],
            order="valid_from",
        )
        return [
            (p.tier_id.code, p.valid_from, p.valid_to or None, p.cause) for p in periods
        ]

    def _snapshot(self):
        """What a run leaves, to be compared with another one."""
        return self.env.execute_query(
            SQL(
                """SELECT partner_id, tier_id, computed_tier_id, below_since,
                          at_risk_until, factors::text, amount, amount_before,
                          occasions, first_on, last_on, criteria_id, next_judged_on,
                          changed_on, base_tier_id, base_below_since
                     FROM customer_standing WHERE company_id = %s ORDER BY 1""",
                self.company.id,
            )
        )

    def _insert_orders(self, rows):
        """Confirmed orders, past the ORM: (contact, amount, day) each.

        Copies of an order, which has what other add-ons ask of one, too.
        """
        pattern = self.env["sale.order"].create(
            {"partner_id": self.company.partner_id.id, "company_id": self.company.id}
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO sale_order
                SELECT (jsonb_populate_record(o, jsonb_build_object(
                            'id', nextval('sale_order_id_seq'), 'name', 'T',
                            'partner_id', p, 'partner_invoice_id', p,
                            'partner_shipping_id', p, 'currency_rate', 1,
                            'state', 'sale', 'date_order', d + interval '4 hours',
                            'amount_untaxed', a, 'amount_total', a,
                            'create_date', d))).*
                  FROM sale_order o,
                       unnest(%s, %s::numeric[], %s::timestamp[]) AS t (p, a, d)
                 WHERE o.id = %s
                """,
                [row[0] for row in rows],
                [row[1] for row in rows],
                [datetime.combine(row[2], datetime.min.time()) for row in rows],
                pattern.id,
            )
        )
        self.env.invalidate_all()
