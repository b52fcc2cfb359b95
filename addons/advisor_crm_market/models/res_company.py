from odoo import fields, models


class ResCompany(models.Model):
    """What the company lays down about market notes."""

    _inherit = "res.company"

    market_action_days = fields.Integer(
        string="Market Notes Answered within (Days)",
        default=14,
        groups="base.group_user",
        help="Days until the agreed date of what a department has to do about a market "
        "note.",
    )

    _market_days_positive = models.Constraint(
        "CHECK(market_action_days >= 0)",
        "Market notes are answered within 0 days or more.",
    )
