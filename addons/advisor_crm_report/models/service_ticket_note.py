from odoo import api, fields, models


class ServiceTicketNote(models.AbstractModel):
    """All figures of requests and of their promises are told apart by the tier that the
    customer had when the request came in (SM-5.1)."""

    _inherit = "service.ticket.note"

    customer_tier_id = fields.Many2one(
        comodel_name="customer.tier", string="Tier of the Customer", readonly=True
    )

    @api.model
    def _dimensions(self):
        """Override of `service_report`."""
        return super()._dimensions() | {"customer_tier_id": "customer.tier"}
