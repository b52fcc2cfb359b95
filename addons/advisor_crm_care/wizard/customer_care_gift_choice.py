from odoo import fields, models
from odoo.exceptions import UserError


class CustomerCareGiftChoice(models.TransientModel):
    """Asks which small gift a customer gets instead of a message (SM-5.2)."""

    _name = "customer.care.gift.choice"
    _inherit = ["checked.wizard.mixin"]
    _description = "Choice of a Small Gift"

    greeting_id = fields.Many2one(
        comodel_name="customer.care.greeting",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="greeting_id.company_id")
    gift_id = fields.Many2one(
        comodel_name="customer.care.gift",
        string="Small Gift",
        domain="[('company_id', '=', company_id)]",
        ondelete="cascade",
    )
    stock = fields.Integer(related="gift_id.stock")

    def action_give(self):
        """Give it; above a limit it is approved first."""
        self._check_targets(self._fields)
        for wizard in self:
            gift = wizard.gift_id
            if not gift:
                raise UserError(self.env._("Choose a gift."))
            if gift.company_id != wizard.greeting_id.company_id:
                raise UserError(self.env._("Choose a gift of the same company."))
            wizard.greeting_id._give(gift)
        return {"type": "ir.actions.act_window_close"}
