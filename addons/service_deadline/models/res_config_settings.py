from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the promises. The figures of a policy are those of its rules."""

    _inherit = "res.config.settings"

    service_missed_after_minutes = fields.Integer(
        string="Missed After (Minutes)",
        default=15,
        config_parameter="service_deadline.missed_after_minutes",
    )
    service_digest_minutes = fields.Integer(
        string="Minutes Between E-mails",
        default=15,
        config_parameter="service_deadline.digest_minutes",
    )
    service_project_manager_id = fields.Many2one(
        related="company_id.service_project_manager_id",
        readonly=False,
    )
