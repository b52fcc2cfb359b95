from odoo.addons.survey.controllers.main import Survey


class AttendanceSurvey(Survey):
    def _check_validity(
        self,
        survey_sudo,
        answer_sudo,
        answer_token,
        ensure_token=True,
        check_partner=True,
    ):
        """Override of `survey`: an anonymous answer belongs to no person (CS-1.7).

        Without this a signed-in employee could not go on with an answer that does not
        carry the own name.
        """
        named = not survey_sudo.attendance_anonymous
        return super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            check_partner=check_partner and named,
        )
