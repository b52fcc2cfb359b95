from odoo import api, models
from odoo.tools import SQL

#: Odoo names who was mailed by model and number, and leaves that of who goes.
TRACES = """
    UPDATE mailing_trace trace
       SET res_id = %(target)s
      FROM mailing_mailing mailing
     WHERE mailing.id = trace.mass_mailing_id
       AND mailing.customer_campaign_id IS NOT NULL
       AND trace.model = 'res.partner'
       AND trace.res_id = ANY(%(sources)s)
"""


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers keep what became of the mailings to both."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_reference_fields(self, src_partners, dst_partner):
        """Override to take over what the mailings of campaigns know of them."""
        self.env.flush_all()
        values = {"sources": src_partners.ids, "target": dst_partner.id}
        self.env.cr.execute(SQL(TRACES, **values))
        self.env.invalidate_all()
        return super()._update_reference_fields(src_partners, dst_partner)
