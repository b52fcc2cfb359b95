from odoo import models

#: What of a request says which tier its customer has.
OF_THE_TIER = {"customer_tier_id", "customer_tier_code"}


class ServiceStandards(models.AbstractModel):
    """What only customers of a tier are promised is no standard for everybody."""

    _inherit = "service.standards"

    def _rules_in_force(self, company):
        """Override to leave out rules that ask for a tier: who sees the standards does
        not learn which classes of customers there are."""
        return (
            super()
            ._rules_in_force(company)
            .filtered(lambda rule: not self._asks_for_tier(rule))
        )

    def _asks_for_tier(self, rule):
        conditions = rule._domain("domain").iter_conditions()
        return any(
            condition.field_expr.split(".")[0] in OF_THE_TIER
            for condition in conditions
        )
