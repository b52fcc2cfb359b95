from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrTrainingChange(models.Model):
    """Something changed, so that a training is due again for everybody it is for.

    A product, a process or a rule that HR names (CS-3.2, CS-6.2, CS-7.2).
    """

    _name = "hr.training.change"
    _inherit = ["guarded.mixin"]
    _description = "Change to Be Trained"
    _order = "id desc"
    _rec_name = "reason"
    _check_company_auto = True

    plan_id = fields.Many2one(
        comodel_name="hr.training.plan",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    date = fields.Date(required=True, readonly=True, default=fields.Date.context_today)
    reason = fields.Char(
        string="What Has Changed",
        help="In the words that people read on what they owe.",
    )

    @api.depends("reason")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for change in self:
            change.display_name = change._reason_text()

    @api.constrains("plan_id", "reason")
    def _check_reason(self):
        for change in self:
            if not change._reason_text():
                raise ValidationError(
                    self.env._("Say what has changed: people read it.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        self.env["hr.training.plan"]._trigger()
        return changes

    def _reason_text(self):
        """What people read. Other add-ons say it where nobody wrote any words."""
        return (self.reason or "").strip()
