from odoo import api, models


class CustomerStanding(models.Model):
    """Advisors see the standing, with its amounts, of their own customers."""

    _name = "customer.standing"
    _inherit = ["customer.standing", "advisor.care.mixin"]

    @api.model
    def _on_tier_changed(self, changes):
        """Override: who has come into a tier that gets an advisor is given one soon."""
        result = super()._on_tier_changed(changes)
        self.env["advisor.assigner"]._wake(
            {change["new_tier_id"] for change in changes if change["new_tier_id"]}
        )
        self.env["service.contact.cadence"].sudo()._trigger()
        return result
