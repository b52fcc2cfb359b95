from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of market notes."""

    _inherit = "res.config.settings"

    market_action_days = fields.Integer(
        related="company_id.market_action_days", readonly=False
    )
