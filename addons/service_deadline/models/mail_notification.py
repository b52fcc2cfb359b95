from odoo import api, models


class MailNotification(models.Model):
    """An answer counts when it has reached the customer: here it says so."""

    _inherit = "mail.notification"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mail`: what appears in somebody's inbox has arrived."""
        notifications = super().create(vals_list)
        notifications.filtered(
            lambda told: told.notification_status == "sent"
        )._note_replies()
        return notifications

    def write(self, vals):
        """Override of `mail`: an e-mail has left."""
        is_sent = vals.get("notification_status") == "sent"
        waiting = self.filtered(lambda told: told.notification_status != "sent")
        result = super().write(vals)
        if is_sent:
            waiting._note_replies()
        return result

    def _note_replies(self):
        """Note answers on records that have promises."""
        models_with_promises = self.env["service.deadline"]._deadline_models()
        for told in self.sudo():
            message = told.mail_message_id
            if message.model not in models_with_promises:
                continue
            record = self.env[message.model].sudo().browse(message.res_id).exists()
            if record and record._is_answered_by(message, told):
                record._note_reply()
