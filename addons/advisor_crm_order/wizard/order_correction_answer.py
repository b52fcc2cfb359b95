from odoo import fields, models
from odoo.exceptions import UserError


class OrderCorrectionAnswer(models.TransientModel):
    """Asks why a confirmed order was changed; one answer for all that is open."""

    _name = "order.correction.answer"
    _inherit = ["checked.wizard.mixin"]
    _description = "Reason for Changes of an Order"

    correction_ids = fields.Many2many(
        comodel_name="order.correction", string="Changes", required=True
    )
    reason_id = fields.Many2one(
        comodel_name="order.correction.reason", string="Because Of", required=True
    )
    note = fields.Char()

    def action_apply(self):
        """Note the reason."""
        self._check_targets(self._fields)
        for wizard in self:
            if not wizard.correction_ids:
                raise UserError(self.env._("There is nothing to give a reason for."))
            wizard.correction_ids._answer(wizard.reason_id, wizard.note)
        return {"type": "ir.actions.act_window_close"}
