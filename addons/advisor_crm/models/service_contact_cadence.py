from odoo import api, fields, models
from odoo.fields import Domain


class ServiceContactCadence(models.Model):
    """A cadence may be for the customers of some tiers only (SA-2.1)."""

    _inherit = "service.contact.cadence"

    tier_ids = fields.Many2many(
        comodel_name="customer.tier",
        string="Tiers",
        check_company=True,
        help="Only customers of these tiers. Empty: the tier does not matter.",
    )

    @api.depends("tier_ids")
    def _compute_partner_count(self):
        return super()._compute_partner_count()

    @api.model
    def _planning_fields(self):
        """Override: other tiers are other customers."""
        return super()._planning_fields() | {"tier_ids"}

    def _segments(self):
        """Override to keep to the tiers that customers have now."""
        segments = super()._segments()
        if not self.tier_ids:
            return segments
        standings = self.env["customer.standing"].sudo()
        served = standings._search(
            [
                ("company_id", "=", self.company_id.id),
                ("tier_id", "in", self.tier_ids.ids),
            ]
        )
        return [*segments, Domain("id", "in", served.subselect("partner_id"))]
