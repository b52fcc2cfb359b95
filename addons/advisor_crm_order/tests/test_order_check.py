from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderCheck(OrderCase):
    """An order is checked before it is confirmed."""

    def test_sa_2_3_an_order_is_not_confirmed_before_its_check(self):
        order = self._create_order()
        self.assertTrue(order.check_needed)
        with self.assertRaisesRegex(UserError, f"{order.name}.*press Check"):
            order.action_confirm()
        self.assertEqual(order.state, "draft")
        self._check(order).action_confirm()
        self.assertEqual((order.state, order.check_state), ("sale", "checked"))
        self.assertEqual(order.checked_by_id, self.advisor)
        self.assertEqual(len(order.order_check_ids), 5)
        self.assertTrue(all(order.order_check_ids.mapped("was_right")))

    def test_sa_2_3_the_machine_ticks_what_it_can_tell(self):
        wizard = self.env["order.check.wizard"].with_user(self.advisor)
        wizard = wizard.create({"order_id": self._create_order().id})
        ticked = {line.item_id.kind: line.is_right for line in wizard.line_ids}
        self.assertEqual(
            ticked,
            {
                "person": False,
                "quantity": True,
                "price": True,
                "delivery": True,
                "payment": True,
            },
        )
        with self.assertRaisesRegex(UserError, "Specification"):
            wizard.action_check()

    def test_what_the_machine_finds_wrong_is_accepted_with_a_reason_only(self):
        order = self._create_order(payment_term_id=False)
        order.order_line.price_unit = 80
        with self.assertRaisesRegex(UserError, "Price, Payment terms"):
            self._check(order).action_check()
        wizard = self._check(
            order, price={"is_right": True}, payment={"is_right": True}
        )
        with self.assertRaisesRegex(UserError, "Price, Payment terms"):
            wizard.action_check()
        self._check(
            order,
            price={"is_right": True, "note": "Agreed by Chief"},
            payment={"is_right": True, "note": "Pays at once"},
        ).action_check()
        self.assertEqual(order.check_state, "checked")
        found = {
            row.item_id.kind: (row.was_right, row.note) for row in order.order_check_ids
        }
        self.assertEqual(found["price"], (False, "Agreed by Chief"))

    def test_a_dialog_that_claims_the_machine_agrees_is_not_believed(self):
        order = self._create_order(payment_term_id=False)
        wizard = self._check(
            order, payment={"machine_right": True, "by_machine": False, "is_right": 1}
        )
        with self.assertRaisesRegex(UserError, "Payment terms"):
            wizard.action_check()

    def test_what_changes_after_the_check_is_checked_anew(self):
        order = self._create_order()
        self._check(order).action_check()
        self.assertFalse(order.check_needed)
        order.order_line.product_uom_qty = 3
        self.assertTrue(order.check_needed)
        with self.assertRaises(UserError):
            order.action_confirm()

    def test_without_a_check_by_a_leader_with_a_reason(self):
        order = self._create_order()
        wizard = self._check(order)
        wizard.note = "In a hurry"
        with self.assertRaises(AccessError):
            wizard.action_skip()
        order = order.with_user(self.leader)
        wizard = self._check(order)
        with self.assertRaisesRegex(UserError, "Write why"):
            wizard.action_skip()
        wizard.note = "The customer waits at the counter"
        wizard.action_skip()
        self.assertEqual((order.state, order.check_state), ("sale", "skipped"))
        self.assertEqual(order.check_note, "The customer waits at the counter")

    def test_customers_without_an_advisor_and_companies_that_do_not_check(self):
        other = self.env["res.partner"].create({"name": "Nobody's"})
        self._create_order(partner_id=other.id).action_confirm()
        self.company.order_check_active = False
        order = self._create_order()
        self.assertFalse(order.check_needed)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_what_a_customer_signs_is_checked_afterwards(self):
        order = self._create_order()
        order.sudo().with_user(
            self.env.ref("base.public_user")
        ).sudo()._validate_order()
        self.assertEqual((order.state, order.check_state), ("sale", "owed"))
        self._run_job()
        day = self.env["advisor.day"].with_user(self.advisor)._part_orders()
        self.assertIn(order.id, [row["id"] for row in day["rows"]])
        self._check(order).action_check()
        self.assertEqual(order.check_state, "checked")

    def test_nobody_writes_that_it_was_checked(self):
        order = self._create_order()
        for values in (
            {"check_state": "checked"},
            {"checked_content": order._content()},
            {"watch_state": "left"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                order.write(values)
        with self.assertRaises(AccessError):
            self._create_order().copy().write({"check_state": "checked"})
        checked = self._create_order()
        self._check(checked).action_check()
        self.assertFalse(checked.copy().check_state)

    def test_confirmed_and_cancelled_twice(self):
        order = self._confirm()
        with self.assertRaises(UserError):
            order.action_confirm()
        self._run_job()
        order._action_cancel()
        order._action_cancel()
        self.assertFalse(order.check_state)
        self.assertEqual(
            set(order.order_milestone_ids.mapped("state")), {"done", "dropped"}
        )
        order.action_draft()
        self._confirm(order)
        self._run_job()
        self.assertEqual(order.watch_state, "planned")
        open_ = order.order_milestone_ids.filtered(lambda one: one.state == "open")
        self.assertEqual(len(open_), 4)

    def test_an_order_of_another_company_is_out_of_reach(self):
        order = self._create_order()
        stranger = self._create_user(
            "order_stranger",
            "sales_team.group_sale_manager",
            company=self.other_company,
        )
        with self.assertRaises(AccessError):
            self._check(order.with_user(stranger))
