from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderAccess(AccessMatrix, FormsAnswer, OrderCase):
    """Rows of an order are for who may read the order; lists are managers'."""

    addon = "advisor_crm_order"
    officer_group = "sales_team.group_sale_salesman"
    admin_group = "advisor_crm.group_manager"
    matrix = {
        "order.check": ("", "r", "r"),
        "order.check.item": ("r", "r", "rwcd"),
        "order.check.wizard": ("", "rwc", "rwc"),
        "order.check.wizard.line": ("", "rwc", "rwc"),
        "order.correction": ("", "r", "r"),
        "order.correction.answer": ("", "rwc", "rwc"),
        "order.correction.reason": ("r", "r", "rwcd"),
        "order.milestone": ("", "rw", "rw"),
        "order.milestone.kind": ("r", "r", "rwcd"),
        "order.milestone.plan": ("", "r", "rwcd"),
        "order.milestone.plan.line": ("", "r", "rwcd"),
        "order.milestone.step": ("", "rwc", "rwc"),
        "order.notice": ("", "rw", "rw"),
        "order.problem.kind": ("r", "r", "rwcd"),
        "order.problem.report": ("", "rwc", "rwc"),
    }

    def test_who_may_not_read_the_order_reads_none_of_its_rows(self):
        order = self._followed(user_id=self.leader.id)
        order.order_line.product_uom_qty = 5
        stranger = self.salesman  # own documents only
        for model in (
            "order.check",
            "order.correction",
            "order.milestone",
            "order.notice",
        ):
            rows = self.env[model].with_user(self.advisor)
            rows = rows.search([("order_id", "=", order.id)])
            with self.subTest(model=model):
                self.assertTrue(rows)
                found = self.env[model].with_user(stranger)
                self.assertFalse(found.search([("order_id", "=", order.id)]))
                with self.assertRaises(AccessError):
                    rows.with_user(stranger).read(["order_id"])

    def test_companies_are_kept_apart(self):
        order = self._followed()
        manager = self._create_user(
            "manager_elsewhere",
            "sales_team.group_sale_manager",
            "advisor_crm.group_manager",
            company=self.other_company,
        )
        for model in ("order.check", "order.milestone", "order.notice"):
            rows = self.env[model].with_user(manager)
            rows = rows.with_context(allowed_company_ids=self.other_company.ids)
            self.assertFalse(rows.search([("order_id", "=", order.id)]))
