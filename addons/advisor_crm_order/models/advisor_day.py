from odoo import api, fields, models
from odoo.tools import format_date

#: Rows of each kind that the page shows.
MOST = 20


class AdvisorDay(models.AbstractModel):
    """Orders in trouble are a part of the advisor's day (SA-2.3)."""

    _inherit = "advisor.day"

    @api.model
    def _parts(self):
        """Override to add orders in trouble."""
        return [*super()._parts(), (40, "_part_orders")]

    @api.model
    def _part_orders(self):
        """Own orders that are late, will be late, or of which somebody has to be told;
        with four queries and what their orders take."""
        rows = [*self._late_rows(), *self._untold_rows(), *self._change_rows()]
        return {
            "key": "orders",
            "title": self.env._("Orders in trouble"),
            "rows": [*rows, *self._unchecked_rows()],
        }

    @api.model
    def _late_rows(self):
        late = self.env["order.milestone"].search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "=", "open"),
                "|",
                ("is_delayed", "=", True),
                ("due_at", "<", fields.Datetime.now()),
            ],
            order="due_at, id",
            limit=MOST,
        )
        return [
            {
                "id": one.id,
                "model": one._name,
                "title": self.env._(
                    "%(order)s: %(milestone)s",
                    order=one.order_id.name,
                    milestone=one.kind_id.name,
                ),
                "subtitle": self.env._(
                    "%(customer)s, promised for %(day)s",
                    customer=one.partner_id.display_name,
                    day=format_date(self.env, one.date_promised),
                ),
                "due": fields.Datetime.to_string(one.due_at),
                "tone": "danger" if one.is_late else "warning",
                "actions": [
                    {"label": self.env._("Reached"), "method": "action_reach"},
                    {"label": self.env._("Another Day"), "method": "action_step"},
                ],
            }
            for one in late
        ]

    @api.model
    def _untold_rows(self):
        untold = self.env["order.notice"].search(
            [("user_id", "=", self.env.uid), ("state", "=", "failed")],
            order="tell_by_at, id",
            limit=MOST,
        )
        reasons = dict(untold._fields["reason"]._description_selection(self.env))
        return [
            {
                "id": one.id,
                "model": one._name,
                "title": self.env._(
                    "%(order)s: call %(customer)s",
                    order=one.order_id.name,
                    customer=one.partner_id.display_name,
                ),
                "subtitle": reasons.get(one.reason, ""),
                "due": one.tell_by_at and fields.Datetime.to_string(one.tell_by_at),
                "tone": "warning",
                "actions": [
                    {"label": self.env._("Told"), "method": "action_told"},
                    {"label": self.env._("Try Again"), "method": "action_retry"},
                ],
            }
            for one in untold
        ]

    @api.model
    def _change_rows(self):
        changed = self.env["order.correction"].search(
            [("user_id", "=", self.env.uid), ("reason_id", "=", False)], limit=MOST
        )
        return [
            {
                "id": order.id,
                "model": order._name,
                "title": self.env._("%(order)s: why was it changed?", order=order.name),
                "subtitle": order.partner_id.display_name,
                "due": False,
                "tone": "info",
                "actions": [
                    {
                        "label": self.env._("Say Why"),
                        "method": "action_answer_corrections",
                    }
                ],
            }
            for order in changed.order_id
        ]

    @api.model
    def _unchecked_rows(self):
        owed = self.env["sale.order"].search(
            [
                ("check_state", "=", "owed"),
                "|",
                ("watch_user_id", "=", self.env.uid),
                ("user_id", "=", self.env.uid),
            ],
            limit=MOST,
        )
        return [
            {
                "id": order.id,
                "model": order._name,
                "title": self.env._("%(order)s: check it", order=order.name),
                "subtitle": self.env._(
                    "%(customer)s has confirmed it", customer=order.partner_id.name
                ),
                "due": False,
                "tone": "warning",
                "actions": [{"label": self.env._("Check"), "method": "action_check"}],
            }
            for order in owed
        ]
