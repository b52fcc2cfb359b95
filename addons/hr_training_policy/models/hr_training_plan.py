import re

from odoo import api, fields, models

from odoo.addons.service_policy.core.figures import AT_MOST, EVERY, Figure

#: Like CS-3.2; a plan may name several.
NUMBER = re.compile(r"([A-Z]+)-\d+(?:\.\d+)*")


class HrTrainingPlan(models.Model):
    """A training plan carries out the clauses that it names (CS-3.2, CS-6.6, SM-3.1).

    How often it comes round is compared with the wording of the clause, whenever one of
    the two is edited.
    """

    _name = "hr.training.plan"
    _inherit = ["hr.training.plan", "service.policy.carried.mixin"]

    policy_id = fields.Many2one(
        comodel_name="service.policy",
        compute="_compute_policy_id",
        help="That of the first clause.",
    )

    @api.depends("policy_ref")
    def _compute_policy_id(self):
        by_code = {policy.code: policy.id for policy in self._clause_policies()}
        for plan in self:
            codes = (number.partition("-")[0] for number in plan._clause_numbers())
            plan.policy_id = next((by_code[it] for it in codes if it in by_code), False)

    def _clause_numbers(self):
        """Numbers of the clauses that this plan carries out."""
        self.ensure_one()
        return [match[0] for match in NUMBER.finditer(self.policy_ref or "")]

    def _clause_policies(self):
        """Override of the mixin: a plan may name clauses of several policies."""
        codes = {
            match[1]
            for plan in self
            for match in NUMBER.finditer(plan.policy_ref or "")
        }
        policies = self.env["service.policy"].sudo().with_context(active_test=False)
        return policies.search([("code", "in", sorted(codes))]) if codes else policies

    def _clause_figures(self):
        """Override of the mixin: how often it comes round, if it does."""
        self.ensure_one()
        if not self.every_months:
            return []
        return [Figure(self.every_months, self.every_months, "month", EVERY)]

    def _clause_details(self):
        """How many days people have: a wording need not name it."""
        self.ensure_one()
        if not self.first_days:
            return []
        return [Figure(self.first_days, self.first_days, "day", AT_MOST)]

    @api.model
    def _clause_figure_fields(self):
        """Override of the mixin."""
        return super()._clause_figure_fields() | {
            "active",
            "company_id",
            "every_months",
            "first_days",
            "name",
        }
