from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class OrderCorrection(models.Model):
    """A change of a confirmed order, and why (SA-2.3, SA-6.1).

    What was changed is noted by the change itself; the reason is asked afterwards, so
    that nobody is kept from putting an order right.
    """

    _name = "order.correction"
    _inherit = ["guarded.mixin", "order.of.order.mixin"]
    _description = "Change of a Confirmed Order"
    _order = "changed_at desc, id desc"
    _rec_name = "what"

    order_id = fields.Many2one(
        comodel_name="sale.order",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    what = fields.Char(string="What Was Changed", required=True, readonly=True)
    old = fields.Char(string="Before", readonly=True)
    new = fields.Char(string="After", readonly=True)
    changed_at = fields.Datetime(
        string="Changed On", readonly=True, default=lambda self: fields.Datetime.now()
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Changed By",
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
    )
    reason_id = fields.Many2one(
        comodel_name="order.correction.reason",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    note = fields.Char(readonly=True)
    answered_by_id = fields.Many2one(
        comodel_name="res.users", string="Reason Given By", readonly=True
    )

    _without_reason_idx = models.Index("(order_id) WHERE reason_id IS NULL")

    @needs_access("read")
    def action_answer(self):
        """Ask why these changes were made."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why Was the Order Changed?"),
            "res_model": "order.correction.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_correction_ids": self.ids},
        }

    def _answer(self, reason, note):
        """Note the reason of changes, by whoever may write the order."""
        self.check_access("read")
        self.order_id.check_access("write")
        self.sudo().write(
            {"reason_id": reason.id, "note": note, "answered_by_id": self.env.uid}
        )

    @api.model
    def _note_changes(self, rows):
        """Note changes of confirmed orders.

        :param rows: list of (order, what, old, new); the last three are texts
        """
        self.sudo().create(
            [
                {
                    "order_id": order.id,
                    "company_id": order.company_id.id,
                    "what": what,
                    "old": old,
                    "new": new,
                }
                for order, what, old, new in rows
            ]
        )
