from odoo import api, fields, models


class ServiceRating(models.Model):
    """Ratings are told apart by the tier of the customer, too."""

    _inherit = "service.rating"

    customer_tier_id = fields.Many2one(
        comodel_name="customer.tier", string="Tier of the Customer", readonly=True
    )

    @api.model
    def _dimensions(self):
        """Override of `service_rating`."""
        return super()._dimensions() | {"customer_tier_id": "customer.tier"}
