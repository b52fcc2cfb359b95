"""Why a customer has a tier, in the words of the reader."""

from odoo.tools import format_date

from ..core.explain import nearest
from .figure_words import factor_in_words, figure_in_words


class StandingWords:
    """Says one standing; ``explanation`` is None where other criteria have come."""

    def __init__(self, standing, criteria, explanation):
        self.standing, self.criteria = standing, criteria
        self.explanation = explanation
        self.env = standing.env
        self.currency = standing.company_id.currency_id
        tiers = self.env["customer.tier"].sudo().browse(criteria.rank)
        self.names = {tier.id: tier.name for tier in tiers}

    def values(self):
        """What the template ``customer_tier.why`` shows."""
        explained = self.explanation
        return {
            "standing": self.standing,
            "summary": self._summary(),
            "keeps_title": self._keeps_title(),
            "keeps": self._table(explained.keeps) if explained else [],
            "lifts_title": self._lifts_title(),
            "lifts": self._table(explained.lifts) if explained else [],
            "basis": self._basis(),
        }

    def _date(self, day):
        return format_date(self.env, day)

    def _summary(self):
        """The sentences at the top: tier, risk, lock, floor, when next judged."""
        standing, env = self.standing, self.env
        said = []
        if standing.is_locked:
            said.append(("lock", self._lock()))
        if standing.at_risk_until:
            said.append(("risk", self.gap()))
        explained = self.explanation
        if (
            explained
            and explained.probation_until
            and self.criteria.floor in self.names
        ):
            said.append(
                (
                    "floor",
                    env._(
                        "A new customer: not below %(tier)s before %(date)s.",
                        tier=self.names[self.criteria.floor],
                        date=self._date(explained.probation_until),
                    ),
                )
            )
        said.append(("next", self._next()))
        return said

    def _lock(self):
        standing, env = self.standing, self.env
        values = {
            "tier": standing.sudo().lock_tier_id.name,
            "user": standing.sudo().lock_user_id.name,
            "reason": standing.lock_reason,
            "computed": standing.sudo().computed_tier_id.name,
        }
        if standing.lock_until:
            return env._(
                "Locked to %(tier)s by %(user)s until %(date)s: %(reason)s. By the "
                "facts it would be %(computed)s.",
                date=self._date(standing.lock_until),
                **values,
            )
        return env._(
            "Locked to %(tier)s by %(user)s until it is unlocked: %(reason)s. By the "
            "facts it would be %(computed)s.",
            **values,
        )

    def _next(self):
        decided = self.standing.next_judged_on
        if decided:
            return self.env._(
                "Judged again whenever an order or an invoice changes, and every "
                "night; decided on %s.",
                self._date(decided),
            )
        return self.env._(
            "Judged again whenever an order or an invoice changes, and every night."
        )

    def gap(self):
        """What is missing to stay, before when."""
        explained, env = self.explanation, self.env
        if not explained or not self.standing.at_risk_until:
            return ""
        missing = [self._missing(factor) for factor in nearest(explained.keeps)]
        return env._(
            "At risk: %(missing)s before %(date)s to stay %(tier)s; else %(lower)s.",
            missing=env._(" and ").join(missing),
            date=self._date(self.standing.at_risk_until),
            tier=self.names.get(explained.tier, ""),
            lower=self.names.get(explained.drops_to, ""),
        )

    def _missing(self, factor):
        criterion, env = factor.criterion, self.env
        name = factor_in_words(env, criterion.factor, criterion.months)
        threshold = self._figure(criterion, factor.threshold)
        if factor.gap is None:
            return f"{name}: {threshold}"
        gap = self._figure(criterion, factor.gap)
        if criterion.at_most:
            return env._("%(factor)s: %(gap)s too much", factor=name, gap=gap)
        return env._("%(factor)s: %(gap)s more", factor=name, gap=gap)

    def _keeps_title(self):
        explained = self.explanation
        if not explained:
            return ""
        tier = self.names.get(explained.tier, "")
        if not explained.keeps:
            return self.env._("%s is for everybody else: nothing is needed.", tier)
        return self.env._("What keeps %s", tier)

    def _lifts_title(self):
        explained = self.explanation
        if not explained or explained.lifts_to is None:
            return ""
        return self.env._("What would lift to %s", self.names[explained.lifts_to])

    def _table(self, alternatives):
        """[[{name, value, threshold, held, gap}, …] for each alternative]."""
        return [[self._row(factor) for factor in each] for each in alternatives]

    def _row(self, factor):
        criterion, env = factor.criterion, self.env
        figure = self._figure(criterion, factor.threshold)
        return {
            "name": factor_in_words(env, criterion.factor, criterion.months),
            "value": self._figure(criterion, factor.value),
            "threshold": env._("at most %s", figure)
            if criterion.at_most
            else env._("at least %s", figure),
            "held": factor.held,
            "gap": ""
            if factor.held or factor.gap is None
            else self._figure(criterion, factor.gap),
        }

    def _figure(self, criterion, value):
        return figure_in_words(self.env, criterion.factor, value, self.currency)

    def _basis(self):
        if self.criteria.basis == "invoice":
            return self.env._("From posted invoices, net of refunds, without taxes.")
        return self.env._("From confirmed orders, without taxes.")
