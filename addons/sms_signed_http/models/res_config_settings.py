from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Setting of the gateway."""

    _inherit = "res.config.settings"

    sms_gateway_id = fields.Many2one(
        related="company_id.sms_gateway_id", readonly=False
    )
