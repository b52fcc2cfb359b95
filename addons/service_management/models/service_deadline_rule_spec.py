from ast import literal_eval
from dataclasses import dataclass, replace

from odoo import api, models, tools
from odoo.fields import Domain

from ..core.deadline_clock import Terms
from ..engine.instants import to_seconds
from .service_deadline_rule import DOMAIN_FIELDS


@dataclass(frozen=True)
class RuleSpec:
    """What the engine needs of a rule, as plain values that can be cached."""

    id: int
    policy_id: int
    policy_ref: str
    promise_id: int
    terms_id: int
    terms: Terms
    domain: Domain
    start_domain: Domain
    stop_domain: Domain
    cancel_domain: Domain
    pause_domain: Domain
    start_mode: str
    start_field: str
    stop_mode: str
    due_field: str
    date_from: int
    pause_reason_id: int
    calendar_source: str
    calendar_id: int
    role: str
    public: bool
    carry_over: bool
    broken: bool

    def under(self, terms_id, terms):
        """The rule as promises that were made under earlier terms know it."""
        worded = {
            name: _condition(name, text) if name in DOMAIN_FIELDS else text
            for name, text in terms.conditions
        }
        return replace(self, terms_id=terms_id, terms=terms, **worded)


class ServiceDeadlineRule(models.Model):
    """How the engine reads the rules: compiled once, for all records."""

    _inherit = "service.deadline.rule"

    @api.model
    @tools.ormcache("model_name", "company_id")
    def _specs_in_force(self, model_name, company_id):
        """Rules that act on a model's records of a company, the best first.

        :return: tuple of :class:`RuleSpec`
        """
        rules = self.sudo().search(
            [
                ("model_name", "=", model_name),
                ("policy_id.company_ids", "in", company_id),
                ("policy_id.active", "=", True),
                ("promise_id.active", "=", True),
            ]
        )
        since = self.env["service.policy.adoption"]._since(company_id)
        return tuple(rule._spec(since.get(rule.policy_id.id)) for rule in rules)

    def _spec(self, since=None):
        """The rule as a plain value; one with an unusable domain matches nothing.

        :param datetime since: from when its policy is in force, where that is known
        """
        self.ensure_one()
        broken = bool(self._domain_error())
        return RuleSpec(
            id=self.id,
            policy_id=self.policy_id.id,
            policy_ref=self.policy_ref or "",
            promise_id=self.promise_id.id,
            terms_id=self.terms_id.id,
            terms=self.terms_id._terms(),
            start_mode=self.start_mode,
            start_field=self.start_field_id.name or "",
            stop_mode=self.stop_mode,
            due_field=self.due_field_id.name or "",
            date_from=to_seconds(max(self.date_from, since or self.date_from)),
            pause_reason_id=self.pause_reason_id.id,
            calendar_source=self.calendar_source,
            calendar_id=self.calendar_id.id,
            role=self.role,
            public=self.public,
            carry_over=self.carry_over,
            broken=broken,
            **{
                name: Domain.FALSE if broken else _condition(name, self[name])
                for name in DOMAIN_FIELDS
            },
        )

    @api.model
    def _spec_under(self, spec, terms_id):
        """A rule as worded in earlier terms; as it is now where those are of no use.

        :param RuleSpec spec: the rule as it is now
        """
        terms = self.env["service.deadline.terms"].browse(terms_id)._terms()
        worded = spec.under(terms_id, terms)
        records = self.env[self.browse(spec.id).sudo().model_name]
        try:
            for name in DOMAIN_FIELDS:
                getattr(worded, name).validate(records)
        except ValueError:  # a field is gone since
            return replace(spec, terms_id=terms_id, terms=terms)
        return worded


def _condition(name, text):
    """A domain as the engine asks it: an empty optional one never holds."""
    domain = Domain(literal_eval(text or "[]"))
    if name in ("domain", "start_domain") or not domain.is_true():
        return domain
    return Domain.FALSE
