from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request
from odoo.tools import consteq

from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk
from odoo.addons.portal.controllers.portal import CustomerPortal

from ..models.service_followup_mixin import VERDICTS


def get_ticket_to_act_on(ticket_id, access_token=None):
    """Return a ticket, as superuser, that the visitor may act on as its customer.

    The customer is whoever holds the ticket's secret link, or a portal user of the
    customer's company. Followers may read, not act. Staff need the right to write.

    :raise AccessError: when the visitor may not act on this ticket
    :raise MissingError: when there is no such ticket
    """
    access_token = _possible(access_token)
    portal = CustomerPortal()
    ticket_sudo = portal._document_check_access(
        "helpdesk.ticket", ticket_id, access_token=access_token
    )
    token = ticket_sudo.access_token
    if token and access_token and consteq(token, access_token):
        return ticket_sudo
    user = request.env.user
    if user._is_internal():
        request.env["helpdesk.ticket"].browse(ticket_id).check_access("write")
    elif ticket_sudo.commercial_partner_id != user.partner_id.commercial_partner_id:
        raise AccessError(request.env._("Only the customer can do this."))
    return ticket_sudo


def _possible(token):
    """A token that may be one, or None: others can't even be compared."""
    return token if token and token.isascii() else None


class HelpdeskTicketPage(CustomerPortalHelpdesk):
    """What customers see of their ticket, and the steps that they can take."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        """Override: a link with a damaged token is one without."""
        return super()._document_check_access(
            model_name, document_id, access_token=_possible(access_token)
        )

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        """Override to tell the page which steps are open to this visitor."""
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        try:
            get_ticket_to_act_on(ticket.id, access_token)
            may_act = True
        except AccessError:
            may_act = False
        values.update(
            may_act=may_act,
            may_answer=may_act and ticket.is_callback_open,
            may_chase=may_act and not ticket.closed,
            verdicts=request.env["service.callback"]
            ._fields["verdict"]
            ._description_selection(request.env),
            notice=self._get_notice(kwargs.get("notice")),
        )
        if not may_act:
            values["closed_stages"] = values["closed_stages"].browse()
        return values

    @http.route()
    def portal_my_tickets(self, *args, **kwargs):
        """Override to name what requests are sorted and grouped by in every language.

        The host's translations know none of these words.
        """
        response = super().portal_my_tickets(*args, **kwargs)
        env = request.env
        words = {
            "searchbar_sortings": {
                "date": env._("Newest first"),
                "name": env._("By title"),
                "stage": env._("By stage"),
                "update": env._("Latest change"),
            },
            "searchbar_filters": {"all": env._("All requests")},
            "searchbar_groupby": {
                "none": env._("Not grouped"),
                "category": env._("By category"),
                "stage": env._("By stage"),
            },
            "searchbar_inputs": {
                "all": env._("Search everywhere"),
                "number": env._("Search in numbers"),
                "name": env._("Search in titles"),
            },
        }
        for bar, labels in words.items():
            choices = getattr(response, "qcontext", {}).get(bar, {})
            for key in choices.keys() & labels.keys():
                choices[key]["label"] = labels[key]
        return response

    def _get_notice(self, code):
        """Return the sentence for a code in the address of the page."""
        return {
            "thanks": request.env._("Thank you, your answer has been noted."),
            "chased": request.env._("We have reminded the colleague in charge."),
            "chased_before": request.env._(
                "The colleague in charge has been reminded a short time ago already."
            ),
            "no_verdict": request.env._(
                "Please choose one of the answers. Tell us what is wrong if you do "
                "not accept the result."
            ),
        }.get(code)

    @http.route(
        "/my/ticket/<int:ticket_id>/callback",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_ticket_callback(
        self, ticket_id, access_token=None, verdict=None, remarks="", **kw
    ):
        """Note the customer's own answer to "are you satisfied?" (CM-2.4)."""
        try:
            ticket_sudo = get_ticket_to_act_on(ticket_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        is_complete = verdict in dict(VERDICTS) and (
            verdict != "not_accepted" or remarks.strip()
        )
        if is_complete and ticket_sudo.is_callback_open:
            ticket_sudo._answer_callback(verdict, remarks.strip())
        return self._redirect_to_ticket(
            ticket_sudo, access_token, "thanks" if is_complete else "no_verdict"
        )

    @http.route(
        "/my/ticket/<int:ticket_id>/chase",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def portal_ticket_chase(self, ticket_id, access_token=None, **kw):
        """Remind the colleague in charge, once in a while."""
        try:
            ticket_sudo = get_ticket_to_act_on(ticket_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        notice = "chased" if ticket_sudo._chase() else "chased_before"
        return self._redirect_to_ticket(ticket_sudo, access_token, notice)

    def _redirect_to_ticket(self, ticket, access_token, notice):
        query = {"notice": notice}
        if access_token:
            query["access_token"] = access_token
        return request.redirect_query(ticket.access_url, query)
