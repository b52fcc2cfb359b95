from odoo import fields, models


class ServiceRating(models.Model):
    """A rating that is asked for in the window of a live chat."""

    _inherit = "service.rating"

    way = fields.Selection(
        selection_add=[("chat", "Live chat")], ondelete={"chat": "set default"}
    )
