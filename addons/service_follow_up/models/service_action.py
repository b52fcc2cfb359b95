from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.agreed_date import end_of_day
from .service_origin_mixin import MANAGER

STATES = [
    ("open", "To Do"),
    ("in_progress", "In Progress"),
    ("done", "Done"),
    ("effective", "Verified"),
    ("not_effective", "Not Effective"),
    ("dropped", "Dropped"),
]
UNDONE = ("open", "in_progress")
#: What was agreed: not for the owner to change.
AGREED = {"user_id", "verifier_id", "date_due", "kind_id"}
#: Steps that the dialog asks about, and in which states each is possible.
STEPS = {
    "done": UNDONE,
    "effective": ("done",),
    "not_effective": ("done",),
    "again": ("done", "not_effective"),
    "reassign": UNDONE,
    "drop": (*UNDONE, "done", "not_effective"),
}


class ServiceAction(models.Model):
    """Something that somebody has to do until a day, whatever it follows from.

    Findings, minutes, investigations and suggestions end here: one list, one promise
    ("done by the agreed date"). Where the kind asks for it, somebody else than the
    owner says after some days whether it has helped.
    """

    _name = "service.action"
    _inherit = [
        "service.deadline.office.mixin",
        "service.origin.mixin",
        "mail.activity.mixin",
    ]
    _description = "Action"
    _order = "is_over, date_due, id"
    _mail_post_access = "read"

    _deadline_start_field = "agreed_at"

    name = fields.Char(string="What Is to Be Done", required=True, tracking=True)
    description = fields.Html(string="Details")
    kind_id = fields.Many2one(
        comodel_name="service.action.kind",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self._default_kind_id(),
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self._default_company_id(),
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Owner",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        tracking=True,
    )
    verifier_id = fields.Many2one(
        comodel_name="res.users",
        string="Checked By",
        compute="_compute_verifier_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('share', '=', False), ('id', '!=', user_id)]",
        tracking=True,
        help="Says whether it has helped: never the owner.",
    )
    date_due = fields.Date(string="Agreed Date", required=True, tracking=True)
    agreed_at = fields.Datetime(
        string="Agreed On",
        compute="_compute_agreed_at",
        store=True,
        precompute=True,
        copy=False,
    )
    due_at = fields.Datetime(
        string="Due",
        compute="_compute_due_at",
        store=True,
        help="The end of the agreed day, by the clock of the company.",
    )
    state = fields.Selection(
        selection=STATES,
        required=True,
        readonly=True,
        default="open",
        index=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    is_over = fields.Boolean(compute="_compute_is_over", store=True)
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    can_do = fields.Boolean(compute="_compute_can")
    can_decide = fields.Boolean(compute="_compute_can")

    # What became of it
    started_at = fields.Datetime(string="Started", readonly=True, copy=False)
    done_at = fields.Datetime(readonly=True, copy=False)
    done_by_id = fields.Many2one(comodel_name="res.users", readonly=True, copy=False)
    result = fields.Text(string="What Was Done", readonly=True, copy=False)
    check_date = fields.Date(
        string="Effect Seen from", readonly=True, copy=False, index="btree_not_null"
    )
    verified_at = fields.Datetime(string="Checked At", readonly=True, copy=False)
    verified_by_id = fields.Many2one(
        comodel_name="res.users", string="Verdict By", readonly=True, copy=False
    )
    verdict = fields.Text(string="What the Check Shows", readonly=True, copy=False)

    @api.model
    def _default_kind_id(self):
        return self.env["service.action.kind"].search([], limit=1)

    @api.depends("user_id")
    def _compute_verifier_id(self):
        """Who asks for it also looks at it; for what one asks of oneself, the next
        above."""
        for action in self:
            asks = action.create_uid or self.env.user
            if action.verifier_id and action.verifier_id != action.user_id:
                continue
            if asks == action.user_id or asks.share or asks._is_superuser():
                owner = action.user_id.with_company(action.company_id)
                asks = owner._manager() - action.user_id
            action.verifier_id = asks

    def _compute_agreed_at(self):
        """When it is made, once: by the clock of the server."""
        for action in self:
            action.agreed_at = action.agreed_at or fields.Datetime.now()

    @api.depends("date_due", "company_id")
    def _compute_due_at(self):
        for action in self:
            tz = action.company_id.resource_calendar_id.tz or "UTC"
            action.due_at = action.date_due and end_of_day(action.date_due, tz)

    @api.depends("state", "check_date")
    def _compute_is_over(self):
        for action in self:
            waits = action.state == "done" and action.check_date
            action.is_over = action.state not in UNDONE and not waits

    @api.depends("due_at", "state")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for action in self:
            undone = action.state in UNDONE
            action.is_late = undone and action.due_at and action.due_at < now

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", UNDONE) & Domain(
            "due_at", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    @api.depends("user_id", "verifier_id", "create_uid")
    @api.depends_context("uid")
    def _compute_can(self):
        writable = self._filtered_access("write")
        for action in self:
            action.can_do = not action.id or action in writable
            action.can_decide = not action.id or (
                action.can_do and action._may_decide()
            )

    @api.constrains("user_id", "verifier_id")
    def _check_verifier(self):
        for action in self:
            if action.user_id == action.verifier_id:
                raise ValidationError(
                    self.env._(
                        "%(action)s: somebody else than the owner has to check it.",
                        action=action.display_name,
                    )
                )
            if (action.user_id | action.verifier_id).filtered("share"):
                raise ValidationError(
                    self.env._("Actions are for the staff: choose one of them.")
                )

    # --- who --------------------------------------------------------------------------

    @api.model
    def _participant_domain(self):
        """Override: the owner, who checks it, who asked for it, and the owner's team
        above."""
        uid = self.env.uid
        return (
            super()._participant_domain()
            | Domain("user_id", "=", uid)
            | Domain("verifier_id", "=", uid)
            | Domain("user_id.deputy_id", "=", uid)
            | Domain("user_id.employee_ids.in_my_team", "=", True)
        )

    def _may_decide(self):
        """Whether the user may change what was agreed, and drop it: any but the
        owner."""
        return self.env.su or self.sudo().user_id != self.env.user

    def _is_verifier(self):
        """Whether the user says if it has helped: who is named, or may decide."""
        named = self.sudo().verifier_id
        if self.env.user.has_group(MANAGER) and self.sudo().user_id != self.env.user:
            return True
        return self.env.user == named if named else self._may_decide()

    # --- saving -----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Override to ask for the default kind once, not for each."""
        if any("kind_id" not in vals for vals in vals_list):
            given = self.default_get(["kind_id"])
            vals_list = [given | vals for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Override: the owner does not change what was agreed."""
        if AGREED & vals.keys():
            self._check_may_decide()
        return super().write(vals)

    def _check_may_decide(self):
        if not all(action._may_decide() for action in self):
            raise AccessError(
                self.env._(
                    "What was agreed is changed by who asked for it or leads you, not "
                    "by the owner: ask them for another date."
                )
            )

    def _deadline_facts(self):
        """Override: what only the steps write."""
        return super()._deadline_facts() | {
            "state",
            "is_over",
            "agreed_at",
            "due_at",
            "started_at",
            "done_at",
            "done_by_id",
            "result",
            "check_date",
            "verified_at",
            "verified_by_id",
            "verdict",
        }

    # --- steps ------------------------------------------------------------------------

    @needs_access("write")
    def action_start(self):
        """Somebody is at it."""
        todo = self.filtered(lambda action: action.state == "open")
        todo._note_facts({"state": "in_progress", "started_at": fields.Datetime.now()})

    @needs_access("read")
    def action_step(self):
        """Ask what a step needs: which one is in the context (``default_step``)."""
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "service.action.step",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_action_ids": self.ids,
                "default_step": self.env.context.get("default_step", "done"),
            },
        }

    def _check_step(self, step):
        self.check_access("write")
        for action in self:
            if action.state not in STEPS[step]:
                raise UserError(
                    self.env._(
                        "%(action)s: this is not possible any more.",
                        action=action.display_name,
                    )
                )

    def _finish(self, text):
        """It is done; after the days of its kind somebody looks whether it helped."""
        self._check_step("done")
        now = fields.Datetime.now()
        today = fields.Date.context_today(self)
        for kind, actions in self.grouped("kind_id").items():
            wait = timedelta(days=kind.check_days)
            actions._note_facts(
                {
                    "state": "done",
                    "done_at": now,
                    "done_by_id": self.env.uid,
                    "result": text,
                    "check_date": kind.is_checked and today + wait,
                }
            )
        self._tell_origins(text)

    def _verify(self, state, text):
        """Say whether it has helped."""
        self._check_step(state)
        if not all(action._is_verifier() for action in self):
            raise AccessError(
                self.env._("Whether it has helped is said by whoever checks it.")
            )
        self._note_facts(
            {
                "state": state,
                "verified_at": fields.Datetime.now(),
                "verified_by_id": self.env.uid,
                "verdict": text,
            }
        )

    def _begin_again(self, day, text):
        """It has to be done again, until another day: a new promise."""
        self._check_step("again")
        self._check_may_decide()
        self._log_reason(text)
        self._note_facts(
            {
                "state": "open",
                "started_at": False,
                "done_at": False,
                "done_by_id": False,
                "check_date": False,
                "verified_at": False,
                "verified_by_id": False,
                "date_due": day,
            }
        )

    def _reassign(self, user, day, text):
        """Somebody else does it, or until another day."""
        self._check_step("reassign")
        self._check_may_decide()
        self._log_reason(text)
        values = {"user_id": user.id} if user else {}
        self.write(values | ({"date_due": day} if day else {}))

    def _drop(self, text):
        """It is not needed any more."""
        self._check_step("drop")
        self._check_may_decide()
        self._log_reason(text)
        self._note_facts({"state": "dropped"})
        self._tell_origins(text)

    def _tell_origins(self, text):
        """The records that the actions follow from hear that these are over."""
        for model, actions in self.grouped("res_model").items():
            records = self.env.get(model)
            if hasattr(records, "_on_action_over"):
                origins = records.sudo().browse(actions.mapped("res_id")).exists()
                origins._on_action_over(text)

    def _log_reason(self, text):
        if text:
            self._message_log_batch(bodies=dict.fromkeys(self.ids, text))

    # --- promises ---------------------------------------------------------------------

    def _deadline_is_closed(self):
        return self.is_over

    def _deadline_team_leader(self):
        """Override: who checks it stands in."""
        return self.verifier_id

    @api.model
    def _deadline_done_domain(self):
        return "[('done_at', '!=', False)]"
