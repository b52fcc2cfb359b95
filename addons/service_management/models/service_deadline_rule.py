from ast import literal_eval

from odoo import api, fields, models
from odoo.fields import Domain

from ..core.deadline_clock import Terms
from .service_role import ROLES

# Fields whose value is part of what was promised: editing one makes new terms.
TERMS_FIELDS = (
    "clock",
    "unit",
    "target",
    "limit",
    "end_of_day",
    "pause_max",
)
# Conditions that are part of it, too: running promises keep theirs.
CONDITION_FIELDS = (
    "domain",
    "stop_mode",
    "stop_domain",
    "cancel_domain",
    "pause_domain",
)
DOMAIN_FIELDS = (
    "domain",
    "start_domain",
    "stop_domain",
    "cancel_domain",
    "pause_domain",
)


class ServiceDeadlineRule(models.Model):
    """A promise of a written policy: for which records, from when, until when.

    The clock starts on creation, when a record first matches, or at a date of the
    record;
    it stops when a condition holds, on the first reply to the customer, or by hand.
    While
    the pause condition holds it waits. ``target`` and ``limit`` are amounts of ``unit``
    on the chosen clock; a working day is a day of the calendar, whatever its length.
    """

    _name = "service.deadline.rule"
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
        domain=[("model", "in", [])],
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
    allow_manual_stop = fields.Boolean(
        string="Also by hand", help="With a reason, for example after a phone call."
    )
    cancel_domain = fields.Char(
        string="Dropped when", default="[]", help="Neither kept nor broken."
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
    role = fields.Selection(
        selection=ROLES, string="Who answers for it", required=True, default="assignee"
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
    error = fields.Char(compute="_compute_error")

    _figures_possible = models.Constraint(
        'CHECK("limit" >= 0 AND target >= 0 AND pause_max >= 0)',
        "A figure of a rule cannot be negative.",
    )

    @api.model
    def _default_model_id(self):
        return self.env["ir.model"]._get("helpdesk.ticket")

    @api.depends("terms_id")
    def _compute_deadline_count(self):
        groups = (
            self.env["service.deadline"]
            .sudo()
            ._read_group(
                [("rule_id", "in", self.ids), ("is_open", "=", True)],
                ["rule_id", "terms_id"],
                ["__count"],
            )
        )
        for rule in self:
            counts = {terms: count for owner, terms, count in groups if owner == rule}
            rule.deadline_count = sum(counts.values())
            rule.outdated_count = rule.deadline_count - counts.get(rule.terms_id, 0)

    # --- saving ----------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules._renew_terms()
        return rules

    def write(self, vals):
        res = super().write(vals)
        self._renew_terms()
        if "active" in vals:
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

    def _domain(self, name):
        return Domain(literal_eval(self[name] or "[]"))

    def _can_stop_by_hand(self):
        """Whether a person may say that a promise under this rule is done."""
        rule = self.sudo()
        return rule.stop_mode == "manual" or rule.allow_manual_stop

    def action_open_deadlines(self):
        """Open the promises made under this rule."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_deadline_action"
        )
        return action | {"domain": [("rule_id", "=", self.id)], "context": {}}

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
