from odoo import fields, models


class ServiceHandling(models.Model):
    """One handling of a request: from registration, or from being opened again, until
    it is closed. Written by the engine only, at the end of a transaction.

    Its team, person, channel and so on are those at the end; what happens to the
    request later changes nothing of a handling that has ended.
    """

    _name = "service.handling"
    _inherit = ["service.ticket.note"]
    _description = "Handling of a Request"
    _order = "started_at desc, id desc"

    cycle = fields.Integer(
        readonly=True,
        required=True,
        default=1,
        aggregator=None,
        help="1, and one more each time that the request is opened again.",
    )
    user_id = fields.Many2one(string="Assigned To")
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
    # What came in, and how soon it was answered, is counted from the index alone.
    _started_idx = models.Index(
        "(started_on) INCLUDE (started_at, first_answer_at, company_id, team_id,"
        " ticket_id, cycle, is_counted)"
    )
    _closed_idx = models.Index("(closed_on) WHERE closed_on IS NOT NULL")
