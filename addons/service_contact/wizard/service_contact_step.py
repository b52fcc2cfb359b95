from odoo import fields, models
from odoo.exceptions import UserError


class ServiceContactStep(models.TransientModel):
    """Asks what a step of contacts to keep needs: why, and who does it."""

    _name = "service.contact.step"
    _inherit = ["checked.wizard.mixin"]
    _description = "Step of Contacts to Keep"

    duty_ids = fields.Many2many(
        comodel_name="service.contact.duty", string="Contacts", required=True
    )
    step = fields.Selection(
        selection=[
            ("skip", "Leave it out this time"),
            ("reassign", "Give it to somebody else"),
        ],
        required=True,
        default="skip",
    )
    user_id = fields.Many2one(comodel_name="res.users", string="Who Does It")
    reason = fields.Text()

    def action_apply(self):
        """Take the step."""
        self._check_targets(self._fields)
        for wizard in self:
            reason = (wizard.reason or "").strip()
            if not reason:
                raise UserError(self.env._("Say why: others rely on it."))
            if wizard.step == "skip":
                wizard.duty_ids._skip(reason)
            elif not wizard.user_id:
                raise UserError(self.env._("Choose who does it."))
            else:
                wizard.duty_ids._reassign(wizard.user_id, reason)
        return {"type": "ir.actions.act_window_close"}
