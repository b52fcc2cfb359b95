from odoo import models


class ServiceContactDuty(models.Model):
    """What becomes of a contact to keep, the campaign hears that it came from."""

    _inherit = "service.contact.duty"

    def _finish(self, note):
        """Override to note that the customers were contacted."""
        result = super()._finish(note)
        self.env["customer.campaign.member"].sudo()._on_contacted(self, note.sudo())
        return result

    def _skip(self, reason):
        """Override to note that the customers were skipped."""
        result = super()._skip(reason)
        self.env["customer.campaign.member"].sudo()._on_skipped(self)
        return result
