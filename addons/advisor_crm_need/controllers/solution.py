from odoo import http
from odoo.http import request
from odoo.tools import format_date, is_html_empty

from ..models.advisor_solution import LONGEST_COMMENT, LONGEST_NAME

ROUTE = "/solution/<int:solution_id>/<string:secret>"
LARGEST = 2**31 - 1


class Solution(http.Controller):
    """The page on which a customer reads a solution and answers.

    Opening it changes nothing, because mail servers open links, too; a press counts,
    once for each version.
    """

    @http.route(ROUTE, type="http", auth="public", methods=["GET", "POST"])
    def show(self, solution_id, secret, **post):
        """Show the solution; note what was pressed."""
        solution = self._find(solution_id, secret)
        state, error = solution._page_state(), ""
        if state == "open" and request.httprequest.method == "POST":
            state, error = self._answer(solution, post)
        newest = solution._newest_sent()
        env = request.env
        values = {
            "solution": solution,
            "byline": env._(
                "Version %(number)s, by %(name)s",
                number=solution.version,
                name=solution.user_id.name,
            ),
            "validity": solution.valid_until
            and env._(
                "Valid until %(date)s", date=format_date(env, solution.valid_until)
            ),
            "state": state,
            "error": error,
            "values": post,
            "newest": newest if newest.version > solution.version else False,
            "is_html_empty": is_html_empty,
            "longest_name": LONGEST_NAME,
            "longest_comment": LONGEST_COMMENT,
        }
        response = request.render("advisor_crm_need.solution_page", values)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _answer(self, solution, post):
        """Note an answer.

        :return: (state of the page, what is wrong with the answer)
        """
        name = (post.get("name") or "").strip()
        comment = (post.get("comment") or "").strip()
        is_agreed = post.get("decision") == "agree"
        if not name:
            return "open", request.env._("Please enter your name.")
        if not is_agreed and not comment:
            return "open", request.env._("Please write what you would like to change.")
        solution._answer(is_agreed, name, comment)
        return solution._page_state(), ""

    def _find(self, solution_id, secret):
        """The version of a genuine link, in the language of the customer."""
        if solution_id > LARGEST or "\0" in secret:
            raise request.not_found()
        solution = request.env["advisor.solution"]._of_link(solution_id, secret)
        if not solution:
            raise request.not_found()
        lang = solution.lead_id.partner_id.lang
        if lang:
            request.update_context(lang=lang)
        return solution.with_env(request.env).sudo()
