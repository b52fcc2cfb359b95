from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access


class ResPartner(models.Model):
    """A customer has a tier in each company, and whoever works there may know it."""

    _inherit = "res.partner"

    customer_tier_id = fields.Many2one(
        comodel_name="customer.tier",
        string="Tier",
        compute="_compute_customer_tier_id",
        search="_search_customer_tier_id",
        groups="base.group_user",
    )

    @api.depends("commercial_partner_id")
    @api.depends_context("company")
    def _compute_customer_tier_id(self):
        tiers = self.env["customer.standing"]._tiers_of(self._origin, self.env.company)
        for partner in self:
            partner.customer_tier_id = tiers.get(partner._origin.id)

    def _search_customer_tier_id(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        standings = self.env["customer.standing"].sudo()
        mine = Domain("company_id", "=", self.env.company.id)
        found = standings._search(mine & Domain("tier_id", operator, value))
        entities = found.subselect("partner_id")
        domain = Domain("commercial_partner_id", "in", entities)
        if operator == "in" and False in value:
            # Who has no tier is no customer of the company.
            judged = standings._search(mine & Domain("tier_id", "!=", False))
            domain |= Domain(
                "commercial_partner_id", "not in", judged.subselect("partner_id")
            )
        return domain

    @api.readonly
    @needs_access("read")
    def action_customer_standing(self):
        """Open why this customer has this tier."""
        self.ensure_one()
        standing = self.env["customer.standing"].search(
            [
                ("partner_id", "=", self.commercial_partner_id.id),
                ("company_id", "=", self.env.company.id),
            ]
        )
        if not standing:
            raise UserError(
                self.env._(
                    "%(customer)s has no tier yet: customers are judged once they have "
                    "a quotation, an order or an invoice, and criteria are in force.",
                    customer=self.commercial_partner_id.display_name,
                )
            )
        return standing._show()

    def write(self, vals):
        """Override: a contact that is moved takes its documents along."""
        moves = bool({"parent_id", "is_company"} & vals.keys())
        dirty = self.env["customer.tier.dirty"]
        if moves:
            dirty._mark(self.commercial_partner_id)
        result = super().write(vals)
        if moves:
            dirty._mark(self | self.commercial_partner_id)
        return result
