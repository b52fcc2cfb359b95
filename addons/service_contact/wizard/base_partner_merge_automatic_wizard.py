from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Contacts that become one keep what was done with each of them."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override: of the duties for the same period one counts; else Odoo would
        delete all of those that come from the sources."""
        partners = src_partners | dst_partner
        duties = self.env["service.contact.duty"].sudo()._before_merge(partners)
        self.env["service.contact.silence"].sudo()._forget(src_partners)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        duties._after_merge()
        return result
