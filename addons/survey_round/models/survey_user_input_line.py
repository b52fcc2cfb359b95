from odoo import models


class SurveyUserInputLine(models.Model):
    """What was answered without a name stays where it was answered."""

    _inherit = "survey.user_input.line"

    def write(self, vals):
        """Override: a line that moves to a survey with names would tell its writer."""
        if {"user_input_id", "survey_id"} & vals.keys():
            self.user_input_id._check_stays()
        return super().write(vals)
