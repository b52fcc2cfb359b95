from odoo import api, fields, models

from .service_callback import VERDICTS


class HelpdeskTicket(models.Model):
    """What the customer is told and asked, and how often the customer asks (CM-2.4)."""

    _inherit = "helpdesk.ticket"

    progress_ids = fields.One2many(
        comodel_name="service.progress",
        inverse_name="ticket_id",
        string="Progress Told",
    )
    last_progress_at = fields.Datetime(
        string="Last Progress Told",
        compute="_compute_last_progress_at",
        store=True,
    )
    callback_ids = fields.One2many(
        comodel_name="service.callback",
        inverse_name="ticket_id",
        string="Call-backs",
    )
    callback_done_at = fields.Datetime(
        string="Called Back On",
        compute="_compute_callback",
        store=True,
        help="When the customer was reached after the present result. Empty again "
        "when the ticket is reopened.",
    )
    callback_verdict = fields.Selection(
        selection=VERDICTS,
        string="Customer's Verdict",
        compute="_compute_callback",
        store=True,
        tracking=True,
        help="The verdict of the last call-back.",
    )
    chase_count = fields.Integer(
        string="Times Chased",
        readonly=True,
        copy=False,
    )
    last_chase_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("progress_ids.date")
    def _compute_last_progress_at(self):
        for ticket in self:
            ticket.last_progress_at = max(
                ticket.progress_ids.mapped("date"), default=False
            )

    @api.depends(
        "callback_ids.done_at",
        "callback_ids.reached",
        "callback_ids.verdict",
        "reopened_at",
    )
    def _compute_callback(self):
        """Only a call that reached the customer counts, and only for its handling."""
        for ticket in self:
            reached = ticket.callback_ids.filtered("reached").sorted("done_at")
            last = reached[-1:]
            is_current = last and (
                not ticket.reopened_at or last.done_at > ticket.reopened_at
            )
            ticket.callback_verdict = last.verdict
            ticket.callback_done_at = is_current and last.done_at
