from odoo import api, fields, models
from odoo.exceptions import ValidationError

PLANNING = {
    "state",
    "active",
    "tier_id",
    "care_occasion_ids",
    "care_gift_id",
    "care_gift_cap",
}


class CustomerStrategy(models.Model):
    """A strategy names on what the customers of the tier are greeted (SM-5.2)."""

    _inherit = "customer.strategy"

    care_occasion_ids = fields.Many2many(
        comodel_name="customer.care.occasion",
        string="Greeted On",
        help="Beside the occasions on which every customer is greeted.",
    )
    care_gift_id = fields.Many2one(
        comodel_name="customer.care.gift",
        string="Small Gift",
        ondelete="set null",
        help="On occasions with a gift. Empty: a message.",
    )
    care_currency_id = fields.Many2one(related="company_id.currency_id")
    care_gift_cap = fields.Monetary(
        string="Gifts a Year, at Most",
        currency_field="care_currency_id",
        tracking=True,
        help="For one customer, without an approval. 0: each gift is approved.",
    )

    _care_gift_cap_positive = models.Constraint(
        "CHECK(care_gift_cap >= 0)", "A limit for gifts is 0 or more."
    )

    @api.constrains("care_gift_id", "care_occasion_ids", "tier_id")
    def _check_care_company(self):
        for strategy in self:
            named = strategy.sudo().care_gift_id.company_id
            named |= strategy.sudo().care_occasion_ids.company_id
            if named - strategy.company_id:
                raise ValidationError(
                    self.env._(
                        "Strategy for “%(tier)s”: choose gifts and occasions of "
                        "%(company)s.",
                        tier=strategy.tier_id.name,
                        company=strategy.company_id.name,
                    )
                )

    def write(self, vals):
        """Override: greetings are planned anew."""
        result = super().write(vals)
        if PLANNING & vals.keys():
            self.env["customer.care.occasion"]._plan_anew()
        return result
