from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of text messages."""

    _inherit = "res.config.settings"

    service_rating_sms = fields.Selection(
        related="company_id.service_rating_sms", readonly=False
    )
