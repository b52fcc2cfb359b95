from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import TODAY, TierCase


@tagged("post_install", "-at_install")
class TestCustomerTierAccess(AccessMatrix, FormsAnswer, TierCase):
    """Everybody knows tiers; amounts are for those with the right, company by
    company."""

    addon = "customer_tier"
    matrix = {
        "customer.criteria": ("", "r", "rwcd"),
        "customer.criterion": ("", "r", "rwcd"),
        "customer.standing": ("", "r", "r"),
        "customer.standing.lock": ("", "", "rwc"),
        "customer.standing.period": ("", "r", "r"),
        "customer.tier": ("r", "r", "rwcd"),
        "customer.tier.dirty": ("", "", ""),
        "customer.tier.run": ("", "", "r"),
        "customer.tier.trial": ("", "", "rwd"),
        "customer.tier.trial.line": ("", "", "r"),
        "customer.tier.trial.month": ("", "", "r"),
    }
    #: A row of a dialog is its user's own; what it names is asked.
    shared = frozenset(("customer.standing.lock",))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls._create_order(cls.customer, 4321)
        cls._run()

    def _standings(self, user, company=None):
        ids = (company or self.company).ids
        return (
            self.env["customer.standing"]
            .with_user(user)
            .with_context(allowed_company_ids=ids)
        )

    def test_a_colleague_knows_the_tier_and_no_amount(self):
        user = self.employee.user_id
        customer = self.customer.with_user(user)
        self.assertEqual(customer.customer_tier_id.code, "potential")
        found = customer.search(
            [("customer_tier_id", "=", self.potential.id), ("id", "=", customer.id)]
        )
        self.assertEqual(found, customer)

    def test_the_tier_of_another_company_is_not_had_by_the_context(self):
        reader = self._create_user("stranger", company=self.other_company)
        customer = self.customer.with_user(reader)
        customer = customer.with_context(allowed_company_ids=self.company.ids)
        with self.assertRaises(AccessError):
            customer.read(["customer_tier_id"])
        with self.assertRaises(AccessError):
            customer.search([("customer_tier_id", "=", self.potential.id)])

    def test_amounts_are_not_had_by_domain_group_order_or_export(self):
        self.employee.user_id.group_ids |= self.env.ref("base.group_allow_export")
        standings = self._standings(self.employee.user_id)
        mine = standings.browse(self._standing(self.customer).id)
        for attack in (
            lambda: standings.search([("amount", ">", 4000)]),
            lambda: standings.search_count([("amount", ">", 4000)]),
            lambda: standings.search([], order="amount"),
            lambda: standings.formatted_read_group([], ["tier_id"], ["amount:sum"]),
            lambda: mine.export_data(["amount"]),
            lambda: mine.read(["amount"]),
            lambda: mine.action_open_documents(),
            lambda: (
                self.env["customer.standing.period"]
                .with_user(self.employee.user_id)
                .search([("factors", "!=", False)])
            ),
        ):
            with self.assertRaises(AccessError):
                attack()

    def test_amounts_of_another_company_are_not_had_by_any_way(self):
        reader = self._create_user(
            "far_reader", "customer_tier.group_manager", company=self.other_company
        )
        reader.group_ids |= self.env.ref("base.group_allow_export")
        standings = self._standings(reader, self.other_company)
        mine = standings.browse(self._standing(self.customer).id)
        self.assertFalse(standings.search([("amount", ">", 4000)]))
        self.assertFalse(standings.search_count([("partner_id", "=", mine.id)]))
        self.assertFalse(standings.search([], order="amount DESC"))
        self.assertFalse(
            standings.formatted_read_group([], ["partner_id"], ["amount:sum"])
        )
        for attack in (
            lambda: mine.read(["amount"]),
            lambda: mine.export_data(["amount", "why_html"]),
            lambda: mine.action_open_documents(),
        ):
            with self.assertRaises(AccessError):
                attack()
        customer = self.customer.with_user(reader)
        customer = customer.with_context(allowed_company_ids=self.other_company.ids)
        self.assertFalse(customer.customer_tier_id)
        self.assertFalse(
            self.env["customer.standing.period"]
            .with_user(reader)
            .with_context(allowed_company_ids=self.other_company.ids)
            .search([("partner_id", "=", customer.id)])
        )

    def test_documents_are_opened_with_the_own_rights(self):
        standing = self._standing(self.customer).with_user(self.hr_officer)
        action = standing.action_open_documents()
        with self.assertRaises(AccessError):
            self.env[action["res_model"]].with_user(self.hr_officer).search(
                action["domain"]
            )

    def test_tiers_of_companies_are_apart(self):
        other = self._create_criteria_of_other()
        self.assertEqual(other.company_id, self.other_company)
        self.engine._run_company(self.other_company, None, TODAY)
        self.assertFalse(
            self.env["customer.standing"].search(
                [("company_id", "=", self.other_company.id)]
            )
        )

    def _create_criteria_of_other(self):
        draft = self.env["customer.criteria"].search(
            [("company_id", "=", self.other_company.id)]
        )
        draft.date_from = "2020-01-01"
        draft.action_publish()
        return draft

    def test_portal_users_see_no_tier(self):
        user = new_test_user(self.env, "a_customer", groups="base.group_portal")
        with self.assertRaises(AccessError):
            user.partner_id.with_user(user).read(["customer_tier_id"])

    def test_form_and_list_of_contacts_cost_the_same_for_many(self):
        partners = self.env["res.partner"].create(
            [{"name": f"C {number}"} for number in range(40)]
        )
        self._insert_orders([(partner, 100, TODAY) for partner in partners.ids])
        self._run()

        def cost(some):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            some.with_user(self.hr_officer).mapped("customer_tier_id.code")
            return self.env.cr.sql_log_count - start

        cost(partners[:2])
        self.assertEqual(cost(partners[:2]), cost(partners))
