from odoo import models


class IrHttp(models.AbstractModel):
    """The web client opens the first page of the user's role."""

    _inherit = "ir.http"

    def session_info(self):
        """Override: without a home action of the user's own, that of the role."""
        result = super().session_info()
        if not result.get("home_action_id") and self.env.user:
            result["home_action_id"] = self.env["hr.landing"]._action_id()
        return result
