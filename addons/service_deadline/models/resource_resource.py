from odoo import models


class ResourceResource(models.Model):
    """Whose working hours a promise may count."""

    _inherit = "resource.resource"

    def write(self, vals):
        """Override to let running promises follow the hours of another calendar."""
        res = super().write(vals)
        if "calendar_id" in vals:
            self.env["service.deadline"].sudo()._recheck(
                [("user_id", "in", self.user_id.ids)]
            )
        return res
