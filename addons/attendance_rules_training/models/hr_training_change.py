from odoo import api, fields, models


class HrTrainingChange(models.Model):
    """A new version of the attendance policy is a change to be trained (CS-1.7)."""

    _inherit = "hr.training.change"

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

    @api.depends("policy_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Override: the version may give the name."""
        return super()._compute_display_name()

    def _reason_text(self):
        """Override: without words, the version says what has changed."""
        # The name is told to everybody who owes the training.
        policy = self.sudo().policy_id
        return super()._reason_text() or (
            policy
            and self.env._("New version of the rules: %(name)s", name=policy.name or "")
        )
