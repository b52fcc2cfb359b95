from odoo import api, models
from odoo.fields import Domain


class OrderOfOrderMixin(models.AbstractModel):
    """A row that belongs to an order: whoever may read the order may read it."""

    _name = "order.of.order.mixin"
    _inherit = ["service.narrow.mixin"]
    _description = "Row of an Order"

    @api.model
    def _readable_domain(self):
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return Domain.FALSE
        return Domain("order_id", "in", orders._search([]))
