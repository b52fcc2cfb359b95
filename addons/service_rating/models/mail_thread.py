from odoo import models


class MailThread(models.AbstractModel):
    """A letter that comes back is said where the rating is."""

    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        """Override to note what did not arrive."""
        ratings = self.env["service.rating"].sudo()
        ratings._note_undelivered(message_dict["bounced_msg_ids"])
        return super()._routing_handle_bounce(email_message, message_dict)
