from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.service_indicator.core.indicator import together

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

    @api.model
    def _clauses_of_company(self, company):
        """Clauses that are published to customers, in the reader's language.

        :return: [{"number", "name", "text", "aspect" (name), "policy", "kept" (% last
            month), "n" (cases)}, …]; without cases, ``kept`` is None
        """
        clauses = self.env["service.policy.clause"].search(
            [
                ("version_id.state", "=", "published"),
                ("audience", "=", "customers"),
                ("policy_id.company_ids", "in", company.id),
                ("policy_id.active", "=", True),
            ]
        )
        kept = self._kept_last_month(clauses.policy_id, company)
        entries = []
        for clause in clauses.sorted(
            lambda clause: (clause.policy_id.sequence, clause.sequence)
        ):
            share, cases = kept.get((clause.policy_id.id, clause.number), (None, 0))
            values = {"kept": share, "n": cases}
            entries.append(self._clause_values(clause) | values)
        return entries

    @api.model
    def _clause_values(self, clause):
        """What is published of a clause; other add-ons add to it."""
        aspects = dict(clause._fields["aspect"]._description_selection(self.env))
        return {
            "number": clause.number,
            "name": clause.name,
            "text": clause.text,
            "aspect": aspects.get(clause.aspect, ""),
            "policy": clause.policy_id.name,
        }

    def _kept_last_month(self, policies, company):
        """{(policy id, number): (per cent, cases)}, of the rules shown to customers."""
        rules = self.env["service.deadline.rule"].search(
            [("policy_id", "in", policies.ids), ("public", "=", True)]
        )
        last = fields.Date.context_today(self).replace(day=1) - relativedelta(days=1)
        figures = self.env["service.indicator"]._read(
            ["promises_kept"], last.replace(day=1), last, ["rule_id"], company
        )["promises_kept"]
        by_rule = {figure.keys["rule_id"]: figure for figure in figures}
        kept = {}
        for key, mine in rules.grouped(
            lambda rule: (rule.policy_id.id, rule.policy_ref)
        ).items():
            parts = [by_rule[rule.id] for rule in mine if rule.id in by_rule]
            whole = together("share", parts)
            if whole.n:
                kept[key] = round(100 * whole.value), whole.n
        return kept

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
