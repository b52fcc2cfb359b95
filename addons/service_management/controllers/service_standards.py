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
    def service_standards(self, service=None, **_params):
        """What the company promises; no customer's data, so no log-in is needed.

        :param service: id of a class of service, to see the standard of it alone
        """
        company = request.env.company
        published = request.env["service.standards"].sudo()
        standards = published._of_company(company)
        clauses = published._clauses_of_company(company)
        classes = published._classes_of(standards, clauses)
        chosen = classes.filtered(lambda each: str(each.id) == service)
        if chosen:
            standards, clauses = published._of_class(chosen.name, standards, clauses)
        return request.render(
            "service_management.service_standards",
            {
                "company": company,
                "page_name": "service_standards",
                "standards": standards,
                "clauses": clauses,
                "classes": classes,
                "chosen": chosen,
            },
        )
