from odoo import api, models
from odoo.fields import Domain


class AdvisorMover(models.AbstractModel):
    """Open requests go over with the customers, and their promises with them."""

    _inherit = "advisor.mover"

    @api.model
    def _kinds(self):
        """Override to add requests."""
        return super()._kinds() | {"request": (self.env._("Requests"), "user_id")}

    @api.model
    def _open_request(self, handover):
        domain = Domain("user_id", "=", handover.user_id.id)
        domain &= Domain("closed", "=", False)
        return self._of_company("helpdesk.ticket", domain, handover)
