from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the follow-up."""

    _inherit = "res.config.settings"

    review_link_days = fields.Integer(
        related="company_id.review_link_days", readonly=False
    )
