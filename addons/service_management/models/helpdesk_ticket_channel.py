from odoo import fields, models


class HelpdeskTicketChannel(models.Model):
    """A channel has one person who answers for it (SM-2.1)."""

    _inherit = "helpdesk.ticket.channel"

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner",
        domain=[("share", "=", False)],
        help="The person responsible for the requests that come in here.",
    )
