from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.i18n import format_list

from odoo.addons.base_engine_tools.core.instants import to_seconds
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.reading import values_asked_for
from odoo.addons.base_engine_tools.words.dates import moment_in_words

from ..core import deadline_decision
from ..engine.readable import readable_domain
from ..words.explanation import Explanation

STATES = [
    ("running", "Running"),
    ("paused", "Paused"),
    ("breached", "Broken"),
    ("met", "Kept"),
    ("met_late", "Done late"),
    ("cancelled", "Not needed"),
]
# A change of more records than these at once is told to no page.
MOST_TOLD = 80
# Numbers of Odoo's colours, for states as the countdowns show them.
STATE_COLORS = {
    "running": 10,
    "met": 10,
    "met_late": 3,
    "breached": 1,
    "paused": 0,
    "cancelled": 0,
}


class ServiceDeadline(models.Model):
    """One promise on one record, with its clock. Written by the engine only.

    Amounts are whole seconds of the deadline's own clock (working or elapsed time). A
    deadline follows the terms under which it was made; once it has ended it is never
    changed. Whoever may read the record may read its deadlines.
    """

    _name = "service.deadline"
    _inherit = ["guarded.mixin"]
    _description = "Promise"
    _order = "due_at, id"
    _rec_name = "res_name"
    _log_access = False  # the log of events says who did what, and when

    # The record
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    res_name = fields.Char(string="Matter", readonly=True)
    cycle = fields.Integer(
        default=1, readonly=True, help="Grows each time that the record is reopened."
    )
    company_id = fields.Many2one(comodel_name="res.company", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users", string="Answers for it", readonly=True
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Customer", readonly=True
    )

    # The promise
    promise_id = fields.Many2one(
        comodel_name="service.promise", readonly=True, ondelete="restrict"
    )
    rule_id = fields.Many2one(
        comodel_name="service.deadline.rule", readonly=True, ondelete="set null"
    )
    policy_id = fields.Many2one(
        comodel_name="service.policy", readonly=True, ondelete="set null"
    )
    policy_ref = fields.Char(string="Clause", readonly=True)
    terms_id = fields.Many2one(
        comodel_name="service.deadline.terms", readonly=True, ondelete="set null"
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working hours",
        readonly=True,
        ondelete="set null",
    )
    public = fields.Boolean(string="Shown to the customer", readonly=True)

    # The clock
    state = fields.Selection(selection=STATES, required=True, readonly=True)
    is_open = fields.Boolean(string="Open", readonly=True)
    started_at = fields.Datetime(string="Started", readonly=True)
    target_at = fields.Datetime(string="Nearly due from", readonly=True)
    due_at = fields.Datetime(string="Due", readonly=True, help="Empty while paused.")
    agreed_at = fields.Datetime(string="Agreed", readonly=True)
    stopped_at = fields.Datetime(string="Ended", readonly=True)
    warned = fields.Boolean(readonly=True)
    paused_at = fields.Datetime(string="Paused since", readonly=True)
    pause_until = fields.Datetime(string="Paused until", readonly=True)
    pause_by = fields.Selection(
        selection=[
            ("rule", "Rule"),
            ("hand", "Hand"),
            ("both", "Hand, and then the rule"),
        ],
        readonly=True,
    )
    pause_spent = fields.Boolean(readonly=True)
    pause_reason_id = fields.Many2one(
        comodel_name="service.pause.reason", readonly=True, ondelete="set null"
    )
    pauses = fields.Json(
        string="Pauses that have ended",
        readonly=True,
        groups="base.group_user",
        help="Begin and end of each: what they take follows the working hours.",
    )
    paused_s = fields.Integer(string="Paused (time)", readonly=True)
    worked_s = fields.Integer(string="Time taken", readonly=True)
    overrun_s = fields.Integer(string="Overrun", readonly=True)
    kept = fields.Float(string="Kept (%)", aggregator="avg", readonly=True)
    has_verdict = fields.Boolean(
        string="Counts",
        readonly=True,
        help="It was kept, done late or broken, and counts in the share kept. A "
        "promise counts as broken from the moment at which it breaks; what was not "
        "needed, or only reminds, never counts.",
    )
    step_marks = fields.Json(readonly=True)
    failures = fields.Integer(readonly=True)
    next_event_at = fields.Datetime(readonly=True)

    event_ids = fields.One2many(
        comodel_name="service.deadline.event",
        inverse_name="deadline_id",
        string="Log",
        readonly=True,
    )
    state_color = fields.Integer(
        compute="_compute_state_color",
        help="Green for what runs or was kept, yellow for what is nearly due or was "
        "late, red for what is broken, grey for what waits.",
    )
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)
    can_stop = fields.Boolean(
        string="May be ended by hand", compute="_compute_can_stop"
    )

    _record_idx = models.Index("(res_id, res_model)")
    _next_event_idx = models.Index("(next_event_at) WHERE next_event_at IS NOT NULL")
    # What is due, and figures of a month, are counted from the index alone.
    _open_due_idx = models.Index(
        "(due_at) INCLUDE (res_model, res_id) WHERE is_open IS TRUE"
    )
    _verdict_idx = models.Index(
        "(COALESCE(due_at, stopped_at)) INCLUDE (due_at, stopped_at, company_id,"
        " state, res_model, res_id) WHERE has_verdict"
    )
    # Those that follow when hours change: what has ended does not.
    _open_calendar_idx = models.Index("(calendar_id) WHERE is_open IS TRUE")
    # Two workers that settle one record at once: the second starts anew and finds it.
    _open_unique = models.UniqueIndex(
        "(res_id, res_model, promise_id, cycle) WHERE is_open IS TRUE"
    )

    @api.depends("res_name", "promise_id")
    def _compute_display_name(self):
        for deadline in self:
            deadline.display_name = f"{deadline.promise_id.name} · {deadline.res_name}"

    @api.depends("state", "warned")
    def _compute_state_color(self):
        for deadline in self:
            nearly = deadline.state == "running" and deadline.warned
            state = "met_late" if nearly else deadline.state
            deadline.state_color = STATE_COLORS[state]

    @api.depends_context("lang", "tz")
    @api.depends("state", "due_at", "event_ids")
    def _compute_explanation(self):
        for deadline in self:
            deadline.explanation = self.env["ir.qweb"]._render(
                "service_deadline.deadline_explanation", {"lines": deadline.explain()}
            )

    @api.depends("is_open", "rule_id.stop_mode", "rule_id.allow_manual_stop")
    def _compute_can_stop(self):
        for deadline in self:
            deadline.can_stop = (
                deadline.is_open and deadline.rule_id._can_stop_by_hand()
            )

    @api.model
    def _check_unused(self, field_name, records):
        """Refuse to delete what promises refer to."""
        if self.sudo().search_count([(field_name, "in", records.ids)], limit=1):
            raise UserError(
                self.env._(
                    "%(names)s: promises were made with it. Archive it instead.",
                    names=", ".join(records.mapped("display_name")),
                )
            )

    # --- access: that of the record --------------------------------------------------

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        """Override to show the deadlines of readable records only, and to portal users
        the public ones."""
        if not self.env.su and not kwargs.get("bypass_access"):
            domain = Domain(domain)
            domain &= self._readable_domain(values_asked_for(domain, "res_model"))
        return super()._search(domain, offset, limit, order, **kwargs)

    def _check_access(self, operation):
        """Override: see :meth:`_search`."""
        result = super()._check_access(operation)
        if result or not any(self._ids) or self.env.su:
            return result
        of_models = set(self.sudo().mapped("res_model"))
        readable = self.sudo()._search(
            Domain("id", "in", self.ids) & self._readable_domain(of_models)
        )
        forbidden = self - self.browse(readable)
        if not forbidden:
            return None
        return forbidden, lambda: AccessError(
            self.env._("You may not see the promises of records that you may not see.")
        )

    @api.model
    def _readable_domain(self, model_names=None):
        """Domain of the deadlines whose records the user may read.

        :param model_names: those of the records, if known: the others' rules cost time
        """
        names = self._deadline_models()
        if model_names is not None:
            names = [name for name in names if name in model_names]
        return readable_domain(self.env, names)

    @api.model
    def _deadline_models(self):
        """Names of the models that have promises."""
        found, mixins = set(), ["service.deadline.mixin"]
        while mixins:
            for name in self.env.registry[mixins.pop()]._inherit_children:
                if name in self.env and self.env[name]._abstract:
                    mixins.append(name)
                elif name in self.env:
                    found.add(name)
        return sorted(found)

    # --- by hand ----------------------------------------------------------------------

    @needs_access("read")
    def action_pause(self, reason, until=None, note=""):
        """Let running promises wait.

        :param reason: ``service.pause.reason``
        :param datetime until: naive UTC; at the latest the maximum of the reason
        :raise UserError: when that is over already, or the rule allows no pause
        """
        for deadline in self:
            if not deadline.rule_id.sudo().allow_pause:
                raise UserError(
                    self.env._(
                        "%(promise)s does not wait: its rule allows no pause by hand.",
                        promise=deadline.display_name,
                    )
                )
        now = fields.Datetime.now()
        if until and until <= now:
            raise UserError(
                self.env._("Choose a time to come, until which the promise waits.")
            )
        if reason.max_hours:
            most = fields.Datetime.add(now, hours=reason.max_hours)
            until = min(until or most, most)
        text = " · ".join(filter(None, [reason.name, note]))

        def decide(row, seconds):
            events = deadline_decision.pause(
                row.clock, row.terms, row.time, seconds, to_seconds(until)
            )
            if any(event.kind == "pause" for event in events):
                row.set(pause_reason_id=reason.id)
            return events

        self._change_by_hand(decide, text)
        self._note_by_hand("pause", text)

    @needs_access("read")
    def action_resume(self, reason=""):
        """Let paused promises run on."""

        def decide(row, seconds):
            return deadline_decision.resume(row.clock, row.terms, row.time, seconds)

        waiting = self.filtered(lambda deadline: deadline.state == "paused")
        self._change_by_hand(decide, reason)
        waiting._note_by_hand("resume", reason)

    @needs_access("read")
    def action_stop(self, reason):
        """Say by hand that promises are done, for example after a phone call.

        :raise UserError: without a reason, or when their rules do not allow it
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Say what was done: it goes into the log."))
        for deadline in self.filtered("is_open"):
            if not deadline.rule_id._can_stop_by_hand():
                raise UserError(
                    self.env._(
                        "%(promise)s cannot be ended by hand: it ends by itself when "
                        "it is done.",
                        promise=deadline.display_name,
                    )
                )

        def decide(row, seconds):
            return deadline_decision.stop(row.clock, row.terms, row.time, seconds)

        self._change_by_hand(decide, reason)
        self._note_by_hand("stop", reason)

    def _may_wait(self):
        """Whether the rule of the promise knows something that it waits for."""
        self.ensure_one()
        return self.sudo().rule_id.pause_domain not in (False, "", "[]")

    def _change_by_hand(self, decide, reason):
        """Apply the events that a person causes, with the reason, if he may.

        :param decide: function (row, now in seconds) -> events
        """
        self._check_may_change()
        engine = self.env["service.deadline.engine"].sudo()
        engine._change(self, decide, reason, self.env.user)

    def _note_by_hand(self, kind, reason):
        """Leave a note where the record is discussed: what somebody did, and why.

        :param kind: "pause", "resume" or "stop"; promises that did not follow are not
            named
        """
        followed = {
            "pause": lambda deadline: deadline.state == "paused",
            "resume": lambda deadline: deadline.state != "paused",
            "stop": lambda deadline: not deadline.is_open,
        }
        done = self.filtered(followed[kind])
        for (model_name, until), deadlines in done.grouped(
            lambda deadline: (deadline.res_model, deadline.pause_until)
        ).items():
            bodies = {
                res_id: self._note_text(kind, mine, until, reason)
                for res_id, mine in deadlines.grouped("res_id").items()
            }
            records = self.env[model_name].browse(bodies)
            records._message_log_batch(bodies=bodies)

    def _note_text(self, kind, deadlines, until, reason):
        names = format_list(self.env, deadlines.promise_id.mapped("name"))
        if kind == "pause":
            end = until and moment_in_words(self.env, until, self.env.tz.zone)
            text = (
                self.env._("Paused until %(end)s: %(what)s", end=end, what=names)
                if end
                else self.env._("Paused: %(what)s", what=names)
            )
        elif kind == "resume":
            text = self.env._("Resumed: %(promises)s", promises=names)
        else:
            text = self.env._("Done by hand: %(promises)s", promises=names)
        return Markup("<br/>").join(filter(None, [text, reason]))

    def _check_may_change(self):
        """Who may write the record may pause or end its promises."""
        for model_name, deadlines in self.grouped("res_model").items():
            records = self.env[model_name].browse(deadlines.mapped("res_id"))
            records.check_access("write")

    @api.readonly
    @needs_access("read")
    def action_open_record(self):
        """Open the record that the promise concerns."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    @api.model
    def _dimensions(self):
        """Columns by which promises are analysed, filled by the records'
        ``_deadline_dimensions``; add-ons add theirs."""
        return ("company_id", "partner_id")

    # --- for the engine ---------------------------------------------------------------

    @api.model
    def _recheck(self, domain):
        """Let the job look at open deadlines of a domain as soon as it can.

        :return: how many
        """
        deadlines = self.search(Domain(domain) & Domain("is_open", "=", True))
        if deadlines:
            self.env.cr.execute(
                "UPDATE service_deadline SET next_event_at = %s WHERE id = ANY(%s)",
                [fields.Datetime.now(), deadlines.ids],
            )
            deadlines.invalidate_recordset(["next_event_at"], flush=False)
            self._wake_engine()
        return len(deadlines)

    @api.model
    def _recheck_people(self):
        """Somebody else may answer for promises, whose own hours count."""
        self._recheck([("rule_id.calendar_source", "=", "responsible")])

    @api.model
    def _wake_engine(self):
        cron = self.env.ref(
            "service_deadline.ir_cron_deadline_engine", raise_if_not_found=False
        )
        if cron:
            cron.sudo()._trigger()

    @api.model
    def _tell_pages(self, records):
        """Tell the open pages of some records that their promises have changed.

        Pages of records that change by the hundred find it when they are looked at.

        :param records: {(model name, id), …}
        """
        if len(records) > MOST_TOLD:
            return
        for model_name, res_id in sorted(records):
            if model_name not in self.env:
                continue  # its add-on is gone, and its pages with it
            self.env["bus.bus"]._sendone(
                (self.env[model_name].browse(res_id), "promises"),
                "service_deadline/changed",
                {"model": model_name, "id": res_id},
            )

    def _strip_item(self):
        """The promise as the strip on the record shows it (UTC server strings)."""
        self.ensure_one()
        text = fields.Datetime.to_string
        running = self.is_open and self.state != "breached"
        return {
            "id": self.id,
            "name": self.promise_id.name,
            "promise": self.promise_id.code,
            "icon": self.promise_id.icon,
            "state": self.state,
            "warned": self.warned,
            "due": text(self.due_at),
            "target": text(self.target_at),
            "started": text(self.started_at),
            "stopped": text(self.stopped_at),
            "pause_until": text(self.pause_until),
            "pause_reason": self.pause_reason_id.name or "",
            "overrun": self.overrun_s,
            "policy_ref": self.policy_ref or "",
            "cycle": self.cycle,
            "is_open": self.is_open,
            "can_pause": running and self.rule_id.sudo().allow_pause,
            "can_stop": self.can_stop,
        }

    def _urgency(self):
        """To sort by: what has been over for the longest comes first."""
        return self.due_at or fields.Datetime.now(), self.id

    # --- explanation ------------------------------------------------------------------

    @api.readonly
    @needs_access("read")
    def explain(self):
        """How the due time came about and what happened, in the reader's language.

        :return: [{"kind", "at" (server string or False), "text", "seconds"}, …]
        """
        self.ensure_one()
        return Explanation(self.sudo()).lines()
