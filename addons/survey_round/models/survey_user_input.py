from odoo import SUPERUSER_ID, models


class SurveyUserInput(models.Model):
    """An anonymous answer is written by nobody, from the first click on."""

    _inherit = "survey.user_input"

    def write(self, vals):
        """Override of `survey`: whoever answers leaves no log-in on the answer."""
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

    def _split_anonymous(self):
        """The anonymous answers, as nobody's; and the others, unchanged.

        Nobody is the superuser, so rights are looked at before.
        """
        self.check_access("write")
        nameless = self.filtered("survey_id.is_anonymous")
        return nameless.with_user(SUPERUSER_ID).sudo(self.env.su), self - nameless
