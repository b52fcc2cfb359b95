from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of advisors."""

    _inherit = "res.config.settings"

    advisor_suggestion_days = fields.Integer(
        related="company_id.advisor_suggestion_days", readonly=False
    )
    advisor_suggestions_a_day = fields.Integer(
        related="company_id.advisor_suggestions_a_day", readonly=False
    )
    advisor_in_portal = fields.Boolean(
        related="company_id.advisor_in_portal", readonly=False
    )
