from odoo import api, models


class ServiceRatingMixin(models.AbstractModel):
    """Whoever chats is there when he is asked."""

    _inherit = "service.rating.mixin"

    @api.model
    def _customer_is_there(self, way):
        """Override: he sees the question where he has chatted."""
        return super()._customer_is_there(way) or way == "chat"
