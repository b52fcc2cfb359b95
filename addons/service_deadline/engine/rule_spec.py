"""A rule as the engine reads it: plain values that can be cached."""

from ast import literal_eval
from dataclasses import dataclass, replace

from odoo.fields import Domain

from odoo.addons.base_engine_tools.core.instants import to_seconds

from ..core.deadline_clock import Terms

# Conditions of a rule, each a field that holds the text of a domain.
DOMAIN_FIELDS = (
    "domain",
    "start_domain",
    "stop_domain",
    "cancel_domain",
    "pause_domain",
)


@dataclass(frozen=True)
class RuleSpec:
    """What the engine needs of a rule."""

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
    role_id: int
    public: bool
    carry_over: bool
    on_close: str
    broken: bool

    @classmethod
    def of(cls, rule, since=None):
        """A rule as it is now; one with an unusable domain matches nothing.

        :param rule: one ``service.deadline.rule``, in superuser mode
        :param datetime since: from when its policy is in force, where that is known
        """
        broken = bool(rule._domain_error())
        return cls(
            id=rule.id,
            policy_id=rule.policy_id.id,
            policy_ref=rule.policy_ref or "",
            promise_id=rule.promise_id.id,
            terms_id=rule.terms_id.id,
            terms=rule.terms_id._terms(),
            start_mode=rule.start_mode,
            start_field=rule.start_field_id.name or "",
            stop_mode=rule.stop_mode,
            due_field=rule.due_field_id.name or "",
            date_from=to_seconds(max(rule.date_from, since or rule.date_from)),
            pause_reason_id=rule.pause_reason_id.id,
            calendar_source=rule.calendar_source,
            calendar_id=rule.calendar_id.id,
            role_id=rule.role_id.id,
            public=rule.public,
            carry_over=rule.carry_over,
            on_close=rule.on_close,
            broken=broken,
            **{
                name: Domain.FALSE if broken else condition_of(name, rule[name])
                for name in DOMAIN_FIELDS
            },
        )

    def under(self, terms_id, terms):
        """The rule as promises that were made under earlier terms know it."""
        worded = {
            name: condition_of(name, text) if name in DOMAIN_FIELDS else text
            for name, text in terms.conditions
        }
        return replace(self, terms_id=terms_id, terms=terms, **worded)

    def under_terms(self, terms_id, terms, records):
        """As :meth:`under`; as it is now where those terms are of no use any more."""
        worded = self.under(terms_id, terms)
        try:
            for name in DOMAIN_FIELDS:
                getattr(worded, name).validate(records)
        except ValueError:  # a field is gone since
            return replace(self, terms_id=terms_id, terms=terms)
        return worded


def condition_of(name, text):
    """A domain as the engine asks it: an empty optional one never holds."""
    domain = Domain(literal_eval(text or "[]"))
    if name in ("domain", "start_domain") or not domain.is_true():
        return domain
    return Domain.FALSE
