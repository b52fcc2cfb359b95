"""A rule as it is tried on the past: also one that nobody has saved."""

from dataclasses import replace

from ..core.deadline_clock import Terms
from .rule_spec import DOMAIN_FIELDS, RuleSpec, condition_of

#: Id of the terms that are tried, which no table has; and of a rule that is not saved.
TRIED_TERMS, TRIED_RULE = -1, -1
LAST = 2**31


def snapshot(rule):
    """A rule as plain values: what somebody tries stays what it was when he asked.

    The draft of a rule takes the place of the rule that it changes.

    :param rule: one ``service.deadline.rule``, saved, or edited and not saved
    """
    saved, terms = rule.replaces_id._origin or rule._origin, rule._prepare_terms()
    ids = [
        step._origin.id or -number for number, step in enumerate(rule.step_ids, start=1)
    ]
    steps = tuple(
        replace(step, id=step_id)
        for step, step_id in zip(terms.steps, ids, strict=True)
    )
    policy = rule.policy_id
    return {
        "rule_id": saved.id or TRIED_RULE,
        "name": rule.name or "",
        "model": rule.model_id.model,
        "promise_id": rule.promise_id._origin.id,
        "policy_id": policy._origin.id,
        "policy_ref": rule.policy_ref or "",
        "rank": [
            policy.sequence,
            policy._origin.id or 0,
            rule.sequence,
            saved.id or LAST,
        ],
        "domains": {name: rule[name] or "[]" for name in DOMAIN_FIELDS},
        "start_mode": rule.start_mode,
        "start_field": rule.start_field_id.name or "",
        "stop_mode": rule.stop_mode,
        "due_field": rule.due_field_id.name or "",
        "calendar_source": rule.calendar_source,
        "calendar_id": rule.calendar_id._origin.id or 0,
        "role_id": rule.role_id._origin.id or 0,
        "carry_over": rule.carry_over,
        "on_close": rule.on_close,
        "allow_pause": rule.allow_pause,
        "allow_stop": rule.stop_mode == "manual" or rule.allow_manual_stop,
        "terms": replace(terms, steps=steps).to_json(),
        "steps": [
            {
                "id": step_id,
                "name": step.name or "",
                "action": step.action,
                "role_id": step.role_id._origin.id or 0,
            }
            for step_id, step in zip(ids, rule.step_ids, strict=True)
        ],
    }


def spec_of(values, since):
    """The rule of a snapshot as the engine reads it.

    :param dict values: of :func:`snapshot`
    :param int since: from when on it counts, in seconds
    """
    domains = {
        name: condition_of(name, values["domains"][name]) for name in DOMAIN_FIELDS
    }
    return RuleSpec(
        id=values["rule_id"],
        policy_id=values["policy_id"],
        policy_ref=values["policy_ref"],
        promise_id=values["promise_id"],
        terms_id=TRIED_TERMS,
        terms=Terms.from_json(values["terms"]),
        start_mode=values["start_mode"],
        start_field=values["start_field"],
        stop_mode=values["stop_mode"],
        due_field=values["due_field"],
        date_from=since,
        pause_reason_id=0,
        calendar_source=values["calendar_source"],
        calendar_id=values["calendar_id"],
        role_id=values["role_id"],
        public=False,
        carry_over=values["carry_over"],
        on_close=values["on_close"],
        broken=False,
        **domains,
    )
