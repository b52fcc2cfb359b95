from odoo import http
from odoo.http import request

from odoo.addons.survey.controllers.main import Survey

from ..models.survey_user_input import MINE

#: Holds the token of an anonymous answer: in the browser, and in no address.
COOKIE = "survey_round_%s"
COOKIE_SECONDS = 60 * 60 * 24 * 60


class RoundSurvey(Survey):
    def _fetch_from_access_token(self, survey_token, answer_token):
        """Override of `survey`: an anonymous answer is found by the browser's cookie
        only. Its token in an address opens nothing, so no log is worth anything."""
        mine = answer_token == MINE
        if mine:
            answer_token = request.cookies.get(COOKIE % survey_token) or MINE
        survey, answer = super()._fetch_from_access_token(survey_token, answer_token)
        if answer and answer._is_secret() and not mine:
            return survey, answer.browse()
        return survey, answer

    @http.route()
    def survey_start(self, survey_token, answer_token=None, email=False, **post):
        """Override of `survey`: it leads on to an address without the token."""
        response = super().survey_start(
            survey_token, answer_token=answer_token, email=email, **post
        )
        token = request.cookies.get(COOKIE % survey_token)
        place = response.headers.get("Location", "")
        if token and token in place:
            response.headers["Location"] = place.replace(token, MINE)
        return response

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
