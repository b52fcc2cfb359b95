from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .service_followup_mixin import VERDICTS


class ServiceCallback(models.Model):
    """A call-back after the result: who asked whom, when, how, and the verdict.

    A result that is not accepted raises the severity and opens the ticket again
    (CM-2.4). A call that nobody answered is recorded too, without a verdict; it does
    not count as a call-back.
    """

    _name = "service.callback"
    _description = "Call-back"
    _inherit = ["service.ticket.part"]
    _order = "done_at desc, id desc"
    _rec_name = "done_at"

    done_at = fields.Datetime(
        string="When",
        required=True,
        default=fields.Datetime.now,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Made By",
        readonly=True,
        default=lambda self: self.env.user,
        help="Empty when the customer answered in the portal.",
    )
    channel_id = fields.Many2one(
        comodel_name="helpdesk.ticket.channel",
        string="How",
    )
    contact_name = fields.Char(
        string="Spoken To",
    )
    reached = fields.Boolean(
        string="Customer Reached",
        default=True,
    )
    verdict = fields.Selection(
        selection=VERDICTS,
    )
    remarks = fields.Text()

    _reached_has_verdict = models.Constraint(
        "CHECK(reached = (verdict IS NOT NULL))",
        "A call-back that reached the customer needs the customer's verdict; "
        "one that did not reach the customer has none.",
    )

    @api.model
    def _free_fields(self):
        """Override: in whose name somebody may write is a matter of record rules."""
        return {"user_id"}

    _verdict_idx = models.Index("(done_at) WHERE verdict IS NOT NULL")

    @api.constrains("done_at")
    def _check_done_at(self):
        """A call that has not been made yet would count for handlings to come."""
        now = fields.Datetime.now()
        if any(callback.done_at > now for callback in self):
            raise ValidationError(
                self.env._("A call-back is noted when it was made: correct its date.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        callbacks = super().create(vals_list)
        callbacks.filtered(lambda call: call.verdict == "not_accepted")._reject()
        return callbacks

    def _reject(self):
        """Carry out "not accepted": one severity up, and handled again (CM-2.4)."""
        # Computed fields must see the call-back before the ticket opens again: the
        # promise to call back is kept, whatever the customer says.
        if self:
            self.env.flush_all()
        for callback in self:
            ticket = callback.ticket_id
            by_customer = not callback.user_id
            reader = ticket._for_staff() if by_customer else self
            reason = reader.env._(
                "The customer does not accept the result. %(remarks)s",
                remarks=callback.remarks or "",
            )
            author = by_customer and (ticket.partner_id or ticket.company_id.partner_id)
            ticket._raise_and_reopen(reason.strip(), author or None)
