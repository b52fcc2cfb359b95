from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the figures."""

    _inherit = "res.config.settings"

    service_return_minutes = fields.Integer(
        related="company_id.service_return_minutes", readonly=False
    )
    service_month_user_id = fields.Many2one(
        related="company_id.service_month_user_id", readonly=False
    )
    service_month_recipient_ids = fields.Many2many(
        related="company_id.service_month_recipient_ids", readonly=False
    )
    service_month_months = fields.Integer(
        related="company_id.service_month_months", readonly=False
    )
    service_month_sigmas = fields.Float(
        related="company_id.service_month_sigmas", readonly=False
    )
    service_month_least = fields.Integer(
        related="company_id.service_month_least", readonly=False
    )
