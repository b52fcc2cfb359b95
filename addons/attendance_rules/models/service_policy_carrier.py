from odoo import api, fields, models


class ServicePolicyCarrier(models.Model):
    """Figures of the rules of attendance carry clauses out."""

    _inherit = "service.policy.carrier"

    @api.model
    def _figure_models(self):
        """Override to add the rules of attendance."""
        return super()._figure_models() | {"attendance.policy"}

    @api.model
    def _figure_records(self, model_name, policy):
        """Override to find the version in force today in each company."""
        records = super()._figure_records(model_name, policy)
        if model_name != "attendance.policy":
            return records
        policies = self.env["attendance.policy"]
        today = fields.Date.context_today(self)
        found = {company: policies._get_policy(company, today) for company in records}
        return {company: policy for company, policy in found.items() if policy}
