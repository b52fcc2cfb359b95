from odoo import api, models
from odoo.exceptions import ValidationError

from .service_deadline_rule import DOMAIN_FIELDS


class ServiceDeadlineRule(models.Model):
    """What makes a rule impossible: refused with one sentence that names the remedy."""

    _inherit = "service.deadline.rule"

    @api.depends(lambda self: [*DOMAIN_FIELDS, "model_id"])
    def _compute_error(self):
        for rule in self:
            rule.error = rule._domain_error()

    @api.constrains(
        lambda self: [*DOMAIN_FIELDS, "model_id", "start_mode", "stop_mode"]
    )
    def _check_domains(self):
        for rule in self:
            if error := rule._domain_error():
                raise ValidationError(error)

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

    def _condition_problem(self):
        """What makes the conditions contradict one another, as a sentence, or False."""
        stop, pause = self._terms_of("stop_domain"), self._terms_of("pause_domain")
        if self.stop_mode == "domain" and not stop:
            return self.env._("it never ends: say when the promise is kept.")
        if self.start_mode == "domain" and not self._terms_of("start_domain"):
            return self.env._(
                "say which condition starts the clock, or start on registration."
            )
        if self.start_mode == "date" and not self.start_field_id:
            return self.env._("choose the date at which the clock starts.")
        if pause and pause <= self._terms_of("domain") | self._terms_of("start_domain"):
            return self.env._(
                "it would be paused from the start and never run: "
                "narrow the condition for the pause."
            )
        if self.stop_mode == "domain" and stop == self._terms_of("cancel_domain"):
            return self.env._(
                "it would be dropped whenever it is kept: change one condition."
            )
        return False

    def _terms_of(self, name):
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

    @api.constrains("target", "limit", "due_field_id", "unit", "end_of_day")
    def _check_figures(self):
        for rule in self:
            possible = rule.limit or rule.end_of_day or rule.due_field_id
            if not possible:
                raise ValidationError(
                    self.env._(
                        "Rule %(rule)s has no limit: fill in a figure of 1 or more.",
                        rule=rule.name,
                    )
                )
            if rule.target and rule.target >= rule.limit:
                raise ValidationError(
                    self.env._(
                        "Rule %(rule)s: the first figure (%(target)s) must lie below "
                        "the limit (%(limit)s).",
                        rule=rule.name,
                        target=rule.target,
                        limit=rule.limit,
                    )
                )
            rule.step_ids._check_anchor()

    @api.constrains("calendar_source", "calendar_id", "clock")
    def _check_calendar(self):
        for rule in self:
            if rule.calendar_source == "rule" and not rule.calendar_id:
                raise ValidationError(
                    self.env._(
                        "Rule %(rule)s: choose its working hours.", rule=rule.name
                    )
                )
            if rule.calendar_id and not rule.calendar_id.attendance_ids:
                raise ValidationError(
                    self.env._(
                        "%(calendar)s has no working hours: add some, "
                        "or choose others.",
                        calendar=rule.calendar_id.name,
                    )
                )
