from odoo import api, fields, models

from odoo.addons.service_rating.core.interval import interval_of_share


class AdvisorWinShareMixin(models.AbstractModel):
    """Something by which enquiries were won or lost: how often, of how many."""

    _name = "advisor.win.share.mixin"
    _description = "What Enquiries Are Won By"

    #: Model of the rows that know the outcome, and their field that leads here.
    _win_rows = ()

    won_count = fields.Integer(string="Won", compute="_compute_wins")
    closed_count = fields.Integer(
        string="Won or Lost",
        compute="_compute_wins",
        help="Enquiries that are closed, in the companies that are chosen.",
    )
    win_share = fields.Char(
        compute="_compute_wins",
        help="Share of the closed enquiries that were won, and between which shares "
        "the true one lies with 95 %.",
    )

    @api.depends_context("allowed_company_ids", "lang")
    def _compute_wins(self):
        """One query; sums only, so that a leader's figures are everybody's."""
        wins = self._count_wins()
        for record in self:
            won, closed = wins.get(record.id, (0, 0))
            record.won_count, record.closed_count = won, closed
            record.win_share = self._share_in_words(won, closed)

    def _count_wins(self):
        """{id: (won, won or lost)}: enquiries of the chosen companies, each once."""
        model_name, link = self._win_rows
        rows = self.env[model_name].sudo()
        rows = rows._read_group(
            [
                (link, "in", self.ids),
                ("outcome", "in", ("won", "lost")),
                ("company_id", "in", self.env.companies.ids),
                *self._win_domain(),
            ],
            [link, "outcome"],
            ["lead_id:count_distinct"],
        )
        wins = {}
        for record, outcome, count in rows:
            won, closed = wins.get(record.id, (0, 0))
            wins[record.id] = (won + count * (outcome == "won"), closed + count)
        return wins

    @api.model
    def _win_domain(self):
        """Which of the rows count."""
        return []

    def _share_in_words(self, won, closed):
        interval = interval_of_share(won, closed)
        if not interval:
            return ""
        return self.env._(
            "%(share)s %% of %(n)s (%(low)s to %(high)s %%)",
            share=round(100 * won / closed),
            n=closed,
            low=round(100 * interval[0]),
            high=round(100 * interval[1]),
        )
