from dataclasses import dataclass

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
        return tuple(rule._spec() for rule in rules)

    def _spec(self):
        """The rule as a plain value; one with an unusable domain matches nothing."""
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
            date_from=to_seconds(self.date_from),
            pause_reason_id=self.pause_reason_id.id,
            calendar_source=self.calendar_source,
            calendar_id=self.calendar_id.id,
            role=self.role,
            public=self.public,
            carry_over=self.carry_over,
            broken=broken,
            **{
                name: Domain.FALSE if broken else self._condition(name)
                for name in DOMAIN_FIELDS
            },
        )

    def _condition(self, name):
        """A domain as the engine asks it: an empty optional one never holds."""
        domain = self._domain(name)
        if name in ("domain", "start_domain") or not domain.is_true():
            return domain
        return Domain.FALSE
