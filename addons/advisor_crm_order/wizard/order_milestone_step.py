from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.days import today_of


class OrderMilestoneStep(models.TransientModel):
    """Asks for the day on which a milestone was reached, or is expected."""

    _name = "order.milestone.step"
    _inherit = ["checked.wizard.mixin"]
    _description = "Step of a Milestone"

    milestone_id = fields.Many2one(
        comodel_name="order.milestone",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    step = fields.Selection(
        selection=[
            ("move", "It is expected on another day"),
            ("reach", "It was reached earlier"),
            ("reopen", "It is not reached after all"),
        ],
        required=True,
        default="move",
    )
    date_promised = fields.Date(related="milestone_id.date_promised")
    day = fields.Date(compute="_compute_day", store=True, readonly=False)
    reason = fields.Char(string="Why (for the staff)")
    is_told = fields.Boolean(related="milestone_id.kind_id.is_told")

    @api.depends("milestone_id", "step")
    def _compute_day(self):
        for wizard in self:
            milestone = wizard.milestone_id
            if not milestone:
                wizard.day = False
            elif wizard.step == "reach":
                wizard.day = today_of(milestone.company_id)
            else:
                wizard.day = milestone.date_expected

    def action_apply(self):
        """Take the step."""
        self._check_targets(self._fields)
        for wizard in self:
            if not wizard.day:
                raise UserError(self.env._("Choose a day."))
            milestone = wizard.milestone_id
            match wizard.step:
                case "reach":
                    milestone._reach(wizard.day)
                case "reopen":
                    milestone._reopen(wizard.day)
                case _:
                    milestone._move(wizard.day, (wizard.reason or "").strip())
        return {"type": "ir.actions.act_window_close"}
