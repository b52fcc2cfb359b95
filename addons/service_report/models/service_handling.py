from odoo import fields, models


class ServiceHandling(models.Model):
    """One handling of a request: from registration, or from being opened again, until
    it is closed. Written by the engine only, at the end of a transaction.

    Its team, person, channel and so on are those at the end; what happens to the
    request later changes nothing of a handling that has ended.
    """

    _name = "service.handling"
    _inherit = ["service.ticket.part"]
    _description = "Handling of a Request"
    _order = "started_at desc, id desc"
    _rec_name = "ticket_id"

    ticket_id = fields.Many2one(readonly=True)
    company_id = fields.Many2one(
        related=None, comodel_name="res.company", readonly=True
    )
    cycle = fields.Integer(
        readonly=True,
        required=True,
        default=1,
        aggregator=None,
        help="1, and one more each time that the request is opened again.",
    )
    team_id = fields.Many2one(comodel_name="helpdesk.ticket.team", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Assigned To", readonly=True
    )
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
    started_at = fields.Datetime(string="Began", readonly=True)
    started_on = fields.Date(readonly=True, help="Local date of the company.")
    first_answer_at = fields.Datetime(string="First Answer", readonly=True)
    answer_count = fields.Integer(string="Answers", readonly=True)
    handover_count = fields.Integer(string="Hand-overs", readonly=True)
    closed_at = fields.Datetime(string="Closed", readonly=True)
    closed_on = fields.Date(readonly=True, help="Local date of the company.")
    is_counted = fields.Boolean(
        string="Counts",
        readonly=True,
        help="Not what was declined, repeats another request, was taken back by the "
        "customer, or is not carried out.",
    )

    _once = models.UniqueIndex("(ticket_id, cycle)")
    _started_idx = models.Index("(started_on)")
    _closed_idx = models.Index("(closed_on) WHERE closed_on IS NOT NULL")
