from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import ADVISOR, AdvisorCase, AdvisorMatrix


@tagged("post_install", "-at_install")
class TestAdvisorMatrix(AdvisorMatrix, AdvisorCase):
    """Rights of every model by role: advisor, leader, manager."""

    addon = "advisor_crm"
    matrix = {
        "advisor.assign": ("", "rwcd", "rwcd"),
        "advisor.assign.line": ("", "rwcd", "rwcd"),
        "advisor.assignment": ("r", "r", "r"),
        "advisor.handover": ("", "rwc", "rwcd"),
        "advisor.handover.line": ("", "rwd", "rwd"),
        "advisor.profile": ("r", "rwc", "rwcd"),
        "customer.file": ("rwc", "rwc", "rwcd"),
        "customer.file.question": ("r", "r", "rwcd"),
        "customer.strategy": ("r", "r", "rwcd"),
        "customer.suggestion": ("rwc", "rwc", "rwcd"),
    }


@tagged("post_install", "-at_install")
class TestAdvisorAccess(AdvisorCase):
    """Advisors see the documents of their customers, and of no one else's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_customer("Own", cls.important)
        cls.contact = cls._create_customer("Contact", parent_id=cls.own.id)
        cls.backed = cls._create_customer("Backed", cls.important)
        cls.foreign = cls._create_customer("Foreign", cls.important)
        cls._assign(cls.own, cls.advisor)
        cls._assign(cls.backed, cls.anna, cls.advisor)
        cls._assign(cls.foreign, cls.bo)
        cls.seller = cls._create_user("seller", "sales_team.group_sale_salesman")
        cls.customers = {
            "own": cls.contact,
            "backed": cls.backed,
            "foreign": cls.foreign,
        }
        product = cls.env["product.product"].create(
            {"name": "Chair", "type": "service", "list_price": 100}
        )
        cls.orders, cls.leads, cls.unsold = {}, {}, {}
        for key, partner in cls.customers.items():
            line = {"product_id": product.id, "product_uom_qty": 1}
            cls.orders[key] = cls._create_order(
                partner, cls.seller, order_line=[Command.create(line)]
            )
            cls.unsold[key] = cls._create_order(partner)
            cls.unsold[key].user_id = False
            cls.leads[key] = cls._create_lead(partner, cls.seller)
        cls.files = {
            key: cls.env["customer.file"]
            .sudo()
            .create(
                {
                    "partner_id": partner.commercial_partner_id.id,
                    "company_id": cls.company.id,
                }
            )
            for key, partner in cls.customers.items()
        }
        cls.env.flush_all()

    def seen(self, user, model, records):
        """Keys of the records that a user finds, and may read."""
        found = set()
        for key, record in records.items():
            mine = self.env[model].with_user(user)
            is_found = bool(mine.search([("id", "=", record.id)]))
            self.assertEqual(is_found, record.with_user(user).has_access("read"))
            if is_found:
                found.add(key)
        return found

    def assertSees(self, user, expected):
        for model, records in (
            ("sale.order", self.orders),
            ("sale.order", self.unsold),
            ("crm.lead", self.leads),
            ("customer.file", self.files),
        ):
            with self.subTest(user=user.login, model=model):
                self.assertEqual(self.seen(user, model, records), expected)

    def test_sa_2_3_an_advisor_sees_the_orders_whoever_the_salesperson_is(self):
        self.assertSees(self.advisor, {"own", "backed"})
        self.assertSees(self.anna, {"backed"})
        self.assertSees(self.bo, {"foreign"})

    def test_with_the_sales_role_an_advisor_sees_no_more_customers(self):
        """Odoo shows orders and leads without a salesperson to all of that role."""
        self._create_salesman(self.advisor)
        self.assertSees(self.advisor, {"own", "backed"})
        sold = self._create_order(self.foreign, self.advisor)
        self.assertTrue(sold.with_user(self.advisor).has_access("read"), "sold by me")

    def test_a_salesperson_who_is_no_advisor_sees_as_without_us(self):
        self.assertEqual(
            self.seen(self.seller, "sale.order", self.unsold), set(self.unsold)
        )

    def test_who_sees_all_sales_documents_goes_on_to(self):
        self.advisor.group_ids |= self.env.ref(
            "sales_team.group_sale_salesman_all_leads"
        )
        self.assertEqual(
            self.seen(self.advisor, "sale.order", self.orders), set(self.orders)
        )

    def test_leaders_see_their_team_and_managers_all(self):
        self.assertSees(self.lead, {"own", "backed"})
        self.assertSees(self.boss, {"own", "backed", "foreign"})

    def test_lines_and_analyses_follow_the_orders(self):
        for user in (self.advisor, self.lead):
            for salesman in (False, True):
                if salesman:
                    self._create_salesman(user)
                with self.subTest(user=user.login, salesman=salesman):
                    lines = self.env["sale.order.line"].with_user(user).search([])
                    self.assertEqual(
                        lines.sudo().order_id
                        & sum(self.orders.values(), self.env["sale.order"]),
                        self.orders["own"] | self.orders["backed"],
                    )
        report = self.env["sale.report"].with_user(self.advisor)
        partners = report.search([]).sudo().partner_id
        self.assertNotIn(self.foreign, partners)
        self.assertIn(self.contact, partners)

    def test_orders_are_read_only_without_the_sales_role(self):
        order = self.orders["own"].with_user(self.advisor)
        with self.assertRaises(AccessError):
            order.write({"client_order_ref": "X"})
        self._create_salesman(self.advisor)
        order.write({"client_order_ref": "X"})
        with self.assertRaises(AccessError):
            self.orders["foreign"].with_user(self.advisor).write(
                {"client_order_ref": "X"}
            )

    def test_a_lead_is_made_and_led_by_an_advisor_without_the_sales_role(self):
        lead = self.env["crm.lead"].with_user(self.advisor)
        lead = lead.create(
            {
                "name": "Needs chairs",
                "partner_id": self.own.id,
                "user_id": self.advisor.id,
                "type": "opportunity",
            }
        )
        lead.write({"expected_revenue": 100})
        with self.assertRaises(AccessError):
            self.leads["foreign"].with_user(self.advisor).write({"name": "Mine"})

    def test_invoices_are_read_and_never_written(self):
        invoices = {}
        journal = (
            self.env["account.journal"]
            .sudo()
            .create(
                {
                    "name": "Sales",
                    "type": "sale",
                    "code": "ADV",
                    "company_id": self.company.id,
                }
            )
        )
        for key, partner in self.customers.items():
            invoices[key] = (
                self.env["account.move"]
                .sudo()
                .create(
                    {
                        "move_type": "out_invoice",
                        "partner_id": partner.id,
                        "company_id": self.company.id,
                        "journal_id": journal.id,
                    }
                )
            )
        self.env.flush_all()  # Odoo makes whoever looks first their salesperson
        for salesman in (False, True):
            if salesman:
                self._create_salesman(self.advisor)
            with self.subTest(salesman=salesman):
                self.assertEqual(
                    self.seen(self.advisor, "account.move", invoices),
                    {"own", "backed"},
                )
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(
                        invoices["own"].with_user(self.advisor).has_access(operation)
                    )

    def test_companies_stay_apart(self):
        """Who serves a customer in one company sees nothing of it in another."""
        both = self.company | self.other_company
        self.advisor.company_ids = both
        elsewhere = self._create_order(self.own, self.seller, self.other_company)
        orders = self.env["sale.order"].with_user(self.advisor)
        orders = orders.with_context(allowed_company_ids=both.ids)
        self.assertFalse(orders.search([("id", "=", elsewhere.id)]))
        self.assertTrue(orders.search([("id", "=", self.orders["own"].id)]))
        self._assign(self.own, self.advisor, company=self.other_company)
        orders.invalidate_model()
        self.assertTrue(orders.search([("id", "=", elsewhere.id)]))

    def test_who_no_longer_serves_sees_nothing_more(self):
        self._assign(self.own, self.bo, day=self.today)
        self.env.flush_all()
        self.assertSees(self.advisor, {"backed"})

    def test_the_standing_with_its_amounts_is_seen_in_the_care_only(self):
        standings = self.env["customer.standing"].with_user(self.advisor)
        found = standings.search([]).sudo().partner_id
        self.assertIn(self.own, found)
        self.assertNotIn(self.foreign, found)
        domain = [("partner_id", "=", self.foreign.id)]
        self.assertFalse(standings.search_count(domain))
        self.assertFalse(standings._read_group(domain, ["tier_id"], ["__count"]))

    def test_in_my_care_is_said_of_each_record(self):
        orders = (self.orders["own"] | self.orders["foreign"]).with_user(self.advisor)
        flags = [
            order.sudo().with_user(self.advisor).in_my_care for order in orders[:1]
        ]
        self.assertEqual(flags, [True])
        partners = (self.own | self.contact | self.foreign).with_user(self.advisor)
        self.assertEqual(partners.mapped("in_my_care"), [True, True, False])
        found = self.env["res.partner"].with_user(self.advisor)
        found = found.search([("in_my_care", "=", True)])
        self.assertEqual(found, self.own | self.contact | self.backed)

    def test_somebody_without_the_role_has_nothing_of_ours(self):
        user = self._create_user("clerk")
        self.assertFalse(self.env["customer.file"].with_user(user).has_access("read"))
        self.assertFalse(user.has_group(ADVISOR))
        partner = self.own.with_user(user)
        self.assertEqual(partner.advisor_id, self.advisor, "who serves is no secret")
        with self.assertRaises(AccessError):
            partner.read(["file_percent"])
