from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools import human_size

from ..models.service_review_opinion import VERDICTS

ROUTE = "/review/<int:opinion_id>/<int:user_id>/<int:until>/<string:signature>"
LONGEST_TEXT = 5000
COLOURS = {"agrees": "btn-primary", "objects": "btn-outline-danger"}


class Review(http.Controller):
    """The page to which the link in an e-mail to a reviewer leads.

    Opening it changes nothing, because mail servers open links, too: a press decides,
    once, about the version that the page shows.
    """

    @http.route(ROUTE, type="http", auth="public", methods=["GET", "POST"])
    def answer(self, opinion_id, user_id, until, signature, **post):
        """Show what is reviewed; note the opinion that was pressed."""
        opinion, user = self._find(opinion_id, user_id, until, signature)
        if not opinion or not user:
            raise request.not_found()
        request.update_context(lang=user.lang)
        opinion = opinion.with_env(request.env).sudo()
        state, error = opinion._link_state(user, until), ""
        if state == "open" and request.httprequest.method == "POST":
            error = self._answer(opinion.with_user(user), post)
            state = "thanks" if not error else opinion._link_state(user, until)
        return self._show(opinion, user, until, state, error, post)

    @http.route(
        f"{ROUTE}/file/<int:file_id>", type="http", auth="public", methods=["GET"]
    )
    def file(self, opinion_id, user_id, until, signature, file_id):
        """Give out one of the files of the version, and no other."""
        opinion, user = self._find(opinion_id, user_id, until, signature)
        files = opinion._files_of_link(user, until) if opinion and user else opinion
        file = files.filtered(lambda one: one.id == file_id)
        if not file:
            raise request.not_found()
        stream = request.env["ir.binary"].sudo()._get_stream_from(file)
        # Never shown by the browser itself: whoever has made it could be anybody.
        response = stream.get_response(as_attachment=True)
        return self._shut(response)

    def _find(self, opinion_id, user_id, until, signature):
        opinions = request.env["service.review.opinion"]
        largest = 2**31 - 1
        if max(opinion_id, user_id) > largest or "\0" in signature:
            return opinions, request.env["res.users"]
        return opinions._of_link(opinion_id, user_id, until, signature)

    def _answer(self, opinion, post):
        """Note the opinion; return what stands in the way, or nothing."""
        verdict = post.get("verdict")
        if verdict not in dict(VERDICTS):
            return request.env._("Press one of the buttons.")
        try:
            with request.env.cr.savepoint():
                opinion._answer(verdict, post.get("opinion", "")[:LONGEST_TEXT])
        except UserError as error:
            return str(error)
        return ""

    def _show(self, opinion, user, until, state, error, post):
        response = request.render(
            "service_follow_up.review_page",
            {
                "opinion": opinion,
                "review": opinion.review_id,
                "reader": user,
                "state": state,
                "is_fresh": opinion._is_fresh(until),
                "files": opinion._files_of_link(user, until),
                "human_size": human_size,
                "path": request.httprequest.path,
                "error": error,
                "colours": COLOURS,
                "text": post.get("opinion", ""),
                "verdicts": opinion._fields["verdict"]._description_selection(
                    request.env
                ),
            },
        )
        return self._shut(response)

    def _shut(self, response):
        """Keep the address and what it leads to from others."""
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
