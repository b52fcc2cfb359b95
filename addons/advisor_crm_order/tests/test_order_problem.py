from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderProblem(OrderCase):
    """What comes between is settled by somebody, by a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Purchase",
                "company_id": cls.company.id,
                "manager_id": cls.manager.id,
            }
        )
        cls.kind = cls.env.ref("advisor_crm_order.order_problem_kind_stock_short")
        cls.kind.department_id = cls.department

    def _report(self, order, **values):
        wizard = self.env["order.problem.report"].with_user(order.env.user)
        return wizard.create(
            {"order_id": order.id, "kind_id": self.kind.id, "text": "None left"}
            | values
        )

    def _problem(self, order):
        return (
            self.env["service.action"]
            .sudo()
            .search([("res_model", "=", "sale.order"), ("res_id", "=", order.id)])
        )

    def test_sa_2_3_a_problem_is_an_action_of_the_department_with_a_promise(self):
        order = self._followed()
        self._report(order).action_report()
        action = self._problem(order)
        self.assertEqual(action.user_id, self.manager.user_id)
        self.assertEqual(action.order_problem_kind_id, self.kind)
        self.assertEqual(action.date_due, date(2026, 3, 3))
        self.env.flush_all()
        promise = action.deadline_ids
        self.assertEqual(promise.promise_id.code, "follow_up_done")
        self.assertEqual(promise.due_at, action.due_at)

    def test_sa_2_3_the_customer_hears_of_a_problem_and_of_its_end(self):
        order = self._followed()
        shipped = self._milestone(order, "shipped")
        self._report(order, milestone_id=shipped.id, day="2026-03-13").action_report()
        self.assertEqual(shipped.date_expected, date(2026, 3, 13))
        self.assertEqual(len(order.sudo()._order_portal()["problems"]), 1)
        self._pass(16)
        self._run_job()
        (_first, second) = self._news(order)
        self.assertIn("not in stock", second.body)
        self.assertIn("03/13/2026", second.body)
        action = self._problem(order).with_user(self.manager.user_id)
        action._finish("Bought elsewhere")
        self._pass(16)
        self._run_job()
        self.assertIn("Settled", self._news(order)[-1].body)
        self.assertFalse(order.sudo()._order_portal()["problems"])

    def test_what_the_staff_settles_among_itself_is_not_told(self):
        order = self._followed()
        self._report(order, is_told=False).action_report()
        self._problem(order)._finish("Settled")
        self._pass(16)
        self._run_job()
        self.assertEqual(len(self._news(order)), 1)

    def test_without_a_department_it_is_the_advisors(self):
        self.kind.department_id = False
        order = self._followed()
        self._report(order).action_report()
        self.assertEqual(self._problem(order).user_id, self.advisor)

    def test_what_is_missing_is_said(self):
        order = self._create_order()
        with self.assertRaisesRegex(UserError, "confirm it first"):
            self._report(order).action_report()
        order = self._followed()
        with self.assertRaisesRegex(UserError, "Write what"):
            self._report(order, text=" ").action_report()
        shipped = self._milestone(order, "shipped")
        with self.assertRaisesRegex(UserError, "when the milestone"):
            self._report(order, milestone_id=shipped.id).action_report()
        other = self._milestone(self._followed(), "shipped")
        with self.assertRaisesRegex(UserError, "of this order"):
            self._report(order, milestone_id=other.id, day="2026-03-13").action_report()
