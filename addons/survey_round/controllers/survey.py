from odoo.addons.survey.controllers.main import Survey


class RoundSurvey(Survey):
    def _check_validity(
        self,
        survey_sudo,
        answer_sudo,
        answer_token,
        ensure_token=True,
        check_partner=True,
    ):
        """Override of `survey`: who answers is known from the ballot, or not at all.

        Without this somebody who is signed in could not go on with an answer that does
        not carry the own name.
        """
        by_session = not (survey_sudo.is_anonymous or survey_sudo.by_ballot)
        return super()._check_validity(
            survey_sudo,
            answer_sudo,
            answer_token,
            ensure_token=ensure_token,
            check_partner=check_partner and by_session,
        )
