from odoo import fields, models


class AdvisorProfile(models.Model):
    """An advisor has a budget for small gifts (SM-5.2)."""

    _inherit = "advisor.profile"

    care_currency_id = fields.Many2one(related="company_id.currency_id")
    care_budget = fields.Monetary(
        string="Budget for Gifts a Year",
        currency_field="care_currency_id",
        tracking=True,
        help="Gifts beyond it are approved one by one. 0: each gift is.",
    )

    _care_budget_positive = models.Constraint(
        "CHECK(care_budget >= 0)", "A budget for gifts is 0 or more."
    )
