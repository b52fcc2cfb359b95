from odoo import api, models
from odoo.fields import Domain

from ..words.figures import figure_in_words


class ServiceStandards(models.AbstractModel):
    """The service standards that are published to customers (SM-4.1).

    They are the rules in force that are shown to customers, with the figures that are
    enforced: nothing is written twice. They may be for the records of any model with
    promises; a page that shows them is another add-on's.
    """

    _name = "service.standards"
    _description = "Service Standards"

    @api.model
    def _of_company(self, company):
        """Published standards of a company, in the reader's language.

        :return: [{"rule", "subjects" (names), "figure", "agreed", "hours"}, …]
        """
        rules = self._rules_in_force(company)
        shown = self._subjects_by_rule(rules)
        public = rules.filtered(lambda rule: rule.public and shown[rule])
        return [
            self._standard(rule, shown[rule])
            for rule in public.sorted(lambda rule: rule.promise_id.sequence)
        ]

    def _rules_in_force(self, company):
        """Rules for the records of any model that has promises."""
        rules = self.env["service.deadline.rule"]
        for model_name in self.env["service.deadline"]._deadline_models():
            rules |= rules.search(rules._in_force_domain(model_name, company.id))
        return rules.filtered(lambda rule: not rule.error)

    def _subjects_by_rule(self, rules):
        """{rule: kinds of records for which it is the one that counts}.

        Of the policies with a rule for one promise and kind, the first one wins.
        """
        winner, subjects = {}, {}
        for rule in rules:
            subjects[rule] = [
                name
                for name in self._possible_subjects(rule)
                if winner.setdefault(
                    (rule.model_name, rule.promise_id, name), rule.policy_id
                )
                == rule.policy_id
            ]
        return subjects

    def _possible_subjects(self, rule):
        """Kinds for which a rule can match, whatever its other conditions say."""
        records = self.env[rule.model_name]
        return [
            name
            for name, values in records._deadline_subjects()
            if records.new(values).filtered_domain(self._speaking_of(rule, values))
        ]

    def _speaking_of(self, rule, names):
        """The domain of a rule, as far as it looks at some fields."""
        return rule._domain("domain").map_conditions(
            lambda condition: (
                condition
                if condition.field_expr.split(".")[0] in names
                else Domain.TRUE
            )
        )

    def _standard(self, rule, subjects):
        everything = self.env[rule.model_name]._deadline_subjects()
        return {
            "rule": rule,
            "subjects": [] if len(subjects) == len(everything) else subjects,
            "figure": self._figure(rule),
            "agreed": bool(rule.due_field_id),
            "hours": self._hours(rule),
        }

    def _figure(self, rule):
        """The figure in words: 3–5 working days. Empty: only an agreed time counts."""
        if not rule.limit:
            return ""
        clock = rule.clock if rule.unit == "day" else "elapsed"
        return figure_in_words(self.env, rule.limit, rule.unit, clock, rule.target)

    def _hours(self, rule):
        """On which clock the figure counts; a working day says so itself."""
        if not rule.limit or rule.unit == "day":
            return ""
        if rule.clock == "working":
            return self.env._("in our working hours")
        return self.env._("around the clock")
