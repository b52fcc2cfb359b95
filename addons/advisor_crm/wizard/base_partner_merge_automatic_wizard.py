from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers keep who has served both, and what is known of both.

    Odoo deletes rows that would break a unique constraint: they are put right before.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override to end assignments, and to join files, that would clash."""
        self.env["advisor.assignment"]._before_merge(src_partners, dst_partner)
        self.env["customer.file"]._before_merge(src_partners, dst_partner)
        self.env.flush_all()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        return result
