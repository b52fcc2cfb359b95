from odoo import api, models

from odoo.addons.service_policy.core.carrier import Carrier
from odoo.addons.service_policy.models.service_policy_version import AHEAD
from odoo.addons.service_policy.words.figure_words import figure_words


class ServicePolicyCarrier(models.Model):
    """Rules carry the clause out that they name."""

    _inherit = "service.policy.carrier"

    @api.model
    def _carriers(self, policies):
        """Override to add the rules, with the promises that run now."""
        rules = self.env["service.deadline.rule"].search(
            [("policy_id", "in", policies.ids), ("policy_ref", "!=", False)]
        )
        running = self._running_by_rule(rules)
        words = self.env["service.standards"]
        found = super()._carriers(policies)
        for rule in rules:
            found.append(
                Carrier(
                    policy=rule.policy_id.id,
                    number=rule.policy_ref,
                    kind="rule",
                    name=rule.name,
                    words=words._figure(rule),
                    url=f"/odoo/service.deadline.rule/{rule.id}",
                    model=rule._name,
                    res_id=rule.id,
                    figures=tuple(rule._clause_figures()),
                    figures_ahead=self._ahead(rule, "_clause_figures"),
                    details=tuple(rule._clause_details()),
                    details_ahead=self._ahead(rule, "_clause_details"),
                    indicator="promises_kept",
                    part=(("rule_id", rule.id),),
                    open=sum(running.get(rule, {}).values()),
                    broken=running.get(rule, {}).get("breached", 0),
                )
            )
            found += self._steps_of(rule)
        return found

    def _steps_of(self, rule):
        """The steps of a rule by which somebody tracks, tells or asks every so often.

        Their rhythm is compared with the wording as a detail of the rule.
        """
        return [
            Carrier(
                policy=rule.policy_id.id,
                number=rule.policy_ref,
                kind="step",
                name=step.name,
                words=figure_words(self.env, rhythm),
                url=f"/odoo/service.deadline.rule/{rule.id}",
                model=step._name,
                res_id=step.id,
            )
            for step in rule.step_ids
            if (rhythm := step._rhythm())
        ]

    def _ahead(self, rule, name):
        """The figures that the rule will have with the next version; None: the same.

        For the comparison only, which is made in superuser mode.

        :param name: method of rules that gives the figures
        """
        ahead = self.env.su and rule.draft_ids.filtered(
            lambda draft: draft.version_id.state in AHEAD
        )
        if not ahead:
            return None
        return () if ahead[0].removes else tuple(getattr(ahead[0], name)())

    def _running_by_rule(self, rules):
        """{rule: {state: how many}} of the open promises that the reader may see."""
        counts = {}
        groups = self.env["service.deadline"]._read_group(
            [("rule_id", "in", rules.ids), ("is_open", "=", True)],
            ["rule_id", "state"],
            ["__count"],
        )
        for rule, state, count in groups:
            counts.setdefault(rule, {})[state] = count
        return counts
