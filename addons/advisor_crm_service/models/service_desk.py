from odoo import models


class ServiceDesk(models.AbstractModel):
    """The desk says the tier of each customer."""

    _inherit = "service.desk"

    def _row(self, ticket, promise):
        """Override to add the tier."""
        row = super()._row(ticket, promise)
        return row | {"tier": ticket.customer_tier_id.name or ""}
