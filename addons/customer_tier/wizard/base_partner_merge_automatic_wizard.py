from odoo import api, models
from odoo.tools import SQL

#: The customer that is left takes a standing or a lock that he has none of.
STANDING = (
    """
    DELETE FROM customer_standing s USING customer_standing better
     WHERE s.partner_id = ANY(%(sources)s) AND better.partner_id = ANY(%(sources)s)
       AND better.company_id = s.company_id
       AND (better.lock_tier_id IS NOT NULL, -better.id)
         > (s.lock_tier_id IS NOT NULL, -s.id)
    """,
    """
    UPDATE customer_standing kept
       SET lock_tier_id = s.lock_tier_id, lock_user_id = s.lock_user_id,
           lock_reason = s.lock_reason, lock_until = s.lock_until,
           lock_floor = s.lock_floor, locked_on = s.locked_on
      FROM customer_standing s
     WHERE kept.partner_id = %(target)s AND s.partner_id = ANY(%(sources)s)
       AND s.company_id = kept.company_id AND kept.lock_tier_id IS NULL
       AND s.lock_tier_id IS NOT NULL
    """,
    """
    DELETE FROM customer_standing s USING customer_standing kept
     WHERE s.partner_id = ANY(%(sources)s) AND kept.partner_id = %(target)s
       AND kept.company_id = s.company_id
    """,
)
#: The one that is left of the contacts that go; the history has looked at it before.
GOES_OVER = """
    UPDATE customer_standing SET partner_id = %(target)s
     WHERE partner_id = ANY(%(sources)s)
"""
#: What a contact was keeps its origin. Whose standing goes over brings the own history.
HISTORY = """
    UPDATE customer_standing_period p
       SET partner_id = %(target)s,
           origin_id = CASE WHEN p.origin_id <> 0 THEN p.origin_id
                            WHEN goes.over THEN 0 ELSE p.partner_id END,
           valid_to = CASE WHEN goes.over OR p.origin_id <> 0 THEN p.valid_to
                           ELSE COALESCE(p.valid_to,
                                         GREATEST(%(today)s, p.valid_from + 1)) END
      FROM (SELECT of.id,
                   EXISTS (SELECT FROM customer_standing s
                            WHERE s.partner_id = of.partner_id
                              AND s.company_id = of.company_id)
                   AND NOT EXISTS (SELECT FROM customer_standing_period own
                                    WHERE own.partner_id = %(target)s
                                      AND own.company_id = of.company_id
                                      AND own.origin_id = 0) AS over
              FROM customer_standing_period of
             WHERE of.partner_id = ANY(%(sources)s)) goes
     WHERE goes.id = p.id
"""


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merged customers keep the history of both.

    Odoo takes over what has foreign keys, and deletes what would break a unique
    constraint; so the tiers go over before.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        """Override to take standings, locks and history over."""
        self.env.flush_all()
        values = {
            "sources": src_partners.ids,
            "target": dst_partner.commercial_partner_id.id,
            "today": self.env.cr.now().date(),
        }
        for query in (*STANDING, HISTORY, GOES_OVER):
            self.env.cr.execute(SQL(query, **values))
        self.env["customer.tier.dirty"]._mark(dst_partner)
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        return result
