from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """When the month is audited, and how often employees are asked (CS-1.5, CS-1.7)."""

    _inherit = "res.company"

    attendance_audit_day = fields.Integer(
        string="Audit begins on day",
        default=1,
        help="On this day of a month the audit of the month before begins by itself."
        " 0: HR begins it by hand.",
    )
    attendance_objection_days = fields.Integer(
        string="Days to object",
        default=5,
        help="So many days employees have to confirm or to object.",
    )
    attendance_feedback_months = fields.Integer(
        string="Ask every (months)",
        default=3,
        help="Employees are asked for their opinion on the rules. 0: never.",
    )
    attendance_feedback_days = fields.Integer(
        string="Survey open for (days)", default=14
    )
    attendance_feedback_minimum = fields.Integer(
        string="Show results from (answers)",
        default=5,
        help="Fewer answers are never shown: a person could be recognised.",
    )
    attendance_feedback_survey_id = fields.Many2one(
        comodel_name="survey.survey",
        string="Questions",
        domain=[("attendance_anonymous", "=", True)],
        help="Empty: the questions that come with the add-on.",
    )

    @api.constrains("attendance_feedback_minimum")
    def _check_attendance_feedback_minimum(self):
        for company in self:
            if company.attendance_feedback_minimum < 3:
                raise ValidationError(
                    self.env._(
                        "Results of fewer than three answers are not anonymous: choose"
                        " three or more."
                    )
                )

    @api.constrains("attendance_audit_day")
    def _check_attendance_audit_day(self):
        for company in self:
            if not 0 <= company.attendance_audit_day <= 28:
                raise ValidationError(
                    self.env._(
                        "Choose a day from 1 to 28 for the audit, or 0 for none."
                    )
                )
