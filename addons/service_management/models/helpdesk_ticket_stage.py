from odoo import fields, models


class HelpdeskTicketStage(models.Model):
    """What a stage means for the promises of the tickets in it."""

    _inherit = "helpdesk.ticket.stage"

    drops_promises = fields.Boolean(
        string="Drops promises",
        groups="base.group_user",
        help="Tickets end here without a solution (cancelled, rejected): their open "
        "promises count neither as kept nor as broken.",
    )
    asks_rating = fields.Boolean(
        string="Asks for a Rating",
        groups="base.group_user",
        help="Customers whose tickets come here are asked how content they are, if the "
        "company asks for ratings (SM-2.4).",
    )
    waits_for_customer = fields.Boolean(
        groups="base.group_user",
        help="The customer has to answer first: promises that may wait are paused as "
        "long as the ticket is here.",
    )
    pause_reason_id = fields.Many2one(
        comodel_name="service.pause.reason",
        string="Waits For",
        ondelete="restrict",
        help="Why tickets wait in this stage: who pauses for this reason brings them "
        "here, and the promises that are paused here say so.",
        groups="base.group_user",
    )
