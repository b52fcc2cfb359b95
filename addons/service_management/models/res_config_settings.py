from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_project_manager_id = fields.Many2one(
        related="company_id.service_project_manager_id",
        readonly=False,
    )
    service_repeat_days = fields.Integer(
        related="company_id.service_repeat_days",
        readonly=False,
    )
    service_reopen_days = fields.Integer(
        related="company_id.service_reopen_days",
        readonly=False,
    )
    service_reopen_stage_id = fields.Many2one(
        related="company_id.service_reopen_stage_id",
        readonly=False,
    )
    service_declined_stage_id = fields.Many2one(
        related="company_id.service_declined_stage_id",
        readonly=False,
    )
    service_acknowledge = fields.Boolean(
        related="company_id.service_acknowledge",
        readonly=False,
    )
    service_create_partner = fields.Boolean(
        related="company_id.service_create_partner",
        readonly=False,
    )
    service_chase_minutes = fields.Integer(
        related="company_id.service_chase_minutes",
        readonly=False,
    )
