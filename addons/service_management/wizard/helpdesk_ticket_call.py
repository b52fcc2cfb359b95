from odoo import fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access


class HelpdeskTicketCall(models.TransientModel):
    """Notes a call to the customer: who was reached has been contacted."""

    _name = "helpdesk.ticket.call"
    _inherit = ["checked.wizard.mixin"]
    _description = "Call to a Customer"

    ticket_id = fields.Many2one(comodel_name="helpdesk.ticket", required=True)
    partner_name = fields.Char(related="ticket_id.partner_name")
    partner_phone = fields.Char(related="ticket_id.partner_phone")
    reached = fields.Boolean(string="Customer Reached", default=True)
    note = fields.Text(required=True)

    @needs_access("read")
    def action_note(self):
        """Note the call in the history of the ticket."""
        self.ensure_one()
        self.ticket_id.check_access("write")
        self.ticket_id._note_call(self.note, self.reached)
        return {"type": "ir.actions.act_window_close"}
