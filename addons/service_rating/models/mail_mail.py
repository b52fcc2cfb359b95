from odoo import models


class MailMail(models.Model):
    """A letter that could not be sent is said where the rating is."""

    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        """Override to note what did not arrive."""
        if failure_type:
            ratings = self.env["service.rating"].sudo()
            ratings._note_undelivered(self.mapped("message_id"))
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
