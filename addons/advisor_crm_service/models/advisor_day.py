from odoo import api, models
from odoo.fields import Domain

#: Requests that are shown; the list has the others.
MOST = 12


class AdvisorDay(models.AbstractModel):
    """Open requests of the own customers are a part of the day (SA-2.4)."""

    _inherit = "advisor.day"

    @api.model
    def _parts(self):
        """Override to add requests, below the promises of one's own."""
        return [*super()._parts(), (15, "_part_requests")]

    @api.model
    def _part_requests(self):
        """Requests of the own customers that others handle, what is due first on top.

        What the user is in charge of stands among the promises. The clocks are those of
        the requests: no others are kept here.
        """
        tickets = self.env["helpdesk.ticket"]
        served = self.env["advisor.assignment"].sudo()
        mine = served._search(
            served._care_assignments()
            & Domain("company_id", "in", self.env.companies.ids)
        )
        found = tickets.search(
            tickets._of_customers(mine)
            & Domain("closed", "=", False)
            & Domain("user_id", "!=", self.env.uid),
            order="next_deadline_at, id",
            limit=MOST,
        )
        rows = [self._request_row(ticket) for ticket in found]
        title = self.env._("Requests of Your Customers")
        return self._part("requests", title, rows, "fa-life-ring")

    @api.model
    def _request_row(self, ticket):
        tones = {"breached": "danger", "warned": "warning"}
        in_charge = ticket.sudo().user_id.name
        return {
            "id": ticket.id,
            "model": ticket._name,
            "title": ticket.name,
            "subtitle": self._joined(
                ticket.partner_id.display_name,
                ticket.next_deadline_name or ticket.stage_id.name,
                in_charge or self.env._("nobody yet"),
            ),
            "due": ticket.next_deadline_at,
            "tone": tones.get(ticket.next_deadline_state, ""),
            "actions": [
                *self._reach(ticket.partner_id),
                {"label": self.env._("Open"), "action": self._form(ticket)},
            ],
        }
