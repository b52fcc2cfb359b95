from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base_engine_tools.core.instants import (
    DAY,
    HOUR,
    to_datetime,
    to_seconds,
)
from odoo.addons.base_engine_tools.engine.condition import refuse_hidden
from odoo.addons.base_engine_tools.engine.reading import hidden_in_domain, hidden_path
from odoo.addons.base_engine_tools.words.dates import moment_in_words

from ..core.deadline_clock import due_times
from ..core.elapsed_time import NoWorkingTime
from ..core.lengths import MOST_YEARS, years_of
from ..engine.rule_spec import DOMAIN_FIELDS
from ..engine.times import Times
from ..words.figures import figure_in_words

# Dates of the record that a rule looks at.
DATE_FIELDS = ("start_field_id", "due_field_id")
# What is asked of figures, hours and people.
PLAIN_FIELDS = (
    "target",
    "limit",
    "due_field_id",
    "unit",
    "end_of_day",
    "clock",
    "calendar_source",
    "calendar_id",
    "pause_max",
    "model_id",
    "role_id",
)
PROBLEM_FIELDS = (
    *PLAIN_FIELDS,
    "start_mode",
    "stop_mode",
    "step_ids.position",
    "step_ids.anchor",
    "step_ids.direction",
    "step_ids.delay",
    "step_ids.delay_unit",
    "step_ids.repeat",
    "step_ids.repeat_every",
    "step_ids.action",
    "step_ids.role_id",
    "step_ids.mail_template_id",
    "step_ids.server_action_id",
)


class ServiceRuleProblemMixin(models.AbstractModel):
    """What makes a rule impossible, each as one sentence that names the remedy.

    A part of the rule: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.rule.problem.mixin"
    _description = "Rule That May Be Impossible"

    error = fields.Char(compute="_compute_error")
    conflict = fields.Char(
        compute="_compute_conflict",
        help="Two rules that do not fit each other, and a moment that shows it.",
    )
    problem = fields.Char(
        compute="_compute_problem",
        help="What contradicts itself or is missing, while the rule is being edited.",
    )

    @api.depends(lambda self: [*DOMAIN_FIELDS, "model_id"])
    def _compute_error(self):
        for rule in self:
            rule.error = bool(rule.model_id) and rule._domain_error()

    @api.depends("limit", "unit", "clock", "end_of_day", "domain", "policy_id")
    @api.depends("start_mode", "stop_mode", "stop_domain")
    def _compute_conflict(self):
        for rule in self:
            rule.conflict = bool(rule.model_id) and not rule.error and rule._conflict()

    @api.depends(lambda self: [*DOMAIN_FIELDS, *DATE_FIELDS, *PROBLEM_FIELDS])
    def _compute_problem(self):
        for rule in self:
            usable = rule.model_id and not rule.error
            rule.problem = usable and (rule._problem() or rule._step_problem())

    @api.constrains(lambda self: [*DOMAIN_FIELDS, *DATE_FIELDS, "model_id"])
    def _check_domains(self):
        for rule in self:
            if error := rule._domain_error():
                raise ValidationError(error)
        self.sudo(False)._check_readable()  # constraints are asked as superuser

    @api.constrains(
        lambda self: [*DOMAIN_FIELDS, "start_mode", "stop_mode", "start_field_id"]
    )
    def _check_conditions(self):
        for rule in self:
            if problem := rule._condition_problem():
                raise ValidationError(
                    self.env._(
                        "Rule %(rule)s: %(problem)s", rule=rule.name, problem=problem
                    )
                )

    @api.constrains(lambda self: PLAIN_FIELDS)
    def _check_problem(self):
        for rule in self:
            if problem := rule._plain_problem():
                raise ValidationError(problem)
            rule.step_ids._check_anchor()

    # --- what makes a rule impossible: one sentence that names the remedy ------------

    def _problem(self):
        """The first sentence about what contradicts itself or is missing, or False."""
        if problem := self._condition_problem():
            name = self.name or self.promise_id.name or "…"
            return self.env._("Rule %(rule)s: %(problem)s", rule=name, problem=problem)
        return self._plain_problem()

    def _plain_problem(self):
        return (
            self._figure_problem()
            or self._length_problem()
            or self._role_problem()
            or self._calendar_problem()
        )

    def _step_problem(self):
        """The first sentence about a step that cannot act, or that acts together with
        another one, or False."""
        for step in self.step_ids:
            if problem := step._problem():
                return problem
        return self.step_ids._coincidence()

    def _figure_problem(self):
        """A sentence about figures that fit no promise, or False."""
        if not (self.limit or self.end_of_day or self.due_field_id):
            return self.env._(
                "Rule %(rule)s has no limit: fill in a figure of 1 or more.",
                rule=self.name,
            )
        if self.target and self.target >= self.limit:
            return self.env._(
                "Rule %(rule)s: the first figure (%(target)s) must lie below "
                "the limit (%(limit)s).",
                rule=self.name,
                target=self.target,
                limit=self.limit,
            )
        return False

    def _role_problem(self):
        role = self.role_id
        if role.model_id and role.model_id != self.model_id:
            return self.env._(
                "Rule %(rule)s: %(role)s is a role for other records.",
                rule=self.name,
                role=role.name,
            )
        return False

    def _calendar_problem(self):
        if self.calendar_source == "rule" and not self.calendar_id:
            return self.env._(
                "Rule %(rule)s: choose its working hours.", rule=self.name
            )
        if self.calendar_id and not self.calendar_id.attendance_ids:
            return self.env._(
                "%(calendar)s has no working hours: add some, or choose others.",
                calendar=self.calendar_id.name,
            )
        return False

    def _domain_error(self):
        """A sentence about the first domain that cannot be used, or False."""
        self.ensure_one()
        if self.model_name not in self.env:
            return self.env._(
                "Rule %(rule)s: its records exist no more.", rule=self.name
            )
        for name in DOMAIN_FIELDS:
            try:
                self._domain(name).validate(self.env[self.model_name])
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                return self.env._(
                    "Rule %(rule)s: the condition '%(field)s' cannot be used "
                    "(%(error)s): choose its fields anew.",
                    rule=self.name,
                    field=self._fields[name]._description_string(self.env),
                    error=error,
                )
        return False

    def _condition_problem(self):
        """What makes the conditions contradict one another, as a sentence, or False."""
        stop, pause = (
            self._conditions_of("stop_domain"),
            self._conditions_of("pause_domain"),
        )
        if self.stop_mode == "domain" and not stop:
            return self.env._("it never ends: say when the promise is kept.")
        if self.start_mode == "domain" and not self._conditions_of("start_domain"):
            return self.env._(
                "say which condition starts the clock, or start on registration."
            )
        if self.start_mode == "date" and not self.start_field_id:
            return self.env._("choose the date at which the clock starts.")
        if pause and pause <= self._conditions_of("domain") | self._conditions_of(
            "start_domain"
        ):
            return self.env._(
                "it would be paused from the start and never run: "
                "narrow the condition for the pause."
            )
        if self.stop_mode == "domain" and stop == self._conditions_of("cancel_domain"):
            return self.env._(
                "it would be dropped whenever it is kept: change one condition."
            )
        return False

    def _conditions_of(self, name):
        """Conditions of a domain that are joined by "and", as a set of texts."""
        domain = self._domain(name)
        children = getattr(domain, "children", None)
        if children is None:
            return set() if domain.is_true() else {str(domain)}
        return (
            {str(child) for child in children}
            if domain.OPERATOR == "&"
            else {str(domain)}
        )

    def _length_problem(self):
        """A sentence about a figure that no promise can have, or False."""
        hours = self._hours_a_week()
        for figure, unit, clock in (
            (self.limit, self.unit, self.clock),
            (self.pause_max, "hour", "elapsed"),
        ):
            years = years_of(figure, unit, clock, hours)
            if years > MOST_YEARS:
                return self.env._(
                    "Rule %(rule)s: %(figure)s would take about %(years)s years. "
                    "Choose less than %(most)s years.",
                    rule=self.name,
                    figure=figure_in_words(self.env, figure, unit, clock),
                    years=round(years),
                    most=MOST_YEARS,
                )
        return False

    # --- rules that do not fit each other ---------------------------------------------

    def _conflict(self):
        """A sentence about another rule of the policy by which a customer gets the
        solution before the first answer is due, or False.

        Looked for at each full hour of the week to come, in each company's hours.
        """
        for answer, solution in self._rules_to_compare():
            for company in self.sudo().policy_id.company_ids:
                if found := self._first_conflict(answer, solution, company):
                    return found
        return False

    def _rules_to_compare(self):
        """(first answer, solution): pairs in which this rule is one of them."""
        rules = self.sudo()
        others = rules.search(
            [
                ("model_name", "=", self.model_name),
                ("policy_id", "=", rules.policy_id.id),
                ("start_mode", "=", "create"),
                ("id", "not in", self.ids),
            ]
        )
        if self.start_mode != "create":
            return []
        if self.stop_mode == "reply":
            pairs = [(rules, other) for other in others if other._ends_with_record()]
        elif self._ends_with_record():
            pairs = [(other, rules) for other in others if other.stop_mode == "reply"]
        else:
            pairs = []
        return [pair for pair in pairs if not _exclude_each_other(*pair)]

    def _ends_with_record(self):
        """Whether closing the record keeps the promise."""
        return self.stop_mode == "domain" and "closed" in (self.stop_domain or "")

    def _first_conflict(self, answer, solution, company):
        now = to_seconds(fields.Datetime.now())
        times = Times(self.env, now)
        calendar = company.resource_calendar_id
        begin = now - now % HOUR
        for start in range(begin, begin + 7 * DAY, HOUR):
            due = [
                self._due(rule._prepare_terms(), times, calendar, company, start)
                for rule in (answer, solution)
            ]
            if None not in due and due[0] > due[1]:
                moments = [
                    moment_in_words(self.env, to_datetime(at), calendar.tz)
                    for at in (start, *due)
                ]
                return self.env._(
                    "What is registered %(start)s is answered by %(answer)s "
                    "(%(rule)s), but solved by %(solution)s (%(other)s). Count both on "
                    "the same clock, or choose a shorter time.",
                    start=moments[0],
                    answer=moments[1],
                    rule=answer.name,
                    solution=moments[2],
                    other=solution.name,
                )
        return False

    def _due(self, terms, times, calendar, company, start):
        time = times.of_calendar(calendar.id, company.id, terms.clock, start)
        try:
            return due_times(terms, time, start)["due"] if terms.limit else None
        except NoWorkingTime:
            return None

    def _hours_a_week(self):
        """The fewest working hours that promises of the rule may count; 0: not known
        yet."""
        companies = self.sudo().policy_id.company_ids
        calendars = companies.resource_calendar_id
        if self.calendar_source == "rule":
            calendars = self.sudo().calendar_id
        return min((c.hours_per_week for c in calendars if c.hours_per_week), default=0)

    def _check_readable(self):
        """Refuse conditions on what the user may not read.

        The engine asks them in superuser mode: whoever counts what a condition is true
        of reads its field. Asked of who writes a rule, and of who sees its figures.
        :raise AccessError: one of its fields is not for this user
        """
        for rule in self:
            records = self.env[rule.sudo().model_name]
            for name in DOMAIN_FIELDS:
                rule._refuse_hidden(name, hidden_in_domain(records, rule._domain(name)))
            for name in DATE_FIELDS:
                field = rule.sudo()[name].name
                rule._refuse_hidden(name, field and hidden_path(records, field))

    def _refuse_hidden(self, name, hidden):
        label = self._fields[name]._description_string(self.env)
        refuse_hidden(self.env, hidden, f"{self.name} · {label}")


def _exclude_each_other(rule, other):
    """Whether no record can match both: they ask for different values of a field."""
    asked = [_values_of(each) for each in (rule, other)]
    return any(
        not asked[0][name] & asked[1][name]
        for name in asked[0].keys() & asked[1].keys()
    )


def _values_of(rule):
    """{field: values that a rule's condition allows}, as far as it says so plainly."""
    domain, found = rule._domain("domain"), {}
    conditions = getattr(domain, "children", [domain])
    if getattr(domain, "OPERATOR", "&") != "&":
        return found
    for condition in conditions:
        operator = getattr(condition, "operator", "")
        if operator == "=":
            found[condition.field_expr] = {condition.value}
        elif operator == "in":
            found[condition.field_expr] = set(condition.value)
    return found
