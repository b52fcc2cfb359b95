import ast

from odoo import api, models

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC

# Types of messages that no person has written.
AUTOMATIC_TYPES = ("auto_comment", "notification", "user_notification", "out_of_office")


class MailMail(models.Model):
    """Automatic e-mails say that they are: machines then do not answer (RFC 3834)."""

    _inherit = "mail.mail"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail` to mark what a machine writes.

        That is what the message's type says, and all that is made with
        ``mail_automatic`` in the context.
        """
        messages = self.env["mail.message"].sudo()
        by_context = self.env.context.get("mail_automatic")
        for vals in vals_list:
            message = messages.browse(vals.get("mail_message_id") or [])
            kind = vals.get("message_type") or message.message_type
            if by_context or kind in AUTOMATIC_TYPES:
                vals["headers"] = repr(_with_marks(vals.get("headers"), kind))
        return super().create(vals_list)


def _with_marks(headers, kind):
    """Headers with the marks that are not there yet.

    :param headers: as `mail` stores them, the text of a dictionary
    """
    try:
        given = ast.literal_eval(headers) if headers else {}
    except (SyntaxError, ValueError):  # `mail` leaves them out, too
        given = {}
    marks = dict(AUTOMATIC)
    if kind == "auto_comment":  # it answers what somebody has sent
        marks["Auto-Submitted"] = "auto-replied"
    return {**marks, **given}
