from odoo import models


class SmsSms(models.Model):
    """A greeting that could not be sent becomes a call (SM-5.2)."""

    _inherit = "sms.sms"

    def _handle_call_result_hook(self, results):
        """Override to note what did not arrive."""
        failed = [message.uuid for message in self if message.state == "error"]
        if failed:
            self.env["customer.care.greeting"].sudo()._note_not_texted(failed)
        return super()._handle_call_result_hook(results)
