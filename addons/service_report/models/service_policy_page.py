from dataclasses import replace

from odoo import api, models


class ServicePolicyPage(models.AbstractModel):
    """Beside the figures of the clauses stand the targets of the company (SA-4.4)."""

    _inherit = "service.policy.page"

    @api.model
    def _entries(self, version):
        """Override to read the targets, once."""
        model = self.env["service.indicator.target"]
        limits = {}
        if model.has_access("read"):
            this, _last = self._months()
            in_force = model._in_force(self.env.company, this)
            limits = {
                code: target.limit
                for (code, scope, _part), target in in_force.items()
                if scope == "company"
            }
        page = self.with_context(indicator_limits=limits)
        return super(ServicePolicyPage, page)._entries(version)

    def _line(self, carrier, figures):
        """Override: a carrier with a target of its own keeps it."""
        limits = self.env.context.get("indicator_limits", {})
        if carrier.target is None and not carrier.part and carrier.indicator in limits:
            carrier = replace(carrier, target=limits[carrier.indicator])
        return super()._line(carrier, figures)
