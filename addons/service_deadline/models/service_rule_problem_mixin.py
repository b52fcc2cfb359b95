from odoo import models

from ..core.lengths import MOST_YEARS, years_of
from ..engine.rule_spec import DOMAIN_FIELDS
from ..words.figures import figure_in_words


class ServiceRuleProblemMixin(models.AbstractModel):
    """What makes a rule impossible, each as one sentence that names the remedy.

    A part of the rule: it has no other users, and lies in a model of its own so that
    one can read it alone.
    """

    _name = "service.rule.problem.mixin"
    _description = "Rule That May Be Impossible"

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

    def _hours_a_week(self):
        """The fewest working hours that promises of the rule may count; 0: not known
        yet."""
        companies = self.sudo().policy_id.company_ids
        calendars = companies.resource_calendar_id
        if self.calendar_source == "rule":
            calendars = self.sudo().calendar_id
        return min((c.hours_per_week for c in calendars if c.hours_per_week), default=0)
