from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class HelpdeskTicketSolve(models.TransientModel):
    """Asks what was done for the customer before a ticket is closed as solved."""

    _name = "helpdesk.ticket.solve"
    _inherit = ["checked.wizard.mixin"]
    _description = "Solve a Ticket"

    ticket_id = fields.Many2one(comodel_name="helpdesk.ticket", required=True)
    result = fields.Html(
        required=True,
        default=lambda self: self._default_result(),
        help="The customer is told it.",
    )

    def _default_result(self):
        """What is written on the ticket already."""
        ticket_id = self.env.context.get("default_ticket_id")
        return self.env["helpdesk.ticket"].browse(ticket_id).result

    @needs_access("read")
    def action_solve(self):
        """Close the ticket with the result."""
        self.ensure_one()
        self.ticket_id._solve(self.result)
        return {"type": "ir.actions.act_window_close"}
