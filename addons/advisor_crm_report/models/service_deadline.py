from odoo import api, fields, models


class ServiceDeadline(models.Model):
    """Promises are analysed by the tier of the customer, too."""

    _inherit = "service.deadline"

    customer_tier_id = fields.Many2one(
        comodel_name="customer.tier", string="Tier of the Customer", readonly=True
    )

    @api.model
    def _dimensions(self):
        """Override of `service_deadline`."""
        return (*super()._dimensions(), "customer_tier_id")
