from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of greetings."""

    _inherit = "res.config.settings"

    care_active = fields.Boolean(related="company_id.care_active", readonly=False)
    care_weeks = fields.Integer(related="company_id.care_weeks", readonly=False)
    care_hour = fields.Float(related="company_id.care_hour", readonly=False)
    care_quiet_from = fields.Float(related="company_id.care_quiet_from", readonly=False)
    care_quiet_until = fields.Float(
        related="company_id.care_quiet_until", readonly=False
    )
    care_leap_day = fields.Selection(related="company_id.care_leap_day", readonly=False)
    care_keep_months = fields.Integer(
        related="company_id.care_keep_months", readonly=False
    )
