"""Proposes rules for the figures of a text: each like a rule that exists."""

from ast import literal_eval
from dataclasses import dataclass

from odoo.tools import html2plaintext

from odoo.addons.service_policy.core.figures import Figure, find_figures
from odoo.addons.service_policy.core.likeness import (
    Pattern,
    Patterns,
    may_be_promised,
    surroundings,
)

from ..core.figure_terms import terms_of

# Below it two texts only share words that many texts have; see docs/documents.md.
LIKE_ENOUGH = 0.42


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure of a text, and the rule that one for it would be like, if any."""

    figure: Figure
    sentence: str
    rule_id: int | bool
    score: float


class RuleProposals:
    """The rules that a user may read, prepared to be compared with many sentences."""

    def __init__(self, env, policy):
        rules = env["service.deadline.rule"].search([("limit", ">", 0)])
        # of what is equally like, a rule of the policy itself, then of one in force
        rules = rules.sorted(
            lambda rule: (rule.policy_id != policy, not rule.policy_id.company_ids)
        )
        names = {rule.id: [] for rule in rules}
        for code, _name in env["res.lang"].get_installed():
            for rule in rules.with_context(lang=code):
                words = f"{rule.name} ; {rule.promise_id.name}"
                if words not in names[rule.id]:
                    names[rule.id].append(words)
        self._patterns = Patterns(
            Pattern(
                rule.id,
                names[rule.id],
                kinds=_values(rule.domain),
                texts=[html2plaintext(rule.note or "")],
            )
            for rule in rules
        )

    def proposals(self, title, text, path=""):
        """Yield a proposal for each figure of a clause that a clock could keep."""
        whole = f"{title}\n{text}" if title not in text else text
        for figure in find_figures(whole):
            near, sentence = surroundings(whole, figure.start, figure.end)
            after = whole[figure.end : figure.end + 20]
            if not may_be_promised(figure, near, after):
                continue
            if not figure.is_open and terms_of(figure) is None:
                continue
            like = self._patterns.like(near, f"{sentence} {title}", f"{whole} {path}")
            found = like and like[0].score >= LIKE_ENOUGH and like[0]
            yield Proposal(
                figure,
                sentence.strip(),
                found and found.key,
                found.score if found else 0.0,
            )


def _values(domain):
    """The words that a condition compares with: complaint, repair."""
    values = []
    for leaf in literal_eval(domain or "[]"):
        if isinstance(leaf, (list, tuple)) and leaf[1] in ("=", "in"):
            found = leaf[2] if isinstance(leaf[2], (list, tuple)) else [leaf[2]]
            values += [value for value in found if isinstance(value, str)]
    return values
