from odoo import api, models

WEEKS_PER_MONTH = 52 / 12


class CustomerTierTrial(models.Model):
    """A trial of criteria says how much of the advisors' time it would take."""

    _inherit = "customer.tier.trial"

    @api.model
    def _hours(self, company, counts):
        """Override: what the strategies ask for, beside the hours of the advisors.

        Strategies that are still drafts count, because criteria and strategies are
        prepared together. The hours of an advisor are those of the working schedule.
        """
        strategies = self.env["customer.strategy"].sudo()
        minutes = {
            strategy.tier_id: strategy.minutes_per_month
            for strategy in strategies.search([("company_id", "=", company.id)])
        }
        if not any(minutes.values()):
            return super()._hours(company, counts)
        needed = sum(minutes.get(tier, 0) * count for tier, count in counts.items())
        profiles = self.env["advisor.profile"].sudo()
        users = profiles.search([("company_id", "=", company.id)]).user_id
        employees = users.employee_ids.filtered(lambda it: it.company_id == company)
        weekly = sum(it.resource_calendar_id.hours_per_week for it in employees)
        return needed / 60, weekly * WEEKS_PER_MONTH
