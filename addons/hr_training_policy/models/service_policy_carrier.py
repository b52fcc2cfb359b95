from odoo import api, models

from odoo.addons.service_policy.core.carrier import Carrier
from odoo.addons.service_policy.words.figure_words import figure_words


class ServicePolicyCarrier(models.Model):
    """Training plans carry the clauses out that they name."""

    _inherit = "service.policy.carrier"

    @api.model
    def _carriers(self, policies):
        """Override to add the training plans, with what is owed now."""
        plans = self.env["hr.training.plan"].search([("policy_ref", "!=", False)])
        by_code = {policy.code: policy for policy in policies.sudo()}
        owed, late = self._owed(plans), self._owed(plans, overdue=True)
        found = super()._carriers(policies)
        for plan in plans:
            for number in plan._clause_numbers():
                policy = by_code.get(number.partition("-")[0])
                if policy and plan.sudo().company_id in policy.company_ids:
                    found.append(
                        self._of_plan(plan, policy, number, owed, late),
                    )
        return found

    @api.model
    def _of_plan(self, plan, policy, number, owed, late):
        figures = tuple(plan._clause_figures())
        return Carrier(
            policy=policy.id,
            number=number,
            kind="training",
            name=plan.name,
            words=", ".join(figure_words(self.env, figure) for figure in figures),
            url=f"/odoo/training-plans/{plan.id}",
            model=plan._name,
            res_id=plan.id,
            company=plan.sudo().company_id.id,
            figures=figures,
            details=tuple(plan._clause_details()),
            indicator="trainings_in_time",
            part=(("plan_id", plan.id),),
            open=owed.get(plan, 0),
            broken=late.get(plan, 0),
        )

    @api.model
    def _owed(self, plans, overdue=False):
        """{plan: how many trainings are owed now} of those that the reader may see."""
        domain = [("plan_id", "in", plans.ids), ("state", "=", "open")]
        if overdue:
            domain.append(("is_overdue", "=", True))
        trainings = self.env["hr.training"]
        return dict(trainings._read_group(domain, ["plan_id"], ["__count"]))
