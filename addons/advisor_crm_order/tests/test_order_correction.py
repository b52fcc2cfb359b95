from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import OrderCase


@tagged("post_install", "-at_install")
class TestOrderCorrection(OrderCase):
    """What is changed after the confirmation is noted, and why."""

    def _answer(self, order, reason):
        action = order.action_answer_corrections()
        wizard = self.env[action["res_model"]].with_user(order.env.user)
        wizard.with_context(**action["context"]).create(
            {
                "reason_id": self.env.ref(
                    f"advisor_crm_order.order_correction_reason_{reason}"
                ).id
            }
        ).action_apply()

    def _accuracy(self):
        self.env.flush_all()
        figures = self.env["service.indicator"]._read(
            ["order_accuracy"], date(2026, 3, 1), date(2026, 3, 31), ["user_id"]
        )
        return {
            one.keys["user_id"]: (one.total, one.n) for one in figures["order_accuracy"]
        }

    def test_sa_2_3_a_change_asks_for_its_reason(self):
        order = self._followed()
        order.write(
            {
                "order_line": [
                    Command.update(order.order_line.id, {"product_uom_qty": 5})
                ],
                "payment_term_id": False,
            }
        )
        rows = order.order_correction_ids
        self.assertEqual(len(rows), 2)
        quantity = rows.filtered(lambda one: "Quantity" in one.what)
        self.assertEqual((quantity.old, quantity.new), ("2.0", "5.0"))
        self.assertEqual(quantity.user_id, self.advisor)
        self.assertEqual(order.open_correction_count, 2)
        day = self.env["advisor.day"].with_user(self.advisor)._part_orders()
        self.assertEqual([row["id"] for row in day["rows"]], [order.id])
        self._answer(order, "wish")
        self.assertEqual(order.open_correction_count, 0)
        self.assertEqual(set(rows.mapped("reason_id.code")), {"wish"})

    def test_what_is_written_without_a_change_is_none(self):
        order = self._followed()
        order.order_line.product_uom_qty = 2
        order.write({"client_order_ref": "X", "payment_term_id": self.terms.id})
        self.assertFalse(order.order_correction_ids)

    def test_drafts_are_changed_freely(self):
        order = self._create_order()
        order.order_line.product_uom_qty = 5
        self.assertFalse(order.order_correction_ids)

    def test_lines_that_are_added(self):
        order = self._followed()
        order.order_line = [
            Command.create({"product_id": self.product.id, "product_uom_qty": 1})
        ]
        self.assertIn("1 Chair", order.order_correction_ids.new)

    def test_sa_6_1_accuracy_counts_what_the_check_should_have_found(self):
        right, wish, wrong, open_ = (self._followed() for _one in range(4))
        for order in (wish, wrong, open_):
            order.order_line.product_uom_qty = 5
        self._answer(wish, "wish")
        self._answer(wrong, "quantity")
        self.assertEqual(self._accuracy(), {self.advisor.id: (3, 4)})
        right._action_cancel()
        self.assertEqual(self._accuracy(), {self.advisor.id: (2, 3)})

    def test_nobody_writes_what_was_changed(self):
        order = self._followed()
        order.order_line.product_uom_qty = 5
        row = order.order_correction_ids
        for values in ({"reason_id": False}, {"what": "Nothing"}, {"user_id": 1}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                row.write(values)
        with self.assertRaises(AccessError):
            row.unlink()
