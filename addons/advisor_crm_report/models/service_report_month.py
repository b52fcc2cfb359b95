from odoo import api, models


class ServiceReportMonth(models.Model):
    """The complaints of a month are broken down by the tier of the customer, too
    (SM-5.1, SM-5.3)."""

    _inherit = "service.report.month"

    @api.model
    def _parts(self):
        """Override of `service_report`."""
        return super()._parts() | {"tier": "customer_tier_id"}

    @api.model
    def _names_of_parts(self):
        """Override of `service_report`."""
        return super()._names_of_parts() | {"tier": self.env._("Customer tier")}
