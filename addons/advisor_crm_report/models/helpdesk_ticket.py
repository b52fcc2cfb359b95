from odoo import models


class HelpdeskTicket(models.Model):
    """Promises and ratings know which tier the customer of a request had."""

    _inherit = "helpdesk.ticket"

    def _deadline_dimensions(self):
        """Override of `service_deadline` to tell tiers apart."""
        return super()._deadline_dimensions() | {
            "customer_tier_id": self.customer_tier_id.id
        }

    def _rating_dimensions(self):
        """Override of `service_rating` to tell tiers apart."""
        return super()._rating_dimensions() | {
            "customer_tier_id": self.customer_tier_id.id
        }
