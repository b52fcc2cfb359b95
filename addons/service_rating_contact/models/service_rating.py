from odoo import fields, models


class ServiceRating(models.Model):
    """A rating that is asked for where the customer was visited."""

    _inherit = "service.rating"

    way = fields.Selection(
        selection_add=[("visit", "On a visit")], ondelete={"visit": "set default"}
    )
