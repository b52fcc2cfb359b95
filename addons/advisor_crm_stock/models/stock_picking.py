from odoo import models


class StockPicking(models.Model):
    """A delivery is told by the milestones of its order, once (SA-2.3)."""

    _inherit = "stock.picking"

    def _action_done(self):
        """Override: what has left reaches the milestone of the order."""
        result = super()._action_done()
        deliveries = self._of_followed_orders().filtered(
            lambda one: one.state == "done"
        )
        for order in deliveries.sale_id:
            order.sudo()._on_delivered()
        return result

    def _send_confirmation_email(self):
        """Override: of a followed order the customer is told by our message, also where
        the stock app would send an e-mail or a text message."""
        return super(
            StockPicking, self - self._of_followed_orders()
        )._send_confirmation_email()

    def _of_followed_orders(self):
        """Deliveries to customers whose orders have milestones."""
        return self.filtered(
            lambda one: (
                one.picking_type_id.code == "outgoing"
                and one.sudo().sale_id
                and one.sudo().sale_id._watched()
                and one.sudo().sale_id._has_plan()
            )
        )
