from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import UserError

#: In the context of who may make a ballot: nobody outside the process has this object.
BALLOT = object()


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
        self._check_ballot(**values)
        nobody = self.with_user(SUPERUSER_ID).sudo()
        return super(SurveySurvey, nobody)._create_answer(
            **{**values, "nickname": False}
        )

    def _create_ballot(self, lang):
        """An answer that somebody begins whom the feedback round has let through.

        :param str lang: code of the language in which the questions are asked
        """
        answer = self.with_context(attendance_ballot=BALLOT)._create_answer(
            invite_token=self.env["survey.user_input"]._generate_invite_token(),
            lang_id=self.env["res.lang"]._lang_get(lang).id,
        )
        answer._mark_in_progress()
        return answer

    def _check_ballot(self, test_entry=False, **_values):
        """Of a round nobody gets a second answer: not by trying again, not by an
        invitation of Odoo's."""
        ballot = self.env.context.get("attendance_ballot") is BALLOT
        if self.access_mode == "token" and not test_entry and not ballot:
            raise UserError(
                self.env._("Every employee answers once: the feedback round asks them.")
            )
