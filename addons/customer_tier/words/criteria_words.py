"""Criteria and what is wrong with them, as sentences."""

from .figure_words import factor_in_words, figure_in_words


class CriteriaWords:
    """Says a version of the criteria in the reader's language."""

    def __init__(self, criteria, plain):
        self.env = criteria.env
        self.currency = criteria.company_id.currency_id
        self.plain = plain
        tiers = self.env["customer.tier"].sudo().browse(plain.rank)
        self.names = {tier.id: tier.name for tier in tiers}

    def sentences(self):
        """One sentence for each tier, the first that holds counts."""
        said = [self._rule(rule) for rule in self.plain.ordered]
        if self.plain.grace:
            said.append(
                self.env._(
                    "Up at once; down one step, after %s days at risk.",
                    self.plain.grace,
                )
            )
        else:
            said.append(self.env._("Up and down at once, one step down at a time."))
        if self.plain.probation and self.plain.floor in self.names:
            said.append(
                self.env._(
                    "For %(days)s days after the first purchase nobody is below "
                    "%(tier)s.",
                    days=self.plain.probation,
                    tier=self.names[self.plain.floor],
                )
            )
        return said

    def _rule(self, rule):
        name = self.names.get(rule.tier, "")
        if not rule.criteria:
            return self.env._("%s: everybody else.", name)
        ways = [
            self.env._(" and ").join(map(self.criterion, alternative))
            for alternative in rule.alternatives
        ]
        return f"{name}: {self.env._('; or ').join(ways)}."

    def criterion(self, criterion):
        """One threshold, and the one of staying where it differs."""
        env = self.env
        factor = factor_in_words(env, criterion.factor, criterion.months)
        enter = self._figure(criterion, criterion.enter)
        if criterion.at_most:
            text = env._("%(factor)s at most %(figure)s", factor=factor, figure=enter)
        else:
            text = env._("%(factor)s at least %(figure)s", factor=factor, figure=enter)
        if criterion.stay != criterion.enter:
            stay = self._figure(criterion, criterion.stay)
            text += env._(" (to stay: %s)", stay)
        return text

    def _figure(self, criterion, value):
        return figure_in_words(self.env, criterion.factor, value, self.currency)

    def problems(self, found):
        """One sentence for each problem, with the remedy."""
        return [getattr(self, f"_{problem.code}")(problem) for problem in found]

    def _name(self, tier):
        return self.names.get(tier, "?")

    def _criterion_of(self, problem):
        rules = self.plain.ordered
        rule = next(rule for rule in rules if rule.tier == problem.tier)
        return self.criterion(rule.criteria[problem.criterion])

    def _no_ladder(self, _problem):
        return self.env._("Gap: choose the tier of everybody else.")

    def _gap(self, problem):
        return self.env._(
            "Gap: %s is for everybody else, so nothing may be asked for it. Remove its "
            "lines, or choose another tier for everybody else.",
            self._name(problem.tier),
        )

    def _takes_all(self, problem):
        return self.env._(
            "Overlap: %s has no lines, so it takes everybody, and nobody is left for "
            "the tiers below. Add lines to it.",
            self._name(problem.tier),
        )

    def _no_floor(self, _problem):
        return self.env._("Choose the floor of new customers, or no probation.")

    def _stay_harder(self, problem):
        return self.env._(
            "%(tier)s: it is harder to stay than to come in (%(line)s). Make the "
            "threshold of staying easier.",
            tier=self._name(problem.tier),
            line=self._criterion_of(problem),
        )

    def _too_many(self, _problem):
        return self.env._(
            "There are too many factors with too many thresholds to prove that every "
            "customer has exactly one tier. Take fewer lines."
        )

    def _contradicts(self, problem):
        return self.env._(
            "%(tier)s: no customer can meet these lines together (%(line)s …). Change "
            "one of them.",
            tier=self._name(problem.tier),
            line=self._criterion_of(problem),
        )

    def _hidden(self, problem):
        return self.env._(
            "Overlap: nobody can have %(tier)s, because whoever meets it has %(other)s "
            "already. Make its lines easier, or those of the other harder.",
            tier=self._name(problem.tier),
            other=self._name(problem.other),
        )

    def _not_nested(self, problem):
        return self.env._(
            "Gap: somebody may meet %(tier)s without meeting %(other)s, which is the "
            "step below it. Make %(other)s as easy as %(tier)s in every line.",
            tier=self._name(problem.tier),
            other=self._name(problem.other),
        )
