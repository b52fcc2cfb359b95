from odoo import fields, models


class HelpdeskTicketStage(models.Model):
    _inherit = "helpdesk.ticket.stage"

    drops_promises = fields.Boolean(
        string="Drops promises",
        help="Tickets end here without a solution (cancelled, rejected): their open "
        "promises count neither as kept nor as broken.",
    )
