from odoo import models


class SmsSms(models.Model):
    """A text message that could not be sent is said where the rating is."""

    _inherit = "sms.sms"

    def _handle_call_result_hook(self, results):
        """Override to note what did not arrive."""
        failures = {
            message.uuid: message.failure_type
            for message in self
            if message.state == "error"
        }
        if failures:
            self.env["service.rating"].sudo()._note_not_texted(failures)
        return super()._handle_call_result_hook(results)
