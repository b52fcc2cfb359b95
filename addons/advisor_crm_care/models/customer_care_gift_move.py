from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.base_engine_tools.engine.turns import take_turn


class CustomerCareGiftMove(models.Model):
    """Gifts come in, go out to customers, or are counted (SM-5.2).

    Rows stay: a mistake is put right by another one.
    """

    _name = "customer.care.gift.move"
    _inherit = ["guarded.mixin"]
    _description = "Movement of Small Gifts"
    _order = "id desc"
    _rec_name = "gift_id"

    gift_id = fields.Many2one(
        comodel_name="customer.care.gift",
        required=True,
        ondelete="restrict",
        index=True,
    )
    company_id = fields.Many2one(
        related="gift_id.company_id", store=True, readonly=True, index=True
    )
    kind = fields.Selection(
        selection=[
            ("in", "Come in"),
            ("out", "Handed over"),
            ("count", "Counted: more or less than noted"),
        ],
        required=True,
        default="in",
    )
    quantity = fields.Integer(
        required=True, default=1, help="Below 0 where some have gone."
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Noted By",
        readonly=True,
        default=lambda self: self.env.user,
    )
    greeting_id = fields.Many2one(
        comodel_name="customer.care.greeting",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    note = fields.Char()

    _sign_right = models.Constraint(
        "CHECK(kind = 'in' AND quantity > 0 OR kind = 'out' AND quantity < 0"
        " OR kind = 'count' AND quantity != 0)",
        "What comes in is above 0; what a count changes is not 0.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what goes out goes out with a greeting, and none is below 0."""
        if not self.env.su and any(vals.get("kind") == "out" for vals in vals_list):
            self.check_access("create")
            raise UserError(
                self.env._("Gifts go out with a greeting: press Handed Over there.")
            )
        moves = super().create(vals_list)
        if not self.env.su:
            moves._check_stock()
        return moves

    def _check_stock(self):
        gifts = self.gift_id.sudo()
        take_turn(gifts)
        left = gifts._stocks()
        for gift in gifts:
            if left.get(gift.id, 0) < 0:
                raise UserError(
                    self.env._(
                        "There are fewer than 0 of “%(gift)s” then: look at the "
                        "number.",
                        gift=gift.name,
                    )
                )

    def write(self, vals):
        """Override: rows stay."""
        if not self.env.su:
            raise AccessError(
                self.env._("Movements stay as they are: enter another one.")
            )
        return super().write(vals)
