from odoo import api, models

from ..engine.planning import plan_customers


class AdvisorAssignment(models.Model):
    """What is planned for a customer goes along to the new advisor (SM-5.2)."""

    _inherit = "advisor.assignment"

    @api.model
    def _on_assigned(self, assignments):
        """Override: greetings follow the advisor."""
        result = super()._on_assigned(assignments)
        for company, mine in assignments.sudo().grouped("company_id").items():
            plan_customers(company, mine.partner_id)
        return result
