from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceActionStep(models.TransientModel):
    """Asks what a step of an action needs: what was done, why, until when."""

    _name = "service.action.step"
    _inherit = ["checked.wizard.mixin"]
    _description = "Step of an Action"

    action_ids = fields.Many2many(
        comodel_name="service.action", string="Actions", required=True
    )
    step = fields.Selection(
        selection=[
            ("done", "It is done"),
            ("effective", "It has helped"),
            ("not_effective", "It has not helped"),
            ("again", "Do it again"),
            ("reassign", "Give it to somebody else, or agree another date"),
            ("drop", "It is not needed any more"),
        ],
        required=True,
        default="done",
    )
    text = fields.Text(string="What to Note")
    user_id = fields.Many2one(
        comodel_name="res.users", string="New Owner", domain=[("share", "=", False)]
    )
    date_due = fields.Date(string="New Date")
    will_be_checked = fields.Boolean(compute="_compute_will_be_checked")

    @api.depends("action_ids", "step")
    def _compute_will_be_checked(self):
        for wizard in self:
            kinds = wizard.action_ids.kind_id
            wizard.will_be_checked = wizard.step == "done" and any(
                kinds.mapped("is_checked")
            )

    def action_apply(self):
        """Take the step."""
        self._check_targets(self._fields)
        for wizard in self:
            text = (wizard.text or "").strip()
            if not text and wizard.step != "effective":
                raise UserError(self.env._("Write a line: others rely on it."))
            wizard._take(text)
        return {"type": "ir.actions.act_window_close"}

    def _take(self, text):
        actions = self.action_ids
        match self.step:
            case "done":
                actions._finish(text)
            case "effective" | "not_effective":
                actions._verify(self.step, text)
            case "again":
                if not self.date_due:
                    raise UserError(self.env._("Say until when it is done again."))
                actions._begin_again(self.date_due, text)
            case "reassign":
                if not (self.user_id or self.date_due):
                    raise UserError(self.env._("Choose somebody, or another date."))
                actions._reassign(self.user_id, self.date_due, text)
            case "drop":
                actions._drop(text)
