from datetime import date, timedelta

from odoo.fields import Datetime
from odoo.tests import Form, tagged

from odoo.addons.advisor_crm_order.tests.common import OrderCase


@tagged("post_install", "-at_install")
class TestDeliveredOrder(OrderCase):
    """Milestones follow the deliveries of an order (SA-2.3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        ) or cls.env["stock.warehouse"].create(
            {"name": "Lotus", "code": "LOT", "company_id": cls.company.id}
        )
        cls.product.is_storable = True
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, cls.warehouse.lot_stock_id, 20
        )

    def _deliver(self, order, quantity):
        """Deliver so many chairs; the rest is a backorder."""
        picking = order.sudo().picking_ids.filtered(
            lambda one: one.state not in ("done", "cancel")
        )
        picking.action_assign()
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        action = picking.button_validate()
        if isinstance(action, dict):
            wizard = Form.from_action(self.env(su=True), action).save()
            wizard.process()
        return picking

    def test_sa_2_3_a_delivery_reaches_the_milestone_and_is_told_once(self):
        self.company.stock_move_email_validation = True
        order = self._followed()
        self._go("2026-03-10 03:00:00")
        picking = self._deliver(order, 2)
        self.assertEqual(picking.state, "done")
        shipped = self._milestone(order, "shipped")
        self.assertEqual(
            (shipped.state, shipped.date_done), ("done", date(2026, 3, 10))
        )
        self._pass(16)
        self._run_job()
        self.assertEqual(len(self._news(order)), 2)
        mails = self.env["mail.mail"].search(
            [("model", "=", "stock.picking"), ("res_id", "=", picking.id)]
        )
        self.assertFalse(mails or picking.message_ids.notified_partner_ids)

    def test_the_message_of_the_stock_app_goes_where_orders_are_not_followed(self):
        self.company.order_watch_since = False
        self.company.stock_move_email_validation = True
        order = self._followed()
        picking = self._deliver(order, 2)
        self.assertTrue(
            picking.message_ids.filtered(
                lambda one: self.customer in one.notified_partner_ids
            )
        )

    def test_sa_2_3_of_a_part_the_customer_is_told_and_the_rest_is_followed(self):
        order = self._followed()
        self._go("2026-03-10 03:00:00")
        self._deliver(order, 1)
        shipped = self._milestone(order, "shipped")
        self.assertEqual(shipped.state, "open")
        rest = order.sudo().picking_ids.filtered(lambda one: one.state != "done")
        self.assertEqual(len(rest), 1)
        rest.scheduled_date = Datetime.now() + timedelta(days=7)
        self._pass(16)
        self._run_job()
        self.assertIn("A part of your order", self._news(order)[-1].body)
        self.assertEqual(shipped.date_expected, date(2026, 3, 17))
        self._pass(16)
        self._run_job()
        self.assertIn("03/17/2026", self._news(order)[-1].body)
        self.assertEqual(shipped.date_promised, date(2026, 3, 17))
        self._go("2026-03-16 03:00:00")
        self._deliver(order, 1)
        self.assertEqual(shipped.state, "done")

    def test_a_later_delivery_is_followed_and_an_earlier_one_is_not_promised(self):
        order = self._followed()
        picking = order.sudo().picking_ids
        picking.scheduled_date = "2026-03-20 03:00:00"
        self._run_job()
        shipped = self._milestone(order, "shipped")
        self.assertEqual(shipped.date_expected, date(2026, 3, 20))
        picking.scheduled_date = "2026-03-05 03:00:00"
        self._run_job()
        self.assertEqual(shipped.date_expected, date(2026, 3, 20))

    def test_a_cancelled_order_is_not_followed(self):
        order = self._followed()
        order._action_cancel()
        self._run_job()
        self.assertEqual(self._milestone(order, "shipped").state, "dropped")
