from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Audit of the month, per company (CS-1.5)."""

    _inherit = "res.config.settings"

    attendance_audit_day = fields.Integer(
        related="company_id.attendance_audit_day", readonly=False
    )
    attendance_objection_days = fields.Integer(
        related="company_id.attendance_objection_days", readonly=False
    )
    attendance_answer_days = fields.Integer(
        related="company_id.attendance_answer_days", readonly=False
    )
