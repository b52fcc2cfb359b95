from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the figures."""

    _inherit = "res.config.settings"

    service_return_minutes = fields.Integer(
        related="company_id.service_return_minutes", readonly=False
    )
