from odoo import api, models
from odoo.tools import SQL

#: Which row counts when two customers become one: those of the first order.
FIRST = {
    "customer_care_greeting": (
        "occasion_id, company_id, year",
        "state IN ('planned', 'approval', 'call'), partner_id != %(target)s, id",
    ),
    "customer_care_date": (
        "occasion_id, company_id",
        "partner_id != %(target)s, id",
    ),
}
DOUBLES = """
    DELETE FROM %(table)s WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (PARTITION BY %(key)s ORDER BY %(order)s)
              FROM %(table)s WHERE partner_id = ANY(%(partners)s)) AS ranked (id, place)
         WHERE place > 1)
"""
#: A consent that is not withdrawn, of those to the same means: the first one counts.
CONSENTS = """
    UPDATE customer_care_consent SET withdrawn_on = CURRENT_DATE WHERE id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER (
                       PARTITION BY company_id, means ORDER BY given_on, id)
              FROM customer_care_consent
             WHERE partner_id = ANY(%(partners)s) AND withdrawn_on IS NULL
            ) AS ranked (id, place)
         WHERE place > 1)
"""


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers are greeted once: what was sent goes before what is planned."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override to leave one row of those that would clash."""
        self.env.flush_all()
        partners = (src_partners | dst_partner).ids
        for table, (key, order) in FIRST.items():
            self.env.cr.execute(
                SQL(
                    DOUBLES,
                    table=SQL.identifier(table),
                    key=SQL(key),
                    order=SQL(order, target=dst_partner.id),
                    partners=partners,
                )
            )
        self.env.cr.execute(SQL(CONSENTS, partners=partners))
        self.env.invalidate_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
