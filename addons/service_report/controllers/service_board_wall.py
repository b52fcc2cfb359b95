from odoo import http
from odoo.http import request

from ..models.service_board_wall import PATH

#: Nothing of it is kept by a browser or by what lies between, or told to another site.
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


class ServiceBoardWall(http.Controller):
    """Serves the board to a screen on a wall.

    The page is the same for everybody. Its key stands behind the "#" of the link, and
    the page sends it in a header, so that it is in no log of addresses.
    """

    @http.route(
        PATH, type="http", auth="public", methods=["GET"], sitemap=False, readonly=True
    )
    def wall(self, **_params):
        """The page, without a figure."""
        response = request.render("service_report.board_wall", {"path": PATH})
        response.headers.update(HEADERS)
        return response

    @http.route(
        f"{PATH}/figures", type="http", auth="public", methods=["GET"], readonly=True
    )
    def figures(self, **_params):
        """The figures of now, or 404 where the link is not good (any more)."""
        wall = self._wall()
        if not wall:
            return self._answer({}, 404)
        return self._answer(wall._shown())

    @http.route(
        f"{PATH}/seen", type="http", auth="public", methods=["POST"], csrf=False
    )
    def seen(self, **_params):
        """Note that the screen is in use: once an hour, so that looks only read."""
        wall = self._wall()
        if wall:
            wall._note_seen()
        return self._answer({}, 200 if wall else 404)

    def _wall(self):
        key = request.httprequest.headers.get("X-Wall-Key", "")
        return request.env["service.board.wall"]._of_key(key)

    def _answer(self, values, status=200):
        return request.make_json_response(values, headers=HEADERS, status=status)
