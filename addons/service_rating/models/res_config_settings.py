from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of ratings."""

    _inherit = "res.config.settings"

    service_rating_active = fields.Boolean(
        related="company_id.service_rating_active", readonly=False
    )
    service_rating_template_id = fields.Many2one(
        related="company_id.service_rating_template_id", readonly=False
    )
    service_rating_link_days = fields.Integer(
        related="company_id.service_rating_link_days", readonly=False
    )
    service_rating_reminder_days = fields.Integer(
        related="company_id.service_rating_reminder_days", readonly=False
    )
    service_rating_reminders = fields.Integer(
        related="company_id.service_rating_reminders", readonly=False
    )
    service_rating_most = fields.Integer(
        related="company_id.service_rating_most", readonly=False
    )
    service_rating_low = fields.Integer(
        related="company_id.service_rating_low", readonly=False
    )
    service_rating_investigation_days = fields.Integer(
        related="company_id.service_rating_investigation_days", readonly=False
    )
    service_rating_leader_id = fields.Many2one(
        related="company_id.service_rating_leader_id", readonly=False
    )
