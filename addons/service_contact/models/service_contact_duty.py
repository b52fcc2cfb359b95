from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from odoo.addons.base_engine_tools.core.instants import midnight, to_datetime
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.service_follow_up.core.agreed_date import end_of_day

MANAGER = "service_policy.service_policy_group_manager"
STATES = [
    ("open", "To Contact"),
    ("done", "Contacted"),
    ("skipped", "Skipped"),
    ("missed", "Not Contacted"),
    ("dropped", "Not Asked for Any More"),
]
#: Of duties for the same period, which one counts when two customers become one.
RANK = {"done": 0, "skipped": 1, "open": 2, "missed": 3}
#: What no caller writes: a duty has nothing else.
OWN_FIELDS = frozenset(
    (
        "partner_id",
        "cadence_id",
        "company_id",
        "user_id",
        "subject",
        "period_start",
        "period_end",
        "begins_at",
        "due_at",
        "value",
        "state",
        "ended_on",
        "done_at",
        "note_id",
        "agreed_note_id",
        "drop_reason",
        "is_merged",
        "is_pending",
        "tries",
        "last_try_at",
        "next_try",
    )
)
#: Rows that are prepared in one transaction.
BATCH = 1_000


class ServiceContactDuty(models.Model):
    """One customer is to be contacted in one period, by somebody (SA-2.1, CM-4.2).

    The job makes one for each customer, cadence and period; a contact note agrees on
    others, which have no cadence. It is promised until the end of the period, by the
    rules of the policies in force, and ended by a note (``service.contact.note``),
    skipped with a reason, or not asked for any more: why is in ``drop_reason``.

    What is overdue stays open during the next period, and is ended by the same contact;
    after that it was missed. Nobody enters duties by hand.
    """

    _name = "service.contact.duty"
    _inherit = ["service.deadline.office.mixin", "mail.activity.mixin"]
    _description = "Contact to Keep"
    _order = "due_at, value desc, id"
    _rec_name = "partner_id"
    _deadline_start_field = "begins_at"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Customer",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    cadence_id = fields.Many2one(
        comodel_name="service.contact.cadence",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="By",
        readonly=True,
        index="btree_not_null",
        tracking=True,
    )
    phone = fields.Char(related="partner_id.phone")
    email = fields.Char(related="partner_id.email")
    subject = fields.Char(
        string="About", readonly=True, help="What was agreed to talk about."
    )
    agenda = fields.Html(related="cadence_id.agenda")
    means_ids = fields.Many2many(related="cadence_id.means_ids")

    # When
    period_start = fields.Date(string="From", required=True, readonly=True)
    period_end = fields.Date(string="Until", required=True, readonly=True)
    begins_at = fields.Datetime(required=True, readonly=True)
    due_at = fields.Datetime(
        string="Due",
        required=True,
        readonly=True,
        help="The end of the last day, by the clock of the company.",
    )
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    value = fields.Float(
        readonly=True,
        aggregator=None,
        groups="base.group_user",
        help="What is at stake with this customer, where something tells it.",
    )

    # What became of it
    state = fields.Selection(
        selection=STATES, required=True, readonly=True, default="open", tracking=True
    )
    ended_on = fields.Date(readonly=True)
    done_at = fields.Datetime(string="Contact Noted At", readonly=True)
    note_id = fields.Many2one(
        comodel_name="service.contact.note",
        string="Contact",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    agreed_note_id = fields.Many2one(
        comodel_name="service.contact.note",
        string="Agreed With",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    drop_reason = fields.Selection(
        selection=[
            ("left", "The customer has left the segment"),
            ("archived", "The customer is archived"),
            ("changed", "The period has changed"),
            ("cadence", "The cadence is not in force"),
            ("merged", "Another one counts, as two customers became one"),
        ],
        readonly=True,
    )
    is_merged = fields.Boolean(readonly=True)
    is_pending = fields.Boolean(
        readonly=True, help="Planned; who does it and the promise follow."
    )

    # Tries
    tries = fields.Integer(readonly=True, help="How often nobody was reached.")
    last_try_at = fields.Datetime(string="Last Try", readonly=True)
    next_try = fields.Date(readonly=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    _one_per_period = models.UniqueIndex(
        "(cadence_id, partner_id, period_start)"
        " WHERE state <> 'dropped' AND NOT is_merged",
        "This customer is asked for in this period already.",
    )
    _open_idx = models.Index("(user_id, due_at) WHERE state = 'open'")
    _pending_idx = models.Index("(id) WHERE is_pending")

    @api.depends("due_at", "state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for duty in self:
            duty.is_late = duty.state == "open" and duty.due_at and duty.due_at < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", "open") & Domain(
            "due_at", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        writable = self._filtered_access("write")
        for duty in self:
            duty.can_decide = duty in writable and duty._may_decide()

    @api.depends("partner_id", "subject", "cadence_id", "period_end")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """One customer may have several: what for, and until when."""
        for duty in self:
            names = [
                duty.partner_id.display_name,
                duty.subject or duty.cadence_id.sudo().name,
                duty.period_end and format_date(self.env, duty.period_end),
            ]
            duty.display_name = " · ".join(name for name in names if name)

    # --- who may what -----------------------------------------------------------------

    def _may_decide(self):
        """Whether the user says who does it: any but whose duty it is."""
        mine = self.sudo().user_id == self.env.user
        return self.env.su or not mine or self.env.user.has_group(MANAGER)

    def _deadline_facts(self):
        """Override: only the job and the steps write anything here."""
        return super()._deadline_facts() | OWN_FIELDS

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_reached(self):
        """Somebody was reached: note what was said."""
        self.ensure_one()
        self._check_open()
        means = self.env.ref(
            "service_contact.service_contact_means_call", raise_if_not_found=False
        )
        allowed = self.means_ids
        if allowed and means not in allowed:
            means = allowed[:1]
        return self.partner_id._contact_note_action(
            default_means_id=means and means.id, default_duty_ids=[(6, 0, self.ids)]
        )

    @needs_access("write")
    def action_not_reached(self):
        """Nobody was reached: it is tried again after the days of the settings."""
        self._check_open()
        today = fields.Date.context_today(self)
        for (company, tries), duties in self.grouped(
            lambda duty: (duty.company_id, duty.tries)
        ).items():
            wait = timedelta(days=company.service_contact_retry_days)
            duties._note_facts(
                {
                    "tries": tries + 1,
                    "last_try_at": fields.Datetime.now(),
                    "next_try": today + wait,
                }
            )
            body = self.env._(
                "Not reached (try %(number)s). Next try: %(day)s.",
                number=tries + 1,
                day=format_date(self.env, today + wait),
            )
            duties._message_log_batch(bodies=dict.fromkeys(duties.ids, body))

    @needs_access("read")
    def action_step(self):
        """Ask what a step needs: which one is in the context (``default_step``)."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contacts to Keep"),
            "res_model": "service.contact.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_duty_ids": [(6, 0, self.ids)],
                "default_step": self.env.context.get("default_step", "skip"),
            },
        }

    @api.readonly
    @needs_access("read")
    def action_open_note(self):
        """Open what was noted of the contact."""
        self.ensure_one()
        return self._open(self.note_id)

    @api.readonly
    @needs_access("read")
    def action_open_partner(self):
        """Open the customer."""
        self.ensure_one()
        return self._open(self.partner_id)

    def _open(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def _check_open(self):
        for duty in self:
            if duty.state != "open":
                raise UserError(
                    self.env._(
                        "%(customer)s is not to be contacted any more for this: "
                        "reload the list.",
                        customer=duty.partner_id.display_name,
                    )
                )

    def _skip(self, reason):
        """Leave it out this time, with a reason."""
        self.check_access("write")
        self._check_open()
        self._note_facts(
            {"state": "skipped", "ended_on": fields.Date.context_today(self)}
        )
        self._message_log_batch(bodies=dict.fromkeys(self.ids, reason))

    def _reassign(self, user, reason):
        """Somebody else does it."""
        self.check_access("write")
        self._check_open()
        if user.share or not user.active:
            raise UserError(
                self.env._("Contacts are kept by the staff: choose one of them.")
            )
        if not all(duty._may_decide() for duty in self):
            raise AccessError(
                self.env._("Who keeps a contact is decided by who leads you.")
            )
        self._message_log_batch(bodies=dict.fromkeys(self.ids, reason))
        self._note_facts({"user_id": user.id})

    def _deadline_reassign(self, user, reason):
        """A step of the policy gives it to somebody else."""
        if user and user != self.user_id and self.state == "open":
            self._reassign(user, reason)

    def _finish(self, note):
        """A note ends them."""
        self.check_access("write")
        self._check_open()
        self._note_facts(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "ended_on": fields.Date.context_today(self),
                "note_id": note.id,
                "next_try": False,
            }
        )

    # --- agreed with the customer -----------------------------------------------------

    @api.model
    def _agree(self, notes):
        """Make what notes agree on: the next contact on a day, about something."""
        self.create(
            [
                {
                    "partner_id": note.partner_id.id,
                    "company_id": note.company_id.id,
                    "user_id": note.user_id.id,
                    "agreed_note_id": note.id,
                    "subject": note.next_content,
                    "period_start": note.next_date,
                    "period_end": note.next_date,
                    **self._instants(note.company_id, note.next_date, note.next_date),
                }
                for note in notes
            ]
        )

    @api.model
    def _instants(self, company, first, last):
        """When a stretch of days begins and is due, by the clock of a company."""
        tz = company.resource_calendar_id.tz or "UTC"
        return {
            "begins_at": min(fields.Datetime.now(), to_datetime(midnight(first, tz))),
            "due_at": end_of_day(last, tz),
        }

    # --- what was planned -------------------------------------------------------------

    @api.model
    def _count_pending(self):
        return self.search_count([("is_pending", "=", True)])

    @api.model
    def _settle_pending(self, limit=BATCH):
        """Say who does what was planned, and let its promise begin or end; of rows that
        no other worker holds. In superuser mode.

        :return: how many rows that were; none are left if 0
        """
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM service_contact_duty WHERE is_pending"
                " ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED",
                limit,
            )
        )
        duties = self.with_context(tracking_disable=True).browse(
            [duty_id for (duty_id,) in rows]
        )
        duties._give_out()
        duties.is_pending = False  # a change: the promises follow it
        self.env.flush_all()
        return len(duties)

    def _give_out(self):
        """Find who does what has nobody yet."""
        people = {}
        new = self.filtered(lambda duty: duty.state == "open" and not duty.user_id)
        for cadence, duties in new.grouped("cadence_id").items():
            found = cadence.role_id._contact_people(duties)
            for duty in duties:
                users = found.get(duty, cadence.user_id) | cadence.user_id
                people[duty.id] = duty._first_of_staff(users)
        for user, duties in new.grouped(lambda duty: people[duty.id]).items():
            duties.user_id = user

    def _first_of_staff(self, users):
        return users.filtered(
            lambda user: (
                user.active and not user.share and self.company_id in user.company_ids
            )
        )[:1]

    # --- two customers become one -----------------------------------------------------

    @api.model
    def _before_merge(self, partners):
        """Let one duty of each cadence and period count; the others stay as history.

        :return: those that do not count any more
        """
        rows = self.search([("partner_id", "in", partners.ids)])
        rows = rows.filtered(lambda duty: duty.state != "dropped" and duty.cadence_id)
        rows = rows.filtered(lambda duty: not duty.is_merged)
        others = self.browse()
        for same in rows.grouped(
            lambda duty: (duty.cadence_id, duty.period_start)
        ).values():
            ranked = same.sorted(lambda duty: (RANK[duty.state], duty.id))
            others |= ranked[1:]
        others.write({"is_merged": True})
        self.env.flush_all()
        return others

    def _after_merge(self):
        """What was open and does not count any more is not asked for, either."""
        duties = self.exists().filtered(lambda duty: duty.state == "open")
        duties.write(
            {
                "state": "dropped",
                "drop_reason": "merged",
                "ended_on": fields.Date.context_today(self),
            }
        )

    # --- promises ---------------------------------------------------------------------

    def _deadline_customer(self):
        """Contact for whom it is."""
        return self.partner_id

    def _deadline_is_closed(self):
        return self.state != "open"

    @api.model
    def _deadline_done_domain(self):
        return "[('state', '=', 'done')]"
