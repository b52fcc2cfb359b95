from odoo import http
from odoo.http import request

from odoo.addons.im_livechat.tools.misc import force_guest_env
from odoo.addons.mail.tools.discuss import add_guest_to_context


class RatingChat(http.Controller):
    """The question in the window of a live chat, also on a page of another site."""

    @http.route("/service_rating/chat", type="jsonrpc", auth="public")
    @add_guest_to_context
    def question(self, channel_id):
        """Return what the visitor is asked after his chat, or nothing."""
        return self._chat(channel_id)._rating_question()

    @http.route("/service_rating/chat/answer", type="jsonrpc", auth="public")
    @add_guest_to_context
    def answer(self, channel_id, scores, comment=""):
        """Note what he has pressed; return whether it counts."""
        return self._note(channel_id, scores, comment)

    @http.route("/service_rating/cors/chat", type="jsonrpc", auth="public", cors="*")
    def cors_question(self, guest_token, channel_id):
        """The same, for a page of another site."""
        force_guest_env(guest_token)
        return self._chat(channel_id)._rating_question()

    @http.route(
        "/service_rating/cors/chat/answer", type="jsonrpc", auth="public", cors="*"
    )
    def cors_answer(self, guest_token, channel_id, scores, comment=""):
        """The same, for a page of another site."""
        force_guest_env(guest_token)
        return self._note(channel_id, scores, comment)

    def _chat(self, channel_id):
        """The chat, if the visitor takes part in it."""
        known = isinstance(channel_id, int) and [("id", "=", channel_id)]
        return request.env["discuss.channel"].search(known or [("id", "=", 0)])

    def _note(self, channel_id, scores, comment):
        if not isinstance(scores, dict):
            return False
        return self._chat(channel_id)._note_rating(scores, str(comment or ""))
