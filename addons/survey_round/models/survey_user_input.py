from odoo import SUPERUSER_ID, models
from odoo.exceptions import UserError

#: Stands for the token of an anonymous answer in addresses; the cookie has the token.
MINE = "mine"


class SurveyUserInput(models.Model):
    """An anonymous answer is written by nobody, from the first click on."""

    _inherit = "survey.user_input"

    def write(self, vals):
        """Override of `survey`: whoever answers leaves no log-in on the answer, and
        nobody moves it to where answers are seen one by one."""
        if "survey_id" in vals:
            self._check_stays(self.env["survey.survey"].browse(vals["survey_id"]))
        nameless, others = self._split_anonymous()
        super(SurveyUserInput, nameless).write(vals)
        return super(SurveyUserInput, others).write(vals)

    def _save_lines(self, question, answer, comment=None, overwrite_existing=True):
        """Override of `survey`: nor on the lines of the answer."""
        nameless, others = self._split_anonymous()
        return super(SurveyUserInput, nameless or others)._save_lines(
            question, answer, comment=comment, overwrite_existing=overwrite_existing
        )

    def _notify_new_participation_subscribers(self):
        """Override of `survey`: that somebody answers just now tells who it was."""
        _nameless, others = self._split_anonymous()
        return super(SurveyUserInput, others)._notify_new_participation_subscribers()

    def _check_stays(self, other=None):
        """Refuse to move answers that were given without a name, or to a round."""
        surveys = self.sudo().survey_id
        if other:
            surveys |= other.sudo()
        if any(survey.is_anonymous or survey.by_ballot for survey in surveys):
            raise UserError(
                self.env._("Answers of a round stay where they were given.")
            )

    # Addresses

    def _is_secret(self):
        """Whether nothing may tell whose this answer is, a server's log included."""
        survey = self.survey_id.sudo()
        return survey.is_anonymous and survey.by_ballot

    def _url_token(self):
        """What stands in addresses for the answer. A log that keeps a person's link and
        the addresses that follow must not lead to the answer."""
        return MINE if self._is_secret() else self.access_token

    def get_start_url(self):
        """Override of `survey`: without the token of an anonymous answer."""
        if self._is_secret():
            return f"{self.survey_id.get_start_url()}?answer_token={MINE}"
        return super().get_start_url()

    def get_print_url(self):
        """Override of `survey`: the same."""
        if self._is_secret():
            return f"{self.survey_id.get_print_url()}?answer_token={MINE}"
        return super().get_print_url()

    def _split_anonymous(self):
        """The anonymous answers, as nobody's; and the others, unchanged.

        Nobody is the superuser, so rights are looked at before.
        """
        self.check_access("write")
        nameless = self.filtered("survey_id.is_anonymous")
        return nameless.with_user(SUPERUSER_ID).sudo(self.env.su), self - nameless
