import logging

from odoo import api, models
from odoo.tools import plaintext2html

_logger = logging.getLogger(__name__)

_ANSWERING_MACHINE_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")

# Tried in this order where the charset that an e-mail names does not fit its bytes.
# Chinese mail programs name gb2312 and write its larger successor.
_LIKELY_CHARSETS = ("utf-8", "gb18030")

# Characters of a body that a browser still shows with ease. What is longer stays whole
# in the original, which is attached.
_MAX_BODY = 500_000


class MailThread(models.AbstractModel):
    """Take every e-mail in, whatever its state, and know those of machines.

    An e-mail that cannot be read is kept as an attachment instead of being refused.
    An automatic one is no answer of a person: it is filed as an internal note, so that
    nobody is mailed about it, and two machines do not answer each other for ever.
    """

    _inherit = "mail.thread"

    # === READING === #

    @api.model
    def _message_parse_extract_payload(
        self, message, message_dict, save_original=False
    ):
        """Override of `mail` to survive wrong charsets, broken and endless bodies."""
        try:
            for part in message.walk():
                _repair_charset(part)
            payload = super()._message_parse_extract_payload(
                message, message_dict, save_original=save_original
            )
        except Exception:  # whatever the parser stumbles over, the e-mail is kept
            message_id = message_dict.get("message_id")
            _logger.warning("E-mail %s is damaged", message_id, exc_info=True)
            return self._keep_damaged(message)
        body, attachments = payload["body"], payload["attachments"]
        if message.defects and not attachments and not body.strip():
            return self._keep_damaged(message)
        if len(body) > _MAX_BODY:
            note = self.env._("This e-mail is very long. The original is attached.")
            return self._keep_original(message, note, body[:_MAX_BODY], attachments)
        return payload

    @api.model
    def _keep_damaged(self, message):
        return self._keep_original(
            message,
            self.env._("This e-mail could not be read. The original is attached."),
        )

    @api.model
    def _keep_original(self, message, note, body="", attachments=()):
        """Return a payload with a note, what is readable, and the whole e-mail."""
        original = self._Attachment("original_email.eml", message.as_bytes(), {})
        return {
            "body": plaintext2html(note) + body,
            "attachments": [*attachments, original],
        }

    # === MACHINES === #

    @api.model
    def message_parse(self, message, save_original=False):
        """Override of `mail` to mark automatic messages by their headers."""
        msg_dict = super().message_parse(message, save_original=save_original)
        if _get_automatic_kind(message):
            msg_dict.update(message_type="out_of_office", is_internal=True)
        return msg_dict

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """Override of `mail`: an automatic answer begins no record of a model that does
        not take them."""
        routes = super().message_route(
            message,
            message_dict,
            model=model,
            thread_id=thread_id,
            custom_values=custom_values,
        )
        if _get_automatic_kind(message) != "answer":
            return routes
        return [
            route
            for route in routes
            if route[1] or self.env[route[0]]._takes_automatic_answers()
        ]

    @api.model
    def _takes_automatic_answers(self):
        """Whether the answer of a machine may begin a record of this model.

        A model of requests says no: "I am on holiday" is no request.
        """
        return True


def _repair_charset(part):
    """Name the charset that fits the bytes of a text part, if the named one does not.

    :param email.message.EmailMessage part: changed in place
    """
    if part.get_content_maintype() != "text":
        return
    content = part.get_payload(decode=True) or b""
    named = part.get_content_charset() or "utf-8"
    for charset in (named, *_LIKELY_CHARSETS, "latin-1"):
        try:
            content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
        if charset != named:
            part.set_param("charset", charset)
        return


def _get_automatic_kind(message):
    """Tell "answer" (an answering machine), "news" (any other machine) or False.

    By RFC 3834, and the headers that were in use before it. Mailing lists are neither:
    a shared mailbox that forwards customers' letters looks like one.

    :param email.message.EmailMessage message:
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
