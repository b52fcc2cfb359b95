from odoo import models


class AttendancePolicy(models.Model):
    """CS-1.7: a published version is something to be trained on."""

    _inherit = "attendance.policy"

    def _on_published(self):
        """Override: trainings on the rules are due again."""
        result = super()._on_published()
        self._renew_trainings()
        return result

    def _renew_trainings(self):
        """Note the change on every training that wants it, once per version."""
        plans = self.env["hr.training.plan"].sudo().search([("on_policy", "=", True)])
        told = {(change.plan_id, change.policy_id) for change in plans.change_ids}
        self.env["hr.training.change"].sudo().create(
            [
                {"plan_id": plan.id, "policy_id": policy.id}
                for policy in self
                for plan in policy._concerned(plans)
                if (plan, policy) not in told
            ]
        )

    def _concerned(self, plans):
        """The trainings of companies in which the version counts."""
        if self.company_id:
            return plans.filtered(lambda plan: plan.company_id == self.company_id)
        own = self.env["attendance.acknowledgement"]._with_own(self)
        return plans.filtered(lambda plan: plan.company_id not in own)
