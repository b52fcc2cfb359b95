from odoo import SUPERUSER_ID, fields, models


class SurveySurvey(models.Model):
    """CS-1.7: what employees say about the rules carries no name at all."""

    _inherit = "survey.survey"

    attendance_anonymous = fields.Boolean(
        string="Anonymous for Attendance",
        help="Answers carry neither a person nor a log-in, not even in the technical"
        " fields. Nobody sees them one by one: attendance feedback shows averages, and"
        " only when enough people have answered.",
    )

    def _create_answer(self, user=False, partner=False, email=False, **values):
        """Override of `survey`: forget who answers before the answer is written."""
        if not self.attendance_anonymous:
            return super()._create_answer(
                user=user, partner=partner, email=email, **values
            )
        nobody = self.with_user(SUPERUSER_ID).sudo()
        return super(SurveySurvey, nobody)._create_answer(
            **{**values, "nickname": False}
        )
