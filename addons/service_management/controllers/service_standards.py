from odoo import http
from odoo.http import request


class ServiceStandards(http.Controller):
    """Publishes the service standards to customers (SM-4.1)."""

    @http.route(
        "/my/service-standards",
        type="http",
        auth="public",
        methods=["GET"],
        website=True,
        sitemap=True,
        readonly=True,
    )
    def service_standards(self):
        """What the company promises; no customer's data, so no log-in is needed."""
        company = request.env.company
        standards = request.env["service.standards"].sudo()._of_company(company)
        return request.render(
            "service_management.service_standards",
            {
                "company": company,
                "page_name": "service_standards",
                "standards": standards,
            },
        )
