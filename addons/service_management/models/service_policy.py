from markupsafe import Markup

from odoo import api, fields, models


class ServicePolicy(models.Model):
    """A policy shows how problems are handled under it, and by whom (CS-7.3)."""

    _inherit = "service.policy"

    flow_html = fields.Html(
        string="Flow Chart", compute="_compute_flow_html", sanitize=False
    )

    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_flow_html(self):
        for policy in self:
            policy.flow_html = policy._flow_charts()

    def _flow_charts(self):
        """The flow charts of the policy, each with the name of its class."""
        self.ensure_one()
        if not self.id:
            return False
        charts = self.env["service.flow.chart"]._charts(self)
        if not charts:
            return False
        return self.env["ir.qweb"]._render(
            "service_management.flow_charts",
            {"charts": [(name, list(map(Markup, parts))) for name, parts in charts]},
        )
