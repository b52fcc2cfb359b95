from datetime import timedelta

from odoo import api, fields, models

VERDICTS = [
    ("satisfied", "Satisfied"),
    ("accepted", "Acceptable"),
    ("not_accepted", "Not accepted"),
]


class ServiceFollowupMixin(models.AbstractModel):
    """What the customer is told and asked, and how often the customer asks (CM-2.4).

    A part of the ticket: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.followup.mixin"
    _description = "Request That Is Followed Up"

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
    is_callback_open = fields.Boolean(
        compute="_compute_is_callback_open",
        help="The customer is still to be asked about the result.",
    )
    chase_count = fields.Integer(
        string="Times Chased",
        readonly=True,
        copy=False,
    )
    last_chase_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("progress_ids.date")
    def _compute_last_progress_at(self):
        told = self.filtered("progress_ids")
        (self - told).last_progress_at = False
        for ticket in told:
            ticket.last_progress_at = max(ticket.progress_ids.mapped("date"))

    @api.depends(
        "callback_ids.done_at",
        "callback_ids.reached",
        "callback_ids.verdict",
        "reopened_at",
    )
    def _compute_callback(self):
        """Only a call that reached the customer counts, and only for its handling."""
        called = self.filtered("callback_ids")
        (self - called).callback_verdict = False
        (self - called).callback_done_at = False
        for ticket in called:
            reached = ticket.callback_ids.filtered("reached").sorted("done_at")
            last = reached[-1:]
            is_current = last and (
                not ticket.reopened_at or last.done_at > ticket.reopened_at
            )
            ticket.callback_verdict = last.verdict
            ticket.callback_done_at = is_current and last.done_at

    @api.depends("stage_id", "callback_done_at", "scope")
    def _compute_is_callback_open(self):
        for ticket in self:
            ticket.is_callback_open = (
                ticket.closed
                and not ticket.stage_id.drops_promises
                and not ticket.callback_done_at
                and ticket.scope != "declined"
            )

    # === BUSINESS METHODS === #

    def _answer_callback(self, verdict, remarks):
        """Note a verdict that the customer gave without being called."""
        self.ensure_one()
        web = self.env.ref(
            "helpdesk_mgmt.helpdesk_ticket_channel_web", raise_if_not_found=False
        )
        self.env["service.callback"].create(
            {
                "ticket_id": self.id,
                "user_id": False,
                "channel_id": web and web.id,
                "contact_name": self.partner_name or self.partner_id.name,
                "verdict": verdict,
                "remarks": remarks,
            }
        )

    def _chase(self):
        """Count that the customer asks to hurry, and tell whoever is in charge.

        :return: False when the customer has asked a short time ago, or too late
        """
        self.ensure_one()
        now = fields.Datetime.now()
        pause = timedelta(minutes=self.company_id.service_chase_minutes)
        if self.closed or (self.last_chase_at and now - self.last_chase_at < pause):
            return False
        self.write({"chase_count": self.chase_count + 1, "last_chase_at": now})
        self._notify_chase()
        return True

    def _notify_chase(self):
        """Tell whoever is in charge, in the reader's language, in the customer's
        name."""
        user = self._get_person_in_charge()
        self.message_post(
            body=self._for_staff().env._(
                "The customer asks to hurry (time %(count)s).", count=self.chase_count
            ),
            author_id=(self.partner_id or self.company_id.partner_id).id,
            partner_ids=user.partner_id.ids,
        )
