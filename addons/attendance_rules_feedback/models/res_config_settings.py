from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Feedback on the rules, per company (CS-1.7)."""

    _inherit = "res.config.settings"

    attendance_feedback_months = fields.Integer(
        related="company_id.attendance_feedback_months", readonly=False
    )
    attendance_feedback_days = fields.Integer(
        related="company_id.attendance_feedback_days", readonly=False
    )
    attendance_feedback_reminder_days = fields.Integer(
        related="company_id.attendance_feedback_reminder_days", readonly=False
    )
    attendance_feedback_minimum = fields.Integer(
        related="company_id.attendance_feedback_minimum", readonly=False
    )
    attendance_feedback_survey_id = fields.Many2one(
        related="company_id.attendance_feedback_survey_id", readonly=False
    )
