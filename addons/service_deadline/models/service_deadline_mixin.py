from odoo import api, fields, models

from odoo.addons.base_engine_tools.core.automatic import AUTOMATIC
from odoo.addons.base_engine_tools.core.instants import to_datetime, to_seconds
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.lengths import is_usable
from .service_deadline_guard_mixin import TECHNICAL_FIELDS

NEXT_STATES = [
    ("none", "No promise"),
    ("running", "Running"),
    ("warned", "Nearly due"),
    ("paused", "Paused"),
    ("breached", "Broken"),
]
# Fields that the settling of the deadlines computes.
COMPUTED_FIELDS = (
    "next_deadline_id",
    "next_deadline_at",
    "deadline_cycle",
    "deadline_cycle_start",
    "deadline_closed",
)
NEXT_FIELDS = ("next_deadline_id", "next_deadline_at", "next_deadline_state")
REQUIRED_HOOKS = ("_deadline_company", "_deadline_user", "_deadline_calendar")
CHATTER_MODELS = ("mail.message", "mail.activity", "mail.followers", "ir.attachment")


class ServiceDeadlineMixin(models.AbstractModel):
    """Gives the records of a model the promises of the policies in force.

    Name it **first** in ``_inherit``: it is a ``mail.thread`` itself, and Python finds
    no order for a class whose bases name a base before what is built on it. First, its
    methods also go before those of the model that is extended, which they call.

    A model says who is concerned by three hooks, which it must have (else the registry
    does not load): ``_deadline_company``, ``_deadline_user``, ``_deadline_calendar``.
    Nothing is guessed from the names of fields. The other ``_deadline_…`` hooks have
    answers that do for many models.

    The promises follow every change by the ORM's own recomputation: the next promise is
    a stored computed field, whose computation settles those of all changed records at
    once.
    """

    _name = "service.deadline.mixin"
    _inherit = [
        "service.deadline.guard.mixin",
        "service.answer.mixin",
        "service.automation.mixin",
    ]
    _description = "Record with Promises"

    _deadline_start_field = "create_date"

    deadline_ids = fields.One2many(
        comodel_name="service.deadline",
        inverse_name="res_id",
        string="Promises",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    next_deadline_id = fields.Many2one(
        comodel_name="service.deadline",
        string="Next promise",
        compute="_compute_next_deadline",
        store=True,
        copy=False,
        ondelete="set null",
        groups="base.group_user",
    )
    next_deadline_at = fields.Datetime(
        string="Next due",
        compute="_compute_next_deadline",
        store=True,
        copy=False,
        help="When the earliest open promise is due. Empty while all are paused.",
        groups="base.group_user",
    )
    next_deadline_state = fields.Selection(
        selection=NEXT_STATES,
        string="State of the Promise",
        compute="_compute_next_deadline",
        store=True,
        copy=False,
        groups="base.group_user",
    )
    next_deadline_name = fields.Char(
        string="Next promise (name)",
        related="next_deadline_id.promise_id.name",
        groups="base.group_user",
    )
    deadline_cycle = fields.Integer(
        string="Cycle",
        compute="_compute_next_deadline",
        store=True,
        copy=False,
        help="Starts at 1 and grows each time that the record is reopened. 0 for what "
        "came in closed, as by an import: no promise was ever made on it.",
    )
    deadline_cycle_start = fields.Datetime(
        compute="_compute_next_deadline", store=True, copy=False
    )
    deadline_closed = fields.Boolean(
        compute="_compute_next_deadline", store=True, copy=False
    )
    deadline_count = fields.Integer(
        compute="_compute_deadline_count", groups="base.group_user"
    )
    deadline_strip = fields.Json(
        compute="_compute_deadline_strip", groups="base.group_user"
    )

    # A list in this order is read from the index, page by page, however long it is.
    _next_deadline_idx = models.Index("(next_deadline_at, id)")

    # --- computation ------------------------------------------------------------------

    @api.depends(lambda self: self._deadline_depends_fields())
    def _compute_next_deadline(self):
        """Settle the deadlines of all changed records; show the next promise of
        each."""
        saved = self
        if not all(self._ids):
            saved = self.filtered(lambda record: isinstance(record.id, int))
        if saved:
            saved._follow_cycle()
            rows = self.env["service.deadline.engine"].sudo()._settle(saved)
            saved._show_next(rows)
            saved.invalidate_recordset(["deadline_ids", "deadline_strip"], flush=False)
        for record in self - saved:
            record._show_saved()

    def _follow_cycle(self):
        """A record that is open again begins a new cycle; the old verdicts stay."""
        closed = self.filtered(lambda record: record._deadline_is_closed())
        reopened = self.filtered("deadline_closed") - closed
        if done := closed.filtered(lambda record: not record.deadline_closed):
            self.env["mail.activity"].sudo()._service_withdraw_by_hand(done)
        new = self.filtered(lambda record: not record.deadline_cycle) - reopened
        for record in reopened:
            record.deadline_cycle += 1
        reopened.deadline_cycle_start = fields.Datetime.now()
        (new & closed).deadline_cycle = 0
        (new - closed).deadline_cycle = 1
        for start, records in new.grouped(self._deadline_start_field).items():
            records.deadline_cycle_start = start
        closed.deadline_closed = True
        (self - closed).deadline_closed = False

    def _show_saved(self):
        """A form that is being edited shows what is saved, a new one no promise."""
        saved = self._origin
        for name in COMPUTED_FIELDS:
            self[name] = saved[name]
        self.next_deadline_state = saved.next_deadline_state or "none"

    def _show_next(self, rows):
        """Set the next promise of each record; equal values are set in one go.

        :param dict rows: {record id: rows of its deadlines}
        """
        shown = {record.id: _next_promise(rows[record.id]) for record in self}
        for position, name in enumerate(NEXT_FIELDS):
            values = self.grouped(lambda record, p=position: shown[record.id][p])
            for value, records in values.items():
                records[name] = value

    @api.depends("next_deadline_at", "next_deadline_state", "deadline_cycle")
    def _compute_deadline_count(self):
        counts = dict(
            self.env["service.deadline"]._read_group(
                [("res_model", "=", self._name), ("res_id", "in", self.ids)],
                ["res_id"],
                ["__count"],
            )
        )
        for record in self:
            record.deadline_count = counts.get(record.id, 0)

    @api.depends("next_deadline_at", "next_deadline_state", "deadline_cycle")
    @api.depends_context("lang", "uid")
    def _compute_deadline_strip(self):
        """All promises of the record for the strip: open ones first, then by cycle."""
        deadlines = self.env["service.deadline"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        by_record = deadlines.grouped("res_id")
        for record in self:
            mine = by_record.get(record.id, deadlines.browse())
            mine = mine.sorted(lambda d: (not d.is_open, -d.cycle, d.id))
            record.deadline_strip = [deadline._strip_item() for deadline in mine]

    def _record_link(self):
        """Address of the record, for an e-mail to the staff."""
        self.ensure_one()
        return f"{self.get_base_url()}/odoo/{self._name}/{self.id}"

    def _refresh_deadlines(self):
        """Settle the deadlines of these records with the next flush, whatever
        changed."""
        for name in NEXT_FIELDS:
            self.env.add_to_compute(self._fields[name], self)

    def unlink(self):
        """Override to take the records' promises along."""
        promises = self.env["service.deadline"].sudo()
        promises = promises.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        self.env["service.deadline.call"].sudo()._forget(self)
        res = super().unlink()
        promises.unlink()
        return res

    # --- hooks that a model must have -------------------------------------------------

    def _deadline_company(self):
        """Company whose policies and holidays count."""
        raise NotImplementedError

    def _deadline_user(self):
        """User who took the record (may be empty)."""
        raise NotImplementedError

    def _deadline_calendar(self):
        """Working hours of the team in charge (empty: those of the company)."""
        raise NotImplementedError

    def _register_hook(self):
        """Override to refuse a model that does not say who is concerned."""
        res = super()._register_hook()
        missing = [
            name
            for name in REQUIRED_HOOKS
            if getattr(type(self), name) is getattr(ServiceDeadlineMixin, name)
        ]
        if missing and not self._abstract:
            raise TypeError(
                f"{self._name} has promises (service.deadline.mixin), but does not say "
                f"who is concerned: define {', '.join(missing)}."
            )
        return res

    # --- hooks ------------------------------------------------------------------------

    @api.model
    def _deadline_depends_fields(self):
        """Fields whose change lets the deadlines be settled again: all business fields.

        Add dotted names where the rules of an extension look further.
        """
        mixin = self.env.registry["service.deadline.mixin"]
        own = set(mixin._fields) - {"deadline_reply_at"}
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and name not in own
            and name not in TECHNICAL_FIELDS
            and field.type != "one2many"
            and field.comodel_name not in CHATTER_MODELS
        ]

    def _deadline_facts(self):
        """Override of the guard: what settling computes, and when was answered."""
        facts = {"deadline_ids", "deadline_reply_at", "next_deadline_state"}
        return super()._deadline_facts() | facts | set(COMPUTED_FIELDS)

    def _deadline_start(self):
        """Instant (seconds since the epoch) from which promises of this cycle count."""
        moment = self.deadline_cycle_start or self[self._deadline_start_field]
        return to_seconds(moment) if moment and is_usable(moment) else None

    def _deadline_is_closed(self):
        """Whether the record is done; one that is open again begins a new cycle."""
        return False

    def _deadline_drop_reason(self):
        """Code of why no promise counts on the record at all, else "": see
        ``_drop_reasons`` of ``service.deadline.event``."""
        return "archived" if "active" in self._fields and not self.active else ""

    def _deadline_team_leader(self):
        """User who leads the team in charge; stands in when nobody else is there."""
        return self.env["res.users"]

    def _deadline_present(self, *choices):
        """The user who is there now, the same way for every to-do and e-mail.

        :param choices: users in the order of preference; after them come the leader of
            the team and the project manager. An absent or archived one gives way to
            the deputy, the manager, and so on. It is for the staff only, whoever a
            record names.
        :return: one user; who is at least active where everybody is away; or nobody
        """
        self.ensure_one()
        company = self._deadline_company()
        last = company.service_project_manager_id
        choices = [*choices, self._deadline_team_leader(), last]
        choices = [users.filtered(lambda user: not user.share) for users in choices]
        for users in choices:
            for user in users.sorted(lambda user: user._is_absent()):
                if present := user.with_company(company)._present():
                    return present.with_env(self.env)
        active = [users.filtered("active") for users in choices]
        return next((users[:1] for users in active if users), last.browse())

    def _deadline_end_customer_pauses(self):
        """Let promises run on that wait for the customer, who has answered.

        Those that wait by a condition of their rule follow the record.

        :return: whether there were any
        """
        waiting = self.sudo().deadline_ids.filtered(
            lambda deadline: (
                deadline.state == "paused"
                and deadline.pause_by == "hand"
                and deadline.pause_reason_id.ends_with_answer
            )
        )
        if waiting:
            waiting.action_resume(self.env._("The customer has answered."))
        return bool(waiting)

    def _deadline_department(self):
        """Department in charge: that of the user who took the record."""
        user = self._deadline_user().with_company(self._deadline_company())
        return user.sudo().employee_id.department_id

    def _deadline_pause_reason(self):
        """Reason for which a rule pauses now; empty: the one that the rule names."""
        return self.env["service.pause.reason"]

    def _deadline_dimensions(self):
        """Values by which promises are analysed: those of the columns that
        ``service.deadline._dimensions`` names."""
        return {"company_id": self._deadline_company().id}

    @api.model
    def _deadline_subjects(self):
        """Kinds of records that published promises tell apart.

        :return: [(name in the reader's language, {field: value}), …]: what conditions
            of rules on these fields are compared with
        """
        return [("", {})]

    @api.model
    def _deadline_done_domain(self):
        """Condition, as text, that a new rule offers for what ends its promise."""
        return "[]"

    def _deadline_raise_severity(self, reason):
        """Raise the severity of the record by one level, if it has one."""

    def _deadline_tell_customer(self, template):
        """Tell the customer what a template says."""
        template.send_mail(self.id, email_values={"headers": repr(AUTOMATIC)})

    # --- buttons ----------------------------------------------------------------------

    @needs_access("read")
    def action_deadline_pause(self):
        """Ask why and how long promises shall wait."""
        return self._deadline_wizard("service.deadline.pause", self.env._("Pause"))

    @needs_access("read")
    def action_deadline_stop(self):
        """Ask why a promise is done."""
        return self._deadline_wizard(
            "service.deadline.stop", self.env._("Done by hand")
        )

    @needs_access("read")
    def action_deadline_resume(self):
        """Let the paused promises of the record (or the chosen one) run on."""
        self._chosen_deadlines().filtered(lambda d: d.state == "paused").action_resume()

    @api.readonly
    @needs_access("read")
    def action_open_deadlines(self):
        """Open all promises of the record, also those of earlier cycles."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_deadline.service_deadline_action"
        )
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        return action | {"domain": domain, "context": {}}

    @needs_access("read")
    def action_escalate(self):
        """Ask whom to involve now."""
        return self._deadline_wizard(
            "service.deadline.escalate", self.env._("Escalate")
        )

    def _chosen_deadlines(self):
        chosen = self.env.context.get("default_deadline_id")
        if chosen:
            return self.env["service.deadline"].browse(chosen)
        return self.deadline_ids.filtered("is_open")

    def _deadline_wizard(self, model_name, title):
        deadlines = self._chosen_deadlines()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model_name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_deadline_ids": deadlines.ids,
                "default_res_model": self._name,
                "default_res_id": self.id,
            },
        }


def _next_promise(rows):
    """Values of :data:`NEXT_FIELDS`: the promise due first, else one that waits."""
    running = [row for row in rows if row.clock.is_open and row.clock.due]
    paused = [row for row in rows if row.clock.state == "paused"]
    first = min(running, key=lambda row: row.clock.due, default=None)
    shown = first or next(iter(paused), None)
    due = first and to_datetime(first.clock.due)
    return shown and shown.id, due, _next_state(shown)


def _next_state(row):
    """State of the next promise as the countdown shows it."""
    if row is None:
        return "none"
    clock = row.clock
    return "warned" if clock.state == "running" and clock.warned else clock.state
