from itertools import count

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.base_engine_tools.core.instants import HOUR, MINUTE
from odoo.addons.service_policy.core.figures import EVERY, Figure

from ..core.deadline_clock import StepTerms
from ..core.lengths import MOST_YEARS, years_of
from ..engine.delivery import Notice
from ..words.rule_sentence import StepSentence, joined

# Actions that tell somebody something; some of them tell the staff only.
NOTICES = ("activity", "mail", "tell_customer")
STAFF_NOTICES = ("activity", "mail")
# By what the figures change that a clause may name: the share, and the rhythm.
FIGURE_FIELDS = {"delay", "delay_unit", "repeat", "repeat_every", "role_id"}
# What an integer of the database holds: a step farther away is refused in words.
FARTHEST = 2**31 - 1
# Time of a step as the form offers it.
UNTOUCHED = ("due", "after", "hour")
# Lengths by which steps are put in order, where a day is one of work: 8 hours.
UNIT_SECONDS = {"minute": MINUTE, "hour": HOUR, "day": 8 * HOUR}


class ServiceDeadlineStep(models.Model):
    """What is done about a promise before or after it is due, and who is told.

    The delay counts on the clock of the rule (working or elapsed). A step acts once, or
    again and again until the promise is done.
    """

    _name = "service.deadline.step"
    _inherit = ["guarded.mixin"]
    _description = "Escalation Step"
    _order = "rule_id, sequence, id"

    rule_id = fields.Many2one(
        comodel_name="service.deadline.rule",
        required=True,
        ondelete="cascade",
        index=True,
    )
    model_id = fields.Many2one(related="rule_id.model_id")
    replaces_id = fields.Many2one(
        comodel_name="service.deadline.step",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="Of a draft: the step in force that it changes.",
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)

    # When
    delay = fields.Integer(default=0)
    delay_unit = fields.Selection(
        selection=[
            ("minute", "minutes"),
            ("hour", "hours"),
            ("day", "days"),
            ("percent", "% of the time"),
        ],
        required=True,
        default="hour",
    )
    direction = fields.Selection(
        selection=[("before", "before"), ("after", "after")],
        required=True,
        default="after",
    )
    anchor = fields.Selection(
        selection=[
            ("start", "the start"),
            ("target", "the first figure"),
            ("due", "the due time"),
        ],
        required=True,
        default="due",
    )
    repeat = fields.Selection(
        selection=[
            ("once", "Once"),
            ("hours", "Every so many hours until done"),
            ("working_day", "Every so many days until done"),
        ],
        required=True,
        default="once",
    )
    repeat_every = fields.Integer(default=1)
    max_repeats = fields.Integer(string="At most", help="0: until it is done.")
    in_hours = fields.Boolean(
        string="In working hours only",
        help="Outside working hours it waits for the next opening.",
    )

    # What
    action = fields.Selection(
        selection=[
            ("activity", "To-do for"),
            ("mail", "E-mail to"),
            ("tell_customer", "E-mail to the customer"),
            ("server_action", "Run an action"),
            ("raise_severity", "Raise the severity"),
        ],
        required=True,
        default="activity",
    )
    role_id = fields.Many2one(
        comodel_name="service.role",
        ondelete="restrict",
        index="btree_not_null",
        domain="['|', ('model_id', '=', False), ('model_id', '=', model_id)]",
    )
    activity_type_id = fields.Many2one(comodel_name="mail.activity.type")
    summary = fields.Char(translate=True)
    mail_template_id = fields.Many2one(comodel_name="mail.template")
    server_action_id = fields.Many2one(
        comodel_name="ir.actions.server",
        string="Action to Run",
        domain="[('is_step_action', '=', True), ('model_id', '=', model_id)]",
        help="One that a system administrator has made for steps of policies.",
    )

    said = fields.Char(
        string="What It Does",
        compute="_compute_said",
        help="When the step does what, for whom, and how often.",
    )
    position = fields.Integer(
        compute="_compute_position",
        store=True,
        help="Order in which the steps of a rule act, as far as the figures tell.",
    )

    _delay_positive = models.Constraint(
        "CHECK(delay >= 0)", "The delay of a step cannot be negative: choose 'before'."
    )
    _repeat_positive = models.Constraint(
        "CHECK(repeat_every > 0 AND max_repeats >= 0)",
        "A step repeats every 1 or more hours or days.",
    )

    @api.depends(
        "anchor",
        "delay",
        "delay_unit",
        "direction",
        "rule_id.target",
        "rule_id.limit",
        "rule_id.unit",
    )
    def _compute_position(self):
        for step in self:
            rule = step.rule_id
            length = UNIT_SECONDS[rule.unit or "hour"]
            anchors = {"target": rule.target * length, "due": rule.limit * length}
            if step.delay_unit == "percent":  # of the time from the start on
                seconds = step.delay * rule.limit * length // 100
            else:
                delay = step.delay * UNIT_SECONDS[step.delay_unit or "hour"]
                if step.direction == "before":
                    delay = -delay
                seconds = anchors.get(step.anchor, 0) + delay
            step.position = max(-FARTHEST, min(FARTHEST, seconds))

    @api.depends(
        "name",
        "delay",
        "delay_unit",
        "direction",
        "anchor",
        "repeat",
        "repeat_every",
        "max_repeats",
        "in_hours",
        "action",
        "role_id.name",
        "role_id.kind",
        "server_action_id.name",
        "rule_id.clock",
    )
    @api.depends_context("lang")
    def _compute_said(self):
        for step in self:
            step.said = joined(self.env, StepSentence(step).sentences())

    def _spread(self):
        """Put new steps whose time nobody has chosen an hour after each other: two that
        act together are hardly meant."""
        alike = self.filtered(
            lambda step: (step.anchor, step.direction, step.delay_unit) == UNTOUCHED
        )
        new = alike.filtered(lambda step: not (step.delay or step._origin))
        taken = set((alike - new).mapped("delay"))
        for step in new:
            step.delay = next(hours for hours in count() if hours not in taken)
            taken.add(step.delay)

    @api.onchange("action", "role_id", "server_action_id")
    def _onchange_action(self):
        """A step that nobody has named is called after what it does."""
        chosen = self.role_id or self.action not in STAFF_NOTICES
        if chosen and not self.name:
            said = StepSentence(self).what()
            self.name = said[:1].upper() + said[1:]

    @api.constrains("anchor", "rule_id", "delay_unit", "direction")
    def _check_anchor(self):
        for step in self:
            if problem := step._anchor_problem():
                raise ValidationError(problem)

    @api.constrains("delay", "delay_unit", "repeat", "repeat_every", "rule_id")
    def _check_length(self):
        for step in self:
            if problem := step._length_problem():
                raise ValidationError(problem)

    @api.constrains(
        "rule_id", "action", "role_id", "mail_template_id", "server_action_id"
    )
    def _check_action(self):
        for step in self:
            if problem := step._action_problem():
                raise ValidationError(problem)

    # --- what makes a step impossible: one sentence that names the remedy ------------

    def _problem(self):
        """The first sentence about what keeps the step from acting, or False."""
        return (
            self._anchor_problem() or self._length_problem() or self._action_problem()
        )

    def _coincidence(self):
        """A sentence about two steps that tell the same person at the same time, or
        False."""
        seen = {}
        for step in self.filtered(lambda step: step.action in STAFF_NOTICES):
            key = step.position, step.action, step.role_id
            if key in seen:
                return self.env._(
                    "Steps %(one)s and %(other)s do the same at the same time: change "
                    "the time of one, or remove it.",
                    one=seen[key].name,
                    other=step.name,
                )
            seen[key] = step
        return False

    def _anchor_problem(self):
        if self.anchor == "target" and not self.rule_id.target:
            return self.env._(
                "Step %(step)s waits for the first figure, but the rule has "
                "none: fill it in, or choose the due time.",
                step=self.name,
            )
        if self.anchor == "start" and self.direction == "before" and self.delay:
            return self.env._(
                "Step %(step)s would act before the clock starts: choose 'after'.",
                step=self.name,
            )
        return False

    def _length_problem(self):
        clock = self.rule_id.clock
        unit = "hour" if self.delay_unit == "percent" else self.delay_unit
        delays = [(self.delay, unit)]
        if self.repeat != "once":
            units = {"hours": "hour", "working_day": "day"}
            delays.append((self.repeat_every, units[self.repeat]))
        if any(years_of(n, unit, clock) > MOST_YEARS for n, unit in delays):
            return self.env._(
                "Step %(step)s would act after more than %(most)s years: "
                "choose a shorter time.",
                step=self.name,
                most=MOST_YEARS,
            )
        return False

    def _action_problem(self):
        if missing := self._missing_part():
            return self.env._(
                "Step %(step)s needs %(missing)s.", step=self.name, missing=missing
            )
        return False

    def _missing_part(self):
        if self.action == "activity" and not self.role_id:
            return self.env._("a role that gets the to-do")
        if self.action == "mail" and not (self.role_id and self.mail_template_id):
            return self.env._("a role and an e-mail template")
        if self.action == "tell_customer" and not self.mail_template_id:
            return self.env._("an e-mail template")
        if self.action in STAFF_NOTICES and not self._suits(self.role_id):
            return self.env._("a role for the records of its rule, not for others")
        server_action = self.sudo().server_action_id
        if self.action == "server_action" and not server_action:
            return self.env._("the action to run")
        if self.action == "server_action" and not server_action.is_step_action:
            return self.env._(
                "an action that a system administrator has made for steps of policies"
            )
        mails = self.action in ("mail", "tell_customer")
        template = mails and self.mail_template_id.model_id
        action = self.action == "server_action" and server_action.model_id
        if (template or action or self.model_id) != self.model_id:
            return self.env._(
                "a template or an action for the records of its rule, not for other "
                "records"
            )
        return ""

    def _suits(self, role):
        """Whether a role can be found for the records of the rule."""
        return (role.model_id or self.model_id) == self.model_id

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps._check_versioned()
        steps.rule_id._renew_terms()
        steps._shared_rules()._compare_wording()
        return steps

    def write(self, vals):
        self._check_versioned()
        before = self._shared_rules()
        res = super().write(vals)
        self._check_versioned()
        self.rule_id._renew_terms()
        if FIGURE_FIELDS & vals.keys():
            (before | self._shared_rules())._compare_wording()
        return res

    def unlink(self):
        self._check_versioned()
        rules, shared = self.rule_id, self._shared_rules()
        res = super().unlink()
        rules.exists()._renew_terms()
        shared.exists()._compare_wording()
        return res

    def _shared_rules(self):
        """The rules of the steps that act at a share of the time, or again and again,
        which a clause may name."""
        return self.filtered(
            lambda step: step.delay_unit == "percent" or step.repeat != "once"
        ).rule_id

    def _rhythm(self):
        """How often it comes again until it is done, as a figure of its clause; None
        if it does not. What climbs the managers is no rhythm of the policy."""
        self.ensure_one()
        if self.repeat == "once" or self.role_id.sudo().kind == "manager_chain":
            return None
        unit = "working_day"
        if self.repeat == "hours":
            unit = "hour" if self.rule_id.clock == "elapsed" else "working_hour"
        return Figure(self.repeat_every, self.repeat_every, unit, EVERY)

    def _check_versioned(self):
        """Steps of a version in force change with the next one."""
        if not self.env.su:
            self.rule_id.filtered("is_versioned")._refuse_versioned()
            self.rule_id._check_unpublished({"step_ids": True})

    def _terms(self):
        """The step's timing as a plain value (:class:`StepTerms`)."""
        self.ensure_one()
        after = self.direction == "after" or self.delay_unit == "percent"
        return StepTerms(
            id=self.id,
            anchor=self.anchor,
            delay=self.delay if after else -self.delay,
            unit=self.delay_unit,
            repeat=self.repeat,
            every=self.repeat_every,
            most=self.max_repeats,
            in_hours=self.in_hours,
            notice=self.action in NOTICES,
        )

    def _only_tells(self):
        """Whether acting changes no record: the staff are told when the run ends."""
        return self.action in STAFF_NOTICES

    # --- acting -----------------------------------------------------------------------

    def _act(self, record, deadline, number):
        """Do what the step says for one deadline, in superuser mode.

        Calls ``_act_<action>``; an extension adds an action and its method.

        :param int number: occurrence, 0 for the first
        :return: list of :class:`~..engine.delivery.Notice`
        """
        self.ensure_one()
        return getattr(self, f"_act_{self.action}")(record, deadline, number)

    def _act_activity(self, record, deadline, number):
        user = self.role_id._person(record, number)
        return [Notice("activity", record, deadline, self, user)] if user else []

    def _act_mail(self, record, deadline, number):
        user = self.role_id._person(record, number)
        return [Notice("mail", record, deadline, self, user)] if user else []

    def _act_tell_customer(self, record, deadline, number):
        record._deadline_tell_customer(self.mail_template_id)
        return []

    def _act_server_action(self, record, deadline, number):
        if not self.server_action_id.is_step_action:
            raise UserError(
                self.env._(
                    "“%(action)s” may not be run by steps of policies any more.",
                    action=self.server_action_id.name,
                )
            )
        self.server_action_id.with_context(
            active_model=record._name,
            active_id=record.id,
            active_ids=record.ids,
            service_deadline_id=deadline.id,
        ).run()
        return []

    def _act_raise_severity(self, record, deadline, number):
        record._deadline_raise_severity(self.summary or self.name)
        return []
