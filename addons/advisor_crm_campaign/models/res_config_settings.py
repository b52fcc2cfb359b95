from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of campaigns."""

    _inherit = "res.config.settings"

    campaign_held_out_percent = fields.Integer(
        related="company_id.campaign_held_out_percent", readonly=False
    )
    campaign_window_days = fields.Integer(
        related="company_id.campaign_window_days", readonly=False
    )
    campaign_contact_days = fields.Integer(
        related="company_id.campaign_contact_days", readonly=False
    )
