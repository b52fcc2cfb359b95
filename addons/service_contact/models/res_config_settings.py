from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of contacts to keep."""

    _inherit = "res.config.settings"

    service_contact_retry_days = fields.Integer(
        related="company_id.service_contact_retry_days", readonly=False
    )
    service_contact_silence_percent = fields.Integer(
        related="company_id.service_contact_silence_percent", readonly=False
    )
    service_contact_silence_minimum = fields.Integer(
        related="company_id.service_contact_silence_minimum", readonly=False
    )
