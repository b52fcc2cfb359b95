from odoo import api, fields, models
from odoo.tools import SQL

#: In the data of a transaction: contacts to be judged again.
WAITING = "customer_tier.dirty"


class CustomerTierDirty(models.Model):
    """Customers to be judged again: something has changed for them.

    Marks are only added, so that nobody waits for anybody; the job takes those that no
    other worker holds.
    """

    _name = "customer.tier.dirty"
    _description = "Customer to Be Judged Again"
    _log_access = False

    # A bare number: a mark must not keep a contact from being deleted.
    partner_id = fields.Integer(string="Customer", required=True)

    @api.model
    def _mark(self, partners):
        """Let customers be judged again once this transaction counts.

        One statement for each transaction, however many documents change.
        """
        ids = set(partners.ids)
        if not ids:
            return
        precommit = self.env.cr.precommit
        waiting = precommit.data.get(WAITING)
        if waiting is None:
            waiting = precommit.data[WAITING] = set()
            precommit.add(self.sudo()._write_marks)
        waiting.update(ids)

    @api.model
    def _write_marks(self):
        ids = self.env.cr.precommit.data.pop(WAITING, None)
        if ids:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO customer_tier_dirty (partner_id) SELECT unnest(%s)",
                    sorted(ids),
                )
            )

    @api.model
    def _take(self, limit):
        """Take marks away; return the ids of their customers.

        :return: (ids of contacts, whether there may be more)
        """
        rows = self.env.execute_query(
            SQL(
                """DELETE FROM customer_tier_dirty WHERE id IN (
                       SELECT id FROM customer_tier_dirty
                        ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
                   RETURNING partner_id""",
                limit,
            )
        )
        return sorted({partner for (partner,) in rows}), len(rows) == limit
