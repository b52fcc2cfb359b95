from odoo import api, models

_ANSWERING_MACHINE_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")


class MailThread(models.AbstractModel):
    """Know an automatic e-mail when it comes in, whatever document it is for.

    Such a message is no answer of a person. It is filed as an internal note, so that
    nobody is mailed about it, and two machines do not answer each other for ever.
    """

    _inherit = "mail.thread"

    @api.model
    def message_parse(self, message, save_original=False):
        """Override of `mail` to mark automatic messages by their headers."""
        msg_dict = super().message_parse(message, save_original=save_original)
        if self._get_automatic_kind(message):
            msg_dict.update(message_type="out_of_office", is_internal=True)
        return msg_dict

    @api.model
    def _get_automatic_kind(self, message):
        """Tell "answer" (an answering machine), "news" (any other machine) or False.

        By RFC 3834, and the headers that were in use before it. Mailing lists are
        neither: a shared mailbox that forwards customers' letters looks like one.

        :param email.message.Message message:
        """
        submitted = str(message.get("Auto-Submitted", "")).strip().lower()
        precedence = str(message.get("Precedence", "")).strip().lower()
        if submitted.startswith("auto-generated"):
            return "news"
        is_answer = (
            submitted.startswith("auto-replied")
            or precedence.replace("-", "_") == "auto_reply"
            or any(message.get(name) for name in _ANSWERING_MACHINE_HEADERS)
        )
        return is_answer and "answer"

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """Override of `mail`: an automatic answer to nothing makes no ticket."""
        routes = super().message_route(
            message,
            message_dict,
            model=model,
            thread_id=thread_id,
            custom_values=custom_values,
        )
        if self._get_automatic_kind(message) != "answer":
            return routes
        return [route for route in routes if route[0] != "helpdesk.ticket" or route[1]]
