import re
from ast import literal_eval

from odoo import api, fields, models, tools
from odoo.fields import Domain

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.deadline_clock import Terms
from ..engine.rule_spec import DOMAIN_FIELDS, RuleSpec

# Fields whose value is part of what was promised: editing one makes new terms.
TERMS_FIELDS = (
    "clock",
    "unit",
    "target",
    "limit",
    "end_of_day",
    "pause_max",
    "counts",
)
# Conditions that are part of it, too: running promises keep theirs.
CONDITION_FIELDS = (
    "domain",
    "stop_mode",
    "stop_domain",
    "cancel_domain",
    "on_close",
    "pause_domain",
)
# What running promises follow at once: whether it counts, whose hours, who answers.
FOLLOWED_FIELDS = {"active", "calendar_source", "calendar_id", "role_id"}


class ServiceDeadlineRule(models.Model):
    """A promise of a written policy: for which records, from when, until when.

    The clock starts on creation, when a record first matches, or at a date of the
    record; it stops when a condition holds, on the first reply to the customer, or by
    hand. While the pause condition holds it waits. ``target`` and ``limit`` are amounts
    of ``unit`` on the chosen clock; a working day is a day of the calendar.
    """

    _name = "service.deadline.rule"
    _inherit = [
        "guarded.mixin",
        "service.rule.draft.mixin",
        "service.rule.figures.mixin",
        "service.rule.problem.mixin",
        "service.rule.sentence.mixin",
    ]
    _description = "Deadline Rule"
    _order = "policy_sequence, policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    policy_id = fields.Many2one(
        comodel_name="service.policy", required=True, ondelete="cascade", index=True
    )
    policy_sequence = fields.Integer(
        string="Order of the policy", related="policy_id.sequence", store=True
    )
    policy_ref = fields.Char(string="Clause", help="Clause of the policy, like CM-2.1.")
    promise_id = fields.Many2one(
        comodel_name="service.promise", required=True, ondelete="restrict", index=True
    )
    note = fields.Html(translate=True)

    # For which records
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Applies to",
        required=True,
        ondelete="cascade",
        domain=lambda self: [
            ("model", "in", self.env["service.deadline"]._deadline_models())
        ],
        default=lambda self: self._default_model_id(),
    )
    model_name = fields.Char(related="model_id.model", store=True, index=True)
    domain = fields.Char(string="Matching", default="[]", required=True)
    date_from = fields.Datetime(
        string="For what starts from",
        required=True,
        default=fields.Datetime.now,
        help="Older records are left alone, so a new rule does not judge the past.",
    )

    # The clock
    start_mode = fields.Selection(
        selection=[
            ("create", "On registration"),
            ("domain", "When it first matches"),
            ("date", "At a date"),
            ("call", "When an automation says so"),
        ],
        string="Starts",
        required=True,
        default="create",
    )
    start_domain = fields.Char(default="[]")
    start_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('ttype', 'in', ('date', 'datetime'))]",
    )
    stop_mode = fields.Selection(
        selection=[
            ("domain", "When it matches"),
            ("reply", "On the first reply to the customer"),
            ("manual", "By hand"),
        ],
        string="Is kept",
        required=True,
        default="domain",
    )
    stop_domain = fields.Char(default="[]")
    allow_pause = fields.Boolean(
        string="May be paused by hand",
        default=True,
        help="Somebody may let the promise wait, with a reason, for as long as the "
        "reason allows. Not for what nothing can stand in the way of, like a first "
        "answer.",
    )
    allow_manual_stop = fields.Boolean(
        string="Also by hand", help="With a reason, for example after a phone call."
    )
    cancel_domain = fields.Char(
        string="Dropped when", default="[]", help="Neither kept nor broken."
    )
    on_close = fields.Selection(
        selection=[
            ("drop", "It is not needed any more"),
            ("run", "It runs on"),
        ],
        string="When the record is closed",
        compute="_compute_on_close",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What closing means for this promise if it is neither kept nor broken by "
        "then. A call-back runs on; nobody has to be contacted any more about what is "
        "closed.",
    )
    counts = fields.Boolean(
        string="Counts in the share kept",
        default=True,
        help="Off: it only reminds. Ended in time it was not needed, which is no "
        "success.",
    )
    pause_domain = fields.Char(string="Waits while", default="[]")
    pause_reason_id = fields.Many2one(comodel_name="service.pause.reason")
    pause_max = fields.Integer(
        string="Longest pause (hours)", help="0: the maximum of the reason, if any."
    )
    carry_over = fields.Boolean(
        string="Time already worked counts",
        default=True,
        help="When this rule takes over from another one for the same promise.",
    )

    # The figures
    target = fields.Integer(
        string="First figure",
        aggregator=None,
        help="Warned at. 0: there is only the limit.",
    )
    limit = fields.Integer(required=True, default=1, aggregator=None)
    unit = fields.Selection(
        selection=[("minute", "minutes"), ("hour", "hours"), ("day", "days")],
        required=True,
        default="hour",
    )
    clock = fields.Selection(
        selection=[("elapsed", "elapsed"), ("working", "working")],
        required=True,
        default="working",
    )
    end_of_day = fields.Boolean(string="Until the end of that day")
    due_field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        string="Unless agreed",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('ttype', '=', 'datetime')]",
        help="A date and time of the record that takes the place of the limit.",
    )
    calendar_source = fields.Selection(
        selection=[
            ("team", "The team"),
            ("responsible", "Who answers for it"),
            ("company", "The company"),
            ("rule", "This rule"),
        ],
        string="Working hours of",
        required=True,
        default="team",
    )
    calendar_id = fields.Many2one(comodel_name="resource.calendar", string="Hours")

    # People
    role_id = fields.Many2one(
        comodel_name="service.role",
        string="Who answers for it",
        required=True,
        default=lambda self: self._default_role_id(),
        ondelete="restrict",
        index=True,
        domain="['|', ('model_id', '=', False), ('model_id', '=', model_id)]",
    )
    public = fields.Boolean(
        string="Shown to customers", help="On the portal, with the due time."
    )
    step_ids = fields.One2many(
        comodel_name="service.deadline.step",
        inverse_name="rule_id",
        string="Escalation",
        copy=True,
    )

    # Terms
    terms_id = fields.Many2one(
        comodel_name="service.deadline.terms", readonly=True, copy=False
    )
    deadline_count = fields.Integer(compute="_compute_deadline_count")
    outdated_count = fields.Integer(
        compute="_compute_deadline_count",
        help="Running promises that follow earlier terms of this rule.",
    )
    _figures_possible = models.Constraint(
        'CHECK("limit" >= 0 AND target >= 0 AND pause_max >= 0)',
        "A figure of a rule cannot be negative.",
    )

    @api.model
    def _default_model_id(self):
        """The records that have promises, if there is only one kind of them."""
        names = self.env["service.deadline"]._deadline_models()
        return len(names) == 1 and self.env["ir.model"]._get(names[0])

    @api.model
    def _default_role_id(self):
        """Who took the record, unless somebody has deleted this role."""
        return self.env["service.role"].search([("kind", "=", "assignee")], limit=1)

    @api.depends("start_mode")
    def _compute_on_close(self):
        """What begins later may begin with the closing, and runs on then."""
        for rule in self:
            rule.on_close = "drop" if rule.start_mode == "create" else "run"

    @api.depends("terms_id")
    def _compute_deadline_count(self):
        groups = self.env["service.deadline"]._read_group(
            [("rule_id", "in", self.ids), ("is_open", "=", True)],
            ["rule_id", "terms_id"],
            ["__count"],
        )
        for rule in self:
            counts = {terms: count for owner, terms, count in groups if owner == rule}
            rule.deadline_count = sum(counts.values())
            rule.outdated_count = rule.deadline_count - counts.get(rule.terms_id, 0)

    # --- filling in -------------------------------------------------------------------

    @api.onchange("model_id")
    def _onchange_model_id(self):
        """Offer what ends most promises on such records."""
        if self.model_id.model in self.env and self.stop_domain in (False, "[]"):
            model = self.env[self.model_id.model]
            self.stop_domain = model._deadline_done_domain()

    @api.onchange("promise_id")
    def _onchange_promise_id(self):
        """A rule that nobody has named is called after its promise."""
        self.name = self.name or self.promise_id.name

    @api.onchange("step_ids")
    def _onchange_step_ids(self):
        self.step_ids._spread()

    # --- saving ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._renew_terms()
        return rules

    def write(self, vals):
        res = super().write(vals)
        self._renew_terms()
        if FOLLOWED_FIELDS & vals.keys():
            self.env["service.deadline"].sudo()._recheck([("rule_id", "in", self.ids)])
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.env["service.deadline"]._check_unused("rule_id", self)

    def _renew_terms(self):
        """Give rules whose wording changed new terms; running deadlines keep theirs."""
        self.env.registry.clear_cache()
        for rule in self:
            values = rule._prepare_terms().to_json()
            known = (
                self.env["service.deadline.terms"]
                .sudo()
                .search([("rule_id", "=", rule.id)])
            )
            same = known.filtered(lambda t, v=values: t.values == _as_json(v))
            if not same:
                version = max(known.mapped("version"), default=0) + 1
                same = known.create(
                    {"rule_id": rule.id, "version": version, "values": values}
                )
            if rule.terms_id != same[0]:
                rule.sudo().terms_id = same[0]

    def _prepare_terms(self):
        """The wording of the rule as a plain value (:class:`Terms`)."""
        self.ensure_one()
        hours = self.pause_max or self.pause_reason_id.max_hours
        values = {name: self[name] for name in TERMS_FIELDS} | {
            "pause_max": hours * 3600,
            "steps": tuple(step._terms() for step in self.step_ids),
            "conditions": tuple((name, self[name]) for name in CONDITION_FIELDS),
        }
        return Terms(**values)

    # --- reading ---------------------------------------------------------------------

    @api.model
    @tools.ormcache("model_name", "company_id")
    def _specs_in_force(self, model_name, company_id):
        """Rules that act on a model's records of a company, the best first.

        :return: tuple of :class:`RuleSpec`
        """
        rules = self.sudo().search(self._in_force_domain(model_name, company_id))
        since = self.env["service.policy.adoption"]._since(company_id)
        return tuple(RuleSpec.of(r, since.get(r.policy_id.id)) for r in rules)

    @api.model
    @tools.ormcache("model_name")
    def _date_names(self, model_name):
        """Fields of a model from which promises count, or by which they are due."""
        rules = self.sudo().search([("model_name", "=", model_name)])
        return frozenset((rules.start_field_id | rules.due_field_id).mapped("name"))

    @api.model
    @tools.ormcache("model_name", "names")
    def _name_any(self, model_name, names):
        """Whether a rule of a model names one of some fields, now or in terms under
        which promises were made. Their texts are searched: that finds too many rather
        than too few.

        :param frozenset names: of fields
        """
        rules = self.sudo().with_context(active_test=False)
        rules = rules.search([("model_name", "=", model_name)])
        terms = self.env["service.deadline.terms"].sudo()
        terms = terms.search([("rule_id", "in", rules.ids)])
        texts = [rule[name] or "" for rule in rules for name in DOMAIN_FIELDS]
        texts += map(str, terms.mapped("values"))
        texts += (rules.start_field_id | rules.due_field_id).mapped("name")
        words = set(re.findall(r"\w+", " ".join(texts)))
        return not words.isdisjoint(names)

    @api.model
    def _in_force_domain(self, model_name, company_id):
        """Domain of the rules that act on a model's records of a company."""
        return [
            ("model_name", "=", model_name),
            ("version_id", "=", False),
            ("policy_id.company_ids", "in", company_id),
            ("policy_id.active", "=", True),
            ("promise_id.active", "=", True),
        ]

    def _domain(self, name):
        return Domain(literal_eval(self[name] or "[]"))

    def _can_stop_by_hand(self):
        """Whether a person may say that a promise under this rule is done."""
        rule = self.sudo()
        return rule.stop_mode == "manual" or rule.allow_manual_stop

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Override: what a version decides is written in its draft only."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            for name in [*self._draft_fields(), "step_ids"]:
                for node in arch.xpath(f"//field[@name='{name}']"):
                    asked = node.get("readonly")
                    either = f"is_versioned or ({asked})" if asked else "is_versioned"
                    node.set("readonly", either)
        return arch, view

    @api.readonly
    @needs_access("read")
    def action_open_deadlines(self):
        """Open the promises made under this rule."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_deadline.service_deadline_action"
        )
        return action | {"domain": [("rule_id", "=", self.id)], "context": {}}

    @needs_access("read")
    def action_apply_to_running(self):
        """Open the preview of what the present terms would change."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Apply to running promises"),
            "res_model": "service.deadline.rule.apply",
            "view_mode": "form",
            "target": "new",
            "context": {"default_rule_id": self.id},
        }


def _as_json(values):
    """Values as they come back from a JSON column (tuples become lists)."""
    return values | {"steps": list(values["steps"])}
