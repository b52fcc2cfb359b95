from odoo import api, models
from odoo.fields import Domain

from odoo.addons.service_deadline.words.figures import figure_in_words


class ServiceStandards(models.AbstractModel):
    """The service standards that are published to customers (SM-4.1).

    They are the rules in force that are shown to customers, with the figures that are
    enforced: nothing is written twice.
    """

    _name = "service.standards"
    _description = "Service Standards"

    @api.model
    def _of_company(self, company):
        """Published standards of a company, in the reader's language.

        :return: [{"rule", "classes" (labels), "figure", "agreed", "hours"}, …]
        """
        rules = self._rules_in_force(company)
        shown = self._classes_by_rule(rules)
        public = rules.filtered(lambda rule: rule.public and shown[rule])
        return [
            self._standard(rule, shown[rule])
            for rule in public.sorted(lambda rule: rule.promise_id.sequence)
        ]

    def _rules_in_force(self, company):
        rules = self.env["service.deadline.rule"].search(
            [
                ("model_name", "=", "helpdesk.ticket"),
                ("policy_id.company_ids", "in", company.id),
                ("policy_id.active", "=", True),
                ("promise_id.active", "=", True),
            ]
        )
        return rules.filtered(lambda rule: not rule.error)

    def _classes_by_rule(self, rules):
        """{rule: classes of requests for which it is the one that counts}.

        Of the policies with a rule for one promise and class, the first one wins.
        """
        winner, classes = {}, {}
        for rule in rules:
            classes[rule] = [
                service_class
                for service_class in self._possible_classes(rule)
                if winner.setdefault((rule.promise_id, service_class), rule.policy_id)
                == rule.policy_id
            ]
        return classes

    def _possible_classes(self, rule):
        """Classes for which a rule can match, whatever its other conditions say."""
        domain = rule._domain("domain").map_conditions(
            lambda condition: (
                condition if condition.field_expr == "service_class" else Domain.TRUE
            )
        )
        tickets = self.env["helpdesk.ticket"]
        return [
            service_class
            for service_class in self._class_labels()
            if tickets.new({"service_class": service_class}).filtered_domain(domain)
        ]

    def _class_labels(self):
        field = self.env["helpdesk.ticket.type"]._fields["service_class"]
        return dict(field._description_selection(self.env))

    def _standard(self, rule, classes):
        labels = self._class_labels()
        everything = len(classes) == len(labels)
        return {
            "rule": rule,
            "classes": [] if everything else [labels[name] for name in classes],
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
