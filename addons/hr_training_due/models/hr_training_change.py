from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HrTrainingChange(models.Model):
    """Something changed, so that a training is due again for everybody it is for.

    A new version of the attendance policy (CS-1.7), or a product, a process or a rule
    that HR names (CS-3, CS-6, CS-7).
    """

    _name = "hr.training.change"
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
    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        string="New Version",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
    )

    _once_per_policy = models.UniqueIndex(
        "(plan_id, policy_id) WHERE policy_id IS NOT NULL",
        "The training is due because of this version already.",
    )

    @api.depends("reason", "policy_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for change in self:
            change.display_name = change.reason or change._policy_text()

    @api.constrains("reason", "policy_id")
    def _check_reason(self):
        for change in self:
            if not (change.policy_id or (change.reason or "").strip()):
                raise ValidationError(
                    self.env._("Say what has changed: people read it.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        self.env["hr.training.plan"]._trigger()
        return changes

    def _policy_text(self):
        return self.env._(
            "New version of the rules: %(name)s", name=self.sudo().policy_id.name or ""
        )
