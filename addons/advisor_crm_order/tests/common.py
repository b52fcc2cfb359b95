from datetime import timedelta

from odoo.fields import Command, Datetime
from odoo.tests import freeze_time

from odoo.addons.hr_employee_team.tests.common import TeamCase

MONDAY = "2026-03-02 01:00:00"  # 9 o'clock in Shanghai


class OrderCase(TeamCase):
    """Lotus Mall checks and follows its orders; Employee is the advisor of Anna Weber.

    It is Monday, 2026-03-02, nine o'clock. Chairs cost 100, and are there on the next
    day.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        freezer = freeze_time(MONDAY)
        cls.frozen = freezer.start()
        cls.addClassCleanup(freezer.stop)
        cls.company.write(
            {
                "order_check_active": True,
                "order_watch_since": "2026-01-01 00:00:00",
                "order_news_minutes": 15,
            }
        )
        all_orders = "sales_team.group_sale_salesman_all_leads"
        cls.advisor = cls._create_user(
            "order_advisor", all_orders, "advisor_crm.group_advisor"
        )
        cls.leader = cls._create_user(
            "order_leader", all_orders, "advisor_crm.group_leader"
        )
        cls.salesman = cls._create_user(
            "order_salesman", "sales_team.group_sale_salesman"
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Anna Weber",
                "email": "anna@customer.example",
                "phone": "+8613800000000",
            }
        )
        cls.env["advisor.assignment"].create(
            {
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                "user_id": cls.advisor.id,
                "date_from": "2026-01-01",
            }
        )
        products = cls.env["product.product"]
        lead = {"sale_delay": 1} if "sale_delay" in products._fields else {}
        cls.product = products.create(
            {"name": "Chair", "list_price": 100.0, "type": "consu", **lead}
        )
        cls.terms = cls.env.ref("account.account_payment_term_30days")
        packs = cls.env["service.policy"].search([])
        packs.company_ids = [Command.clear()]
        cls.sa = cls.env.ref("service_policy.service_policy_sa")
        cls.sa.company_ids = [Command.set(cls.company.ids)]
        cls.sa.rule_ids.date_from = cls.sa.adoption_ids.since = "2020-01-01"

    def setUp(self):
        super().setUp()
        self.frozen.move_to(MONDAY)

    def _go(self, moment):
        self.env.flush_all()
        self.frozen.move_to(moment)

    def _create_order(self, **values):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.salesman.id,
                "payment_term_id": self.terms.id,
                "commitment_date": "2026-03-12 08:00:00",
                "order_line": [
                    Command.create(
                        {"product_id": self.product.id, "product_uom_qty": 2}
                    )
                ],
            }
            | values
        )
        return order.with_user(self.advisor)

    def _check(self, order, **ticks):
        """The check list, all ticked; ``ticks``: values of a point by its kind."""
        wizard = self.env["order.check.wizard"].with_user(order.env.user)
        wizard = wizard.create({"order_id": order.id})
        for line in wizard.line_ids:
            if line.item_id.kind == "person":
                line.is_right = True
            line.write(ticks.get(line.item_id.kind, {}))
        return wizard

    def _confirm(self, order=None):
        order = order or self._create_order()
        self._check(order).action_confirm()
        return order

    def _run_job(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("advisor_crm_order.ir_cron_order").method_direct_trigger()
        self.env.invalidate_all()

    def _followed(self, **values):
        """A confirmed order with milestones, whose customer was told."""
        order = self._confirm(self._create_order(**values))
        self._run_job()
        return order

    def _milestone(self, order, code):
        return order.order_milestone_ids.filtered(lambda one: one.kind_id.code == code)

    def _news(self, order):
        """The messages that customers got about an order, the oldest first."""
        return order.sudo().message_ids.filtered(
            lambda one: order.partner_id in one.notified_partner_ids
        )[::-1]

    def _pass(self, minutes):
        self._go(Datetime.now() + timedelta(minutes=minutes))
