from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.survey_round.core.averages import SMALLEST_MINIMUM


class ResCompany(models.Model):
    """How often employees are asked about the rules (CS-1.7)."""

    _inherit = "res.company"

    attendance_feedback_months = fields.Integer(
        string="Ask every (months)",
        default=3,
        help="Employees are asked for their opinion on the rules. 0: never.",
        groups="base.group_user",
    )
    attendance_feedback_days = fields.Integer(
        string="Survey open for (days)",
        default=14,
        groups="base.group_user",
    )
    attendance_feedback_reminder_days = fields.Integer(
        string="Remind after (days)",
        default=5,
        help="Whoever has not answered is reminded, twice at most. 0: never.",
        groups="base.group_user",
    )
    attendance_feedback_minimum = fields.Integer(
        string="Show results from (answers)",
        default=5,
        help="Fewer answers are never shown: a person could be recognised.",
        groups="base.group_user",
    )
    attendance_feedback_survey_id = fields.Many2one(
        comodel_name="survey.survey",
        string="Questions",
        domain=[("is_anonymous", "=", True), ("by_ballot", "=", False)],
        help="Empty: the questions that come with the add-on.",
        groups="base.group_user",
    )

    @api.constrains("attendance_feedback_minimum")
    def _check_attendance_feedback_minimum(self):
        for company in self:
            if company.attendance_feedback_minimum < SMALLEST_MINIMUM:
                raise ValidationError(
                    self.env._(
                        "Results of fewer than three answers are not anonymous: choose"
                        " three or more."
                    )
                )
