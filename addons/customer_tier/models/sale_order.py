from odoo import models

#: What changes the facts of a customer.
FACTS = {"state", "partner_id", "date_order", "order_line"}


class SaleOrder(models.Model):
    """Orders of customers make their tier."""

    _inherit = "sale.order"

    def write(self, vals):
        """Override: confirmed, cancelled or moved to another customer, the facts of the
        customer have changed."""
        dirty = self.env["customer.tier.dirty"]
        changes = bool(FACTS & vals.keys())
        if "partner_id" in vals:
            dirty._mark(self.partner_id)
        result = super().write(vals)
        if changes:
            dirty._mark(self.partner_id)
        return result
