from odoo import api, fields, models
from odoo.fields import Command

from ..core.figure_terms import terms_of
from ..engine.rule_proposal import RuleProposals


class ServicePolicyReading(models.TransientModel):
    """For the figures of a document rules are proposed, like those that exist.

    A rule says what starts and stops a promise, who answers for it and who is told;
    what a text gives is the figure. So a confirmed proposal is a copy of the rule that
    it is like, with the figure of the text.
    """

    _inherit = "service.policy.reading"

    proposal_ids = fields.One2many(
        comodel_name="service.policy.reading.rule",
        inverse_name="reading_id",
        string="Rules",
    )
    proposal_count = fields.Integer(compute="_compute_proposal_counts")
    unmatched = fields.Text(
        string="No Promise Fits",
        readonly=True,
        help="Times in the text for which no rule is like enough to propose one.",
    )

    @api.depends("proposal_ids")
    def _compute_proposal_counts(self):
        for reading in self:
            reading.proposal_count = len(reading.proposal_ids)

    def _propose(self):
        """Override to propose a rule for each time that something may take."""
        res = super()._propose()
        self.proposal_ids.unlink()
        finder = RuleProposals(self.env, self.policy_id)
        values, unmatched = [], []
        for line in self.line_ids:
            for found in finder.proposals(line.name, line.text, line.path or ""):
                if not found.rule_id:
                    unmatched.append(f"{line.number}: {found.sentence}")
                else:
                    values.append(self._proposal(line, found))
        self.write(
            {
                "unmatched": "\n".join(dict.fromkeys(unmatched)),
                "proposal_ids": [Command.create(it) for it in values],
            }
        )
        return res

    def _proposal(self, line, found):
        pattern = self.env["service.deadline.rule"].browse(found.rule_id)
        terms = terms_of(found.figure)
        values = {
            "line_id": line.id,
            "number": line.number,
            "sequence": line.sequence,
            "words": found.figure.words,
            "sentence": found.sentence,
            "pattern_id": pattern.id,
            "name": pattern.name,
        }
        if terms is None:  # the text leaves the figure open
            kept = ("target", "limit", "unit", "clock", "end_of_day")
            return values | {name: pattern[name] for name in kept} | {"is_open": True}
        return values | {
            "target": terms.target,
            "limit": terms.limit,
            "unit": terms.unit,
            "clock": terms.clock or pattern.clock,
            "end_of_day": terms.end_of_day,
        }

    def _confirmed_anything(self):
        return super()._confirmed_anything() or bool(
            self.proposal_ids.filtered("confirmed")
        )

    def _create_confirmed(self, policy):
        """Override to write the confirmed rules."""
        res = super()._create_confirmed(policy)
        for proposal in self.proposal_ids.filtered("confirmed"):
            proposal._create_rule(policy)
        return res
