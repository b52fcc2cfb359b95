from urllib.parse import quote

from odoo import http
from odoo.http import request

from ..core.asking import HIGHEST, LONGEST_COMMENT, LOWEST, PARTS, read_scores

ROUTE = "/rating/<int:rating_id>/<string:secret>"
LARGEST = 2**31 - 1


class Rating(http.Controller):
    """The page to which the link in a letter to a customer leads.

    Opening it changes nothing, because mail servers open links, too; a press counts,
    once.
    """

    @http.route(ROUTE, type="http", auth="public", methods=["GET", "POST"])
    def rate(self, rating_id, secret, **post):
        """Show what is asked; note what was pressed."""
        rating = self._find(rating_id, secret)
        state, error = rating._link_state(), ""
        if state == "open" and request.httprequest.method == "POST":
            scores = read_scores(post)
            if not scores:
                error = request.env._("Please choose from 1 to 5 in each of the rows.")
            elif rating._submit(scores, post.get("comment", "")):
                state = "thanks"
            else:
                state = rating._link_state()
        return self._show(
            "service_rating.rating_page",
            {
                "rating": rating,
                "state": state,
                "error": error,
                "values": post,
                "parts": PARTS,
                "scale": range(LOWEST, HIGHEST + 1),
                "longest": LONGEST_COMMENT,
            },
        )

    @http.route(f"{ROUTE}/here", type="http", auth="user", methods=["GET"])
    def here(self, rating_id, secret):
        """Show a QR code to a customer at the counter, or hand the tablet over."""
        rating = self._find(rating_id, secret)
        return self._show(
            "service_rating.rating_here_page",
            {
                "rating": rating,
                "path": rating._link_path(),
                "code": f"/report/barcode/QR/{quote(rating._link_url(), safe='')}"
                "?width=240&height=240",
            },
        )

    def _find(self, rating_id, secret):
        """The rating of a genuine link, in the language of the customer."""
        if rating_id > LARGEST or "\0" in secret:
            raise request.not_found()
        rating = request.env["service.rating"]._of_link(rating_id, secret)
        if not rating:
            raise request.not_found()
        if rating.lang:
            request.update_context(lang=rating.lang)
        return rating.with_env(request.env).sudo()

    def _show(self, template, values):
        response = request.render(template, values)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
