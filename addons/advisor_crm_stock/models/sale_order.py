from odoo import api, models
from odoo.tools import SQL

from odoo.addons.advisor_crm_order.engine.days import local_day, today_of

#: When the rest of each followed order leaves, where a delivery is late by its own
#: deadline and later than its milestone expects; by the clock of the company a day is
#: at most one off.
EXPECTED = """
    SELECT milestone.id, max(picking.scheduled_date)
      FROM order_milestone milestone
      JOIN order_milestone_kind kind ON kind.id = milestone.kind_id
      JOIN stock_picking picking ON picking.sale_id = milestone.order_id
      JOIN stock_picking_type type ON type.id = picking.picking_type_id
     WHERE milestone.state = 'open' AND kind.set_by = 'delivery'
       AND picking.state NOT IN ('done', 'cancel') AND type.code = 'outgoing'
       AND (picking.date_deadline IS NULL
            OR picking.scheduled_date > picking.date_deadline)
  GROUP BY milestone.id
    HAVING max(picking.scheduled_date)::date >= milestone.date_expected
"""


class SaleOrder(models.Model):
    """Deliveries say when an order is expected to leave (SA-2.3)."""

    _inherit = "sale.order"

    @api.model
    def _refresh_expected_days(self):
        """Override: later days of deliveries, backorders among them, are followed.

        An earlier day is not promised by a plan that may change again.
        """
        result = super()._refresh_expected_days()
        self.env.flush_all()
        rows = self.env.execute_query(SQL(EXPECTED))
        milestones = self.env["order.milestone"].sudo()
        for milestone_id, moment in rows:
            milestone = milestones.browse(milestone_id)
            day = local_day(milestone.company_id, moment)
            if day > milestone.date_expected and day >= today_of(milestone.company_id):
                milestone._move(day)
        return result

    def _on_delivered(self):
        """Something of the order has left: all of it, or a part; in superuser mode."""
        self.ensure_one()
        milestone = self.order_milestone_ids.filtered(
            lambda one: one.state == "open" and one.kind_id.set_by == "delivery"
        )[:1]
        if not milestone:
            return
        rest = self.picking_ids.filtered(
            lambda one: (
                one.picking_type_id.code == "outgoing"
                and one.state not in ("done", "cancel")
            )
        )
        if not rest:
            milestone._reach(today_of(self.company_id))
            return
        if milestone.kind_id.is_told:
            self.env["order.notice"]._add(milestone, "part")
        self._refresh_expected_days()
