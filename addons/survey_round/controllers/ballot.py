from odoo import http
from odoo.http import request

from ..models.survey_user_input import MINE
from .survey import COOKIE, COOKIE_SECONDS


class Ballot(http.Controller):
    """Hands out the answers of a round, one to each person who was asked.

    Opening a link changes nothing, because mail servers open links, too.
    """

    @http.route(
        "/survey/round/<string:token>",
        type="http",
        auth="user",
        methods=["GET", "POST"],
    )
    def own(self, token, **post):
        """Whoever is signed in begins the own answer."""
        return self._begin(self._survey(token), request.env.user.partner_id)

    @http.route(
        "/survey/round/<string:token>/<int:partner_id>/<string:signature>",
        type="http",
        auth="public",
        methods=["GET", "POST"],
    )
    def personal(self, token, partner_id, signature, **post):
        """Somebody who does not sign in begins the own answer: the link decides whose
        it is, not the session of the browser."""
        survey = self._survey(token)
        return self._begin(survey, survey._partner_of(partner_id, signature))

    def _survey(self, token):
        if "\0" in token:
            raise request.not_found()
        domain = [("access_token", "=", token), ("by_ballot", "=", True)]
        surveys = request.env["survey.survey"].sudo().with_context(active_test=False)
        return surveys.search(domain, limit=1)

    def _begin(self, survey, partner):
        if not survey or not partner:
            raise request.not_found()
        request.update_context(lang=partner.sudo()._reader_lang())
        survey = survey.with_env(request.env).sudo()
        if request.httprequest.method == "POST":
            answer = survey._hand_out(partner)
            if answer:
                return self._go(answer)
        return request.render(
            "survey_round.survey_round_begin",
            {
                "survey": survey,
                "is_open": survey.active,
                "is_waiting": survey._is_waiting(partner),
                "go_on": self._go_on_url(survey, partner),
            },
        )

    def _go(self, answer):
        """Lead to the answer. An anonymous one is known to this browser alone: its
        token stands in a cookie, and in no address that a log would keep."""
        response = request.redirect(answer.get_start_url())
        if answer._is_secret():
            response.set_cookie(
                COOKIE % answer.survey_id.access_token,
                answer.access_token,
                max_age=COOKIE_SECONDS,
                httponly=True,
                secure=request.httprequest.scheme == "https",
                samesite="Lax",
            )
        return response

    def _go_on_url(self, survey, partner):
        """Where an answer that was begun is continued: where the browser knows it, and
        where it carries the name. Nobody can find an anonymous one."""
        if COOKIE % survey.access_token in request.httprequest.cookies:
            return f"{survey.get_start_url()}?answer_token={MINE}"
        if f"survey_{survey.access_token}" in request.httprequest.cookies:
            return survey.get_start_url()
        begun = survey._begun_by(partner)
        return begun and begun.get_start_url()
