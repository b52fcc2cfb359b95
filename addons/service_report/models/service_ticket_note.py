from odoo import api, fields, models


class ServiceTicketNote(models.AbstractModel):
    """Something noted about a request for the figures, with what it is counted by: the
    columns stay as they were then, whatever happens to the request later."""

    _name = "service.ticket.note"
    _inherit = ["service.ticket.part"]
    _description = "Note about a Request"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(readonly=True)
    company_id = fields.Many2one(
        related=None, comodel_name="res.company", readonly=True
    )
    team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one(comodel_name="res.users", readonly=True)
    department_id = fields.Many2one(
        comodel_name="hr.department", string="Department in Charge", readonly=True
    )
    channel_id = fields.Many2one(comodel_name="helpdesk.ticket.channel", readonly=True)
    class_id = fields.Many2one(
        comodel_name="service.request.class", string="Class of Request", readonly=True
    )
    complaint_kind_id = fields.Many2one(
        comodel_name="service.complaint.kind", readonly=True
    )
    customer_class_id = fields.Many2one(
        comodel_name="res.partner.category", readonly=True
    )

    @api.model
    def _dimensions(self):
        """{column of a note and of its request: model}, by what figures are told apart
        beside the company; add-ons add theirs."""
        return {
            "team_id": "helpdesk.ticket.team",
            "user_id": "res.users",
            "department_id": "hr.department",
            "channel_id": "helpdesk.ticket.channel",
            "class_id": "service.request.class",
            "complaint_kind_id": "service.complaint.kind",
            "customer_class_id": "res.partner.category",
        }
