from odoo import http
from odoo.http import request
from odoo.tools.image import image_data_uri

from odoo.addons.portal.controllers.portal import CustomerPortal

#: Characters of a suggestion that a customer may send.
LONGEST_NAME, LONGEST_TEXT = 200, 5000


class AdvisorPortal(CustomerPortal):
    """The customer sees the own advisor, what is promised, and the own suggestions."""

    def _prepare_portal_layout_values(self):
        """Override to name the page on the first one."""
        values = super()._prepare_portal_layout_values()
        return values | {"has_advisor": bool(self._advisor_company())}

    def _advisor_company(self):
        """The company whose advisor the customer sees, or nothing."""
        company = request.env.company.sudo()
        return company if company.advisor_in_portal else company.browse()

    @http.route(["/my/advisor"], type="http", auth="user", website=True)
    def portal_my_advisor(self, sent=None, **_kwargs):
        """Show the advisor, open promises and own suggestions."""
        return self._page(sent=bool(sent))

    def _page(self, sent=False, waits=False, name="", description=""):
        """The page, and what the customer has typed where it has to wait."""
        company = self._advisor_company()
        if not company:
            return request.redirect("/my")
        partner = request.env.user.partner_id
        values = self._prepare_portal_layout_values() | {
            "page_name": "advisor",
            "people": self._people(partner, company),
            "promises": self._promises(partner, company),
            "suggestions": request.env["customer.suggestion"]._customer_rows(partner),
            "sent": sent,
            "waits": waits,
            "typed_name": name,
            "typed_text": description,
        }
        return request.render("advisor_crm.portal_my_advisor", values)

    @http.route(
        ["/my/advisor/suggestion"],
        type="http",
        auth="user",
        methods=["POST"],
        website=True,
    )
    def portal_suggestion(self, name="", description="", **_kwargs):
        """Take in a suggestion of the customer."""
        company = self._advisor_company()
        name = " ".join(name.split())[:LONGEST_NAME]
        description = description.strip()[:LONGEST_TEXT]
        if not company or not name:
            return request.redirect("/my/advisor")
        suggestions = request.env["customer.suggestion"].sudo()
        if suggestions._has_said_enough(request.env.user.partner_id, company):
            return self._page(waits=True, name=name, description=description)
        suggestions.create(
            {
                "name": name,
                "description": description,
                "partner_id": request.env.user.partner_id.id,
                "company_id": company.id,
                "by_customer": True,
            }
        )
        return request.redirect("/my/advisor?sent=1")

    def _people(self, partner, company):
        """Advisor and backup as plain values: what a customer may know of them."""
        assignments = request.env["advisor.assignment"]
        row = assignments._advisors_of(partner, company)[partner.id]
        return [
            {
                "name": user.name,
                "is_backup": is_backup,
                "phone": user.partner_id.phone,
                "email": user.email,
                "image": user.image_128 and image_data_uri(user.image_128),
            }
            for user, is_backup in ((row.user_id, False), (row.backup_id, True))
            if user.active
        ]

    def _promises(self, partner, company):
        """Open promises that are made public, what is due first on top."""
        promises = request.env["service.deadline"].sudo()
        found = promises.search(
            [
                ("public", "=", True),
                ("is_open", "=", True),
                (
                    "partner_id.commercial_partner_id",
                    "=",
                    partner.commercial_partner_id.id,
                ),
                ("company_id", "=", company.id),
            ],
            order="due_at, id",
            limit=50,
        )
        return [
            {
                "matter": promise.res_name,
                "name": promise.promise_id.name,
                "due": promise.due_at,
                "is_paused": promise.state == "paused",
            }
            for promise in found
        ]
