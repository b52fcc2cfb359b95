from odoo import api, models


class ServiceDeadlineRule(models.Model):
    """Most rules of a service desk are for tickets."""

    _inherit = "service.deadline.rule"

    @api.model
    def _default_model_id(self):
        """Override of `service_deadline`."""
        return self.env["ir.model"]._get("helpdesk.ticket")
