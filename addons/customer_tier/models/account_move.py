from odoo import models

#: What changes the facts of a customer.
FACTS = {"state", "partner_id", "invoice_date", "reversed_entry_id"}


class AccountMove(models.Model):
    """Invoices and refunds of customers make their tier."""

    _inherit = "account.move"

    def write(self, vals):
        """Override: posted, reset, cancelled or moved to another customer, the facts of
        the customer have changed."""
        sales = self.browse()
        if FACTS & vals.keys():
            sales = self.filtered(lambda move: move.is_sale_document(True))
        dirty = self.env["customer.tier.dirty"]
        if "partner_id" in vals:
            dirty._mark(sales.partner_id)
        result = super().write(vals)
        dirty._mark(sales.partner_id)
        return result
