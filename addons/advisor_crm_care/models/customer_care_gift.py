from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.turns import take_turn


class CustomerCareGift(models.Model):
    """A kind of small gift, what one costs, and how many there are (SM-5.2)."""

    _name = "customer.care.gift"
    _description = "Small Gift"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(required=True, help="Of one, as budgets count it.")
    move_ids = fields.One2many(
        comodel_name="customer.care.gift.move",
        inverse_name="gift_id",
        string="Movements",
    )
    stock = fields.Integer(
        string="In Stock", compute="_compute_stock", help="The sum of the movements."
    )

    _cost_positive = models.Constraint("CHECK(cost >= 0)", "A gift costs 0 or more.")

    @api.depends("move_ids.quantity")
    def _compute_stock(self):
        sums = self._stocks()
        for gift in self:
            gift.stock = sums.get(gift._origin.id, 0)

    def _stocks(self):
        """How many there are of each: {id: count}."""
        moves = self.env["customer.care.gift.move"].sudo()
        rows = moves._read_group(
            [("gift_id", "in", self._origin.ids)], ["gift_id"], ["quantity:sum"]
        )
        return {gift.id: total for gift, total in rows}

    def _move(self, kind, quantity, greeting=None):
        """Put some in, or take some out; in superuser mode.

        Of two who take the last one at once, the second is told that there is none.
        """
        self.ensure_one()
        take_turn(self)
        if self._stocks().get(self.id, 0) + quantity < 0:
            raise UserError(
                self.env._(
                    "There is no “%(gift)s” left: have some bought, and enter that "
                    "they have come.",
                    gift=self.name,
                )
            )
        return self.env["customer.care.gift.move"].create(
            {
                "gift_id": self.id,
                "kind": kind,
                "quantity": quantity,
                "greeting_id": greeting and greeting.id,
                "user_id": self.env.uid,
            }
        )
