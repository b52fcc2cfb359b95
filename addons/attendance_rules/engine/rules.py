"""A policy version as plain values, read once per run."""

from dataclasses import dataclass
from datetime import date

from odoo.addons.base_engine_tools.core.instants import HOUR, MINUTE
from odoo.addons.base_engine_tools.engine.fingerprint import digest

from ..core.terms import Band, Terms


@dataclass(frozen=True)
class Rules:
    """Terms of a policy version in a company's currency, and what else counts.

    :param broken_by: {leave type id or None for the others: breaks full attendance}
    :param stamp: changes when any figure does; ``days_stamp``: one that days depend on
    """

    policy_id: int
    since: date
    terms: Terms
    broken_by: dict
    exempt_first_last_day: bool
    stamp: str
    days_stamp: str

    def breaks_full(self, leave_type_id):
        """Whether a leave of this type ends full attendance."""
        others = self.broken_by.get(None, False)
        return self.broken_by.get(leave_type_id, others)


def rules_of(policy, currency, company=None):
    """Turn a policy into plain values.

    :param currency: of the company; amounts become its minor units
    :param company: by whose leave types it is read; the current one if none is named
    """
    terms = _terms(policy, 10**currency.decimal_places)
    leave_rules = policy.env["attendance.policy.leave"]._by_type(
        policy, company or policy.env.company
    )
    broken_by = {
        type_id: rule.breaks_full_attendance for type_id, rule in leave_rules.items()
    }
    exempt = policy.exempt_first_last_day
    breaks = sorted(broken_by.items(), key=repr)
    days_stamp = digest(policy.id, repr(terms.of_days()), repr(breaks), exempt)
    stamp = digest(days_stamp, repr(terms))
    since = policy.date_from
    return Rules(policy.id, since, terms, broken_by, exempt, stamp, days_stamp)


def _terms(policy, unit):
    return Terms(
        reach=round(policy.punch_reach_hours * HOUR),
        split_gap=round(policy.split_gap_hours * HOUR),
        merge=policy.merge_minutes * MINUTE,
        longest=round(policy.longest_hours * HOUR),
        away=policy.away_minutes * MINUTE,
        both_count_once=policy.both_count_once,
        bands=tuple(_band(band, unit) for band in policy.band_ids),
        monthly_grace=policy.monthly_grace,
        grace_breaks_full=policy.grace_breaks_full,
        absence_deduction=policy.absence_deduction,
        wage_days=policy.wage_days,
        cap_share=policy.cap_share,
        cap_floor=round(policy.cap_floor * unit),
        talk_threshold=policy.talk_threshold,
        overtime_rates={
            "workday": policy.overtime_rate_workday,
            "restday": policy.overtime_rate_restday,
            "holiday": policy.overtime_rate_holiday,
        },
    )


def _band(band, unit):
    is_share = band.deduction == "daily_share"
    return Band(
        kind=band.kind,
        over=band.over_minutes * MINUTE,
        half=band.over_half,
        severity=band.severity,
        deduction=band.deduction,
        amount=band.amount if is_share else band.amount * unit,
    )


class RuleBook:
    """The versions in force per company and date, with a few queries for all."""

    def __init__(self, env, policy=None):
        self.env = env
        self.policies = policy or env["attendance.policy"].sudo().search(
            [("state", "=", "published")], order="date_from"
        )
        self.draft = policy
        self.versions = {}
        self.single = {}
        self.companies = {}
        self.stretches = {}

    def company(self, company_id):
        """The company, and the minor units of its currency."""
        if company_id not in self.companies:
            company = self.env["res.company"].browse(company_id)
            unit = 10**company.currency_id.decimal_places
            self.companies[company_id] = company, unit
        return self.companies[company_id]

    def of(self, company):
        """Versions of a company, the oldest first: its own, else the shared ones."""
        if company.id not in self.versions:
            own = self.policies.filtered(lambda policy: policy.company_id == company)
            shared = self.policies.filtered(lambda policy: not policy.company_id)
            self.versions[company.id] = [
                self.rules(policy, company) for policy in self._merge(own, shared)
            ]
        return self.versions[company.id]

    def _merge(self, own, shared):
        """The shared versions count until the company has its own."""
        if self.draft:
            return self.draft
        start = own[:1].date_from
        return [
            policy for policy in shared if not start or policy.date_from < start
        ] + list(own)

    def rules(self, policy, company):
        """One version in a company's currency."""
        key = policy.id, company.id
        if key not in self.single:
            self.single[key] = rules_of(policy, company.currency_id, company)
        return self.single[key]

    def between(self, company, first, last):
        """Versions in force on some dates: [(first date, last date, Rules), …].

        A draft that is tried out counts for every date.
        """
        key = company.id, first, last
        if key not in self.stretches:
            self.stretches[key] = self._between(company, first, last)
        return self.stretches[key]

    def _between(self, company, first, last):
        found = []
        versions = self.of(company)
        for number, rules in enumerate(versions):
            since = date.min if self.draft else rules.since
            following = versions[number + 1 :][:1]
            until = following[0].since.toordinal() - 1 if following else None
            begin = max(since, first)
            end = min(date.fromordinal(until), last) if until else last
            if begin <= end:
                found.append((begin, end, rules))
        return found
