from odoo import fields, models


class OrderCheck(models.Model):
    """What was said of a point of the check list of an order, by whom and when.

    Only the check itself writes it.
    """

    _name = "order.check"
    _inherit = ["guarded.mixin", "order.of.order.mixin"]
    _description = "Check of an Order"
    _order = "checked_at desc, sequence, id"
    _rec_name = "item_id"

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
    item_id = fields.Many2one(
        comodel_name="order.check.item",
        string="Point",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    sequence = fields.Integer(readonly=True)
    was_right = fields.Boolean(
        string="By the Machine",
        readonly=True,
        help="What the machine found; of what a person looks at, what the person said.",
    )
    note = fields.Char(string="Accepted Because", readonly=True)
    checked_at = fields.Datetime(string="Checked On", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Checked By", readonly=True
    )
