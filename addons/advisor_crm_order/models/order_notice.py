from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access

EVENTS = [
    ("planned", "Confirmed"),
    ("reached", "Milestone reached"),
    ("part", "Part of it shipped"),
    ("moved", "Another day"),
    ("problem", "A problem"),
    ("solved", "Problem settled"),
    ("cancelled", "Cancelled"),
]
STATES = [
    ("waiting", "To Be Told"),
    ("sent", "Told"),
    ("by_hand", "Told by a Person"),
    ("failed", "Could Not Be Told"),
    ("left_out", "Not Wanted"),
    ("withdrawn", "Withdrawn"),
]
REASONS = [
    ("no_address", "There is no e-mail address."),
    ("no_number", "There is no phone number for a text message."),
    ("archived", "The customer is archived."),
    ("sms", "The text message was not delivered."),
    ("error", "The message could not be made: see the log of the server."),
]


class OrderNotice(models.Model):
    """Something that a customer is told of an order: what, when, by which means.

    What happens within some minutes is told in one message; what is not told yet when
    the run of the job is cut off is told by the next one, and nothing twice, because a
    message and its row are written together. A changed day has a promise: told before
    the old one is over.
    """

    _name = "order.notice"
    _inherit = ["service.deadline.office.mixin", "order.of.order.mixin"]
    _description = "News of an Order"
    _order = "wanted_at desc, id desc"
    _rec_name = "order_id"
    _mail_post_access = "read"

    _deadline_start_field = "wanted_at"

    order_id = fields.Many2one(
        comodel_name="sale.order",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    partner_id = fields.Many2one(related="order_id.partner_id", string="Customer")
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    milestone_id = fields.Many2one(
        comodel_name="order.milestone",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    action_id = fields.Many2one(
        comodel_name="service.action",
        string="Problem",
        readonly=True,
        ondelete="cascade",
        index="btree_not_null",
    )
    event = fields.Selection(selection=EVENTS, required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Followed By", readonly=True
    )
    old_date = fields.Date(string="Promised until Now", readonly=True)
    wanted_at = fields.Datetime(string="Happened On", readonly=True)
    send_at = fields.Datetime(string="To Be Told On", readonly=True)
    tell_by_at = fields.Datetime(
        string="Told at the Latest",
        readonly=True,
        help="The end of the day that the customer knows so far.",
    )
    state = fields.Selection(
        selection=STATES, required=True, readonly=True, default="waiting"
    )
    reason = fields.Selection(selection=REASONS, string="Why Not Told", readonly=True)
    means = fields.Selection(
        selection=[("mail", "E-mail"), ("sms", "Text message"), ("both", "Both")],
        readonly=True,
    )
    sent_at = fields.Datetime(string="Told On", readonly=True)
    message_id = fields.Many2one(
        comodel_name="mail.message", readonly=True, ondelete="set null"
    )

    _waiting_idx = models.Index("(send_at) WHERE state = 'waiting'")
    _once_uniq = models.UniqueIndex(
        "(milestone_id, event) WHERE state = 'waiting' AND milestone_id IS NOT NULL",
        "This is being told already.",
    )

    # --- what is to be told -----------------------------------------------------------

    @api.model
    def _prepare(self, order, event):
        """Values of a row; what is already waiting is told together."""
        now = fields.Datetime.now()
        wait = timedelta(minutes=order.company_id.order_news_minutes)
        return {
            "order_id": order.id,
            "company_id": order.company_id.id,
            "user_id": (order.watch_user_id or order.user_id).id,
            "event": event,
            "wanted_at": now,
            "send_at": now if event == "planned" else now + wait,
        }

    @api.model
    def _add(self, milestones, event):
        """Let the customer be told of milestones; in superuser mode.

        What waits already is not told a second time. A new day is told before the old
        one is over, even if that is sooner than the news would wait.
        """
        waiting = self.search(
            [
                ("milestone_id", "in", milestones.ids),
                ("event", "=", event),
                ("state", "=", "waiting"),
            ]
        )
        rows = []
        for milestone in milestones - waiting.milestone_id:
            row = self._prepare(milestone.order_id, event)
            row["milestone_id"] = milestone.id
            if event == "moved":
                row["old_date"] = milestone.date_promised
                row["tell_by_at"] = milestone.due_at
                hour = timedelta(hours=1)
                latest = max(milestone.due_at - hour, row["wanted_at"])
                row["send_at"] = min(row["send_at"], latest)
            rows.append(row)
        notices = self.create(rows)
        if notices:
            self._wake(min(notices.mapped("send_at")))
        return notices

    @api.model
    def _add_problem(self, action, order, event):
        """Let the customer be told of a problem or its end; in superuser mode."""
        notice = self.create(self._prepare(order, event) | {"action_id": action.id})
        self._wake(notice.send_at)

    @api.model
    def _wake(self, moment):
        job = self.env.ref("advisor_crm_order.ir_cron_order", raise_if_not_found=False)
        if job:
            job.sudo()._trigger(moment)

    @api.model
    def _withdraw(self, milestones):
        """Nobody is told any more what has not been told and is not true any more."""
        self.search(
            [
                ("milestone_id", "in", milestones.ids),
                ("state", "in", ("waiting", "failed")),
            ]
        ).write({"state": "withdrawn"})

    # --- what a person does -----------------------------------------------------------

    @needs_access("write")
    def action_told(self):
        """A person has told the customer, by phone for example."""
        if any(notice.state not in ("failed", "waiting") for notice in self):
            raise UserError(self.env._("The customer has been told of this already."))
        self._note_facts({"state": "by_hand", "sent_at": fields.Datetime.now()})
        self.sudo()._on_told()

    @needs_access("write")
    def action_retry(self):
        """Try again, after the address was put right."""
        if any(notice.state != "failed" for notice in self):
            raise UserError(self.env._("Only what could not be told is tried again."))
        self._note_facts(
            {"state": "waiting", "reason": False, "send_at": fields.Datetime.now()}
        )
        self._wake(fields.Datetime.now())

    @api.readonly
    @needs_access("read")
    def action_open_order(self):
        """Open the order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    def _on_told(self):
        """The day that was told is the promised one from now on."""
        moved = self.filtered(lambda one: one.event == "moved").milestone_id
        for day, mine in moved.grouped("date_expected").items():
            mine.date_promised = day

    # --- promises ---------------------------------------------------------------------

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | {
            "order_id",
            "company_id",
            "milestone_id",
            "action_id",
            "event",
            "user_id",
            "old_date",
            "wanted_at",
            "send_at",
            "tell_by_at",
            "state",
            "reason",
            "means",
            "sent_at",
            "message_id",
        }

    def _deadline_customer(self):
        """Override: the customer of the order."""
        return self.order_id.partner_id

    def _deadline_is_closed(self):
        return self.state not in ("waiting", "failed")
