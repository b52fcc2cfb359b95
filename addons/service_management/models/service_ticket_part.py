import functools

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.reading import of_readable, reads_all

_TICKET_OPERATION = {"read": "read"}


class ServiceTicketPart(models.AbstractModel):
    """Something that belongs to a ticket and is as visible as the ticket itself.

    Whoever may read the ticket may read its parts; whoever may change the ticket may
    add to them, as far as the access list of the model allows. One rule here instead
    of a copy of every record rule of the ticket for every part.
    """

    _name = "service.ticket.part"
    _inherit = ["guarded.mixin"]
    _description = "Part of a Ticket"

    # Conditions of rules may look at parts: whoever sees the ticket sees them.
    _seen_with_owner = True

    ticket_id = fields.Many2one(
        comodel_name="helpdesk.ticket",
        required=True,
        index=True,
        ondelete="cascade",
    )
    has_address = fields.Boolean(compute="_compute_has_address")
    company_id = fields.Many2one(
        related="ticket_id.company_id",
        store=True,
        index=True,
    )

    @api.depends("ticket_id")
    def _compute_has_address(self):
        for part in self:
            part.has_address = part.ticket_id and part.ticket_id._has_address()

    @needs_access("read")
    def action_open_ticket(self):
        """Open the ticket to which this belongs."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "helpdesk.ticket",
            "res_id": self.ticket_id.id,
            "views": [(False, "form")],
        }

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Override of `base` to search only below the tickets that the user sees.

        Who looks at few parts of many says so in the context: ``few_parts`` has the
        ticket of each looked up.
        """
        if not (self.env.su or bypass_access):
            tickets = self.env["helpdesk.ticket"].with_context(active_test=False)
            if not reads_all(tickets):
                if self.env.context.get("few_parts"):
                    readable = of_readable(tickets, "ticket_id", one_by_one=True)
                else:
                    readable = Domain("ticket_id", "in", tickets._search([]))
                domain = Domain(domain) & readable
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        """Override of `base` to ask the tickets after the access list."""
        result = super()._check_access(operation)
        if result or self.env.su or not any(self._ids):
            return result
        ticket_operation = _TICKET_OPERATION.get(operation, "write")
        tickets = self.sudo().ticket_id.sudo(False)
        allowed = tickets._filtered_access(ticket_operation)
        forbidden = self.filtered(lambda part: part.sudo().ticket_id not in allowed)
        if not forbidden:
            return None
        return forbidden, functools.partial(self._ticket_access_error, operation)

    def _ticket_access_error(self, operation):
        return AccessError(
            self.env._(
                "You are not allowed to %(operation)s this %(document)s because you "
                "have no such access to its ticket. Ask a helpdesk manager.",
                operation=operation,
                document=self._description,
            )
        )
