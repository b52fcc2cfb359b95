from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.rules import IN_WINDOW, Criterion

FACTORS = [
    ("amount", "Amount bought"),
    ("frequency", "Days with a purchase"),
    ("trend", "Amount beside the window before (%)"),
    ("tenure", "Days since the first purchase"),
    ("recency", "Days since the last purchase"),
    ("retained", "Windows in a row with a purchase"),
    ("satisfaction", "Satisfaction (1 to 5)"),
    ("quoted", "Amount of open quotations"),
]


class CustomerCriterion(models.Model):
    """One threshold of a tier: a factor, its window, and where one comes in and stays.

    Criteria with the same number of the alternative hold together; one alternative is
    enough for the tier.
    """

    _name = "customer.criterion"
    _inherit = ["guarded.mixin"]
    _description = "Criterion of a Customer Tier"
    _order = "criteria_id, tier_sequence, alternative, id"

    criteria_id = fields.Many2one(
        comodel_name="customer.criteria", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="criteria_id.company_id", store=True)
    currency_id = fields.Many2one(related="criteria_id.currency_id")
    tier_id = fields.Many2one(
        comodel_name="customer.tier", required=True, ondelete="restrict"
    )
    tier_sequence = fields.Integer(related="tier_id.sequence", store=True)
    alternative = fields.Integer(
        default=1,
        required=True,
        help="Lines with the same number hold together. One number is enough.",
    )
    factor = fields.Selection(selection=FACTORS, required=True, default="amount")
    months = fields.Integer(
        string="Window (months)",
        help="How far back is counted. Empty: the window of the criteria.",
    )
    at_most = fields.Boolean(help="The figure is to be at the threshold or below it.")
    enter = fields.Float(string="To Come In", required=True, digits=(16, 2))
    stay = fields.Float(string="To Stay", required=True, digits=(16, 2))

    _months_positive = models.Constraint(
        "CHECK(months BETWEEN 0 AND 120)", "A window has 1 to 120 months."
    )

    @api.constrains("tier_id", "criteria_id")
    def _check_company(self):
        for line in self:
            if line.tier_id.company_id != line.criteria_id.company_id:
                raise ValidationError(
                    self.env._(
                        "%(tier)s is a tier of another company. Choose one of "
                        "%(company)s.",
                        tier=line.tier_id.name,
                        company=line.criteria_id.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what is published is never edited."""
        lines = super().create(vals_list)
        lines.criteria_id._check_draft()
        return lines

    def write(self, vals):
        """Override: what is published is never edited."""
        self.criteria_id._check_draft()
        result = super().write(vals)
        self.criteria_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_check_draft(self):
        self.criteria_id._check_draft()

    def _plain(self):
        """The line as the core takes it."""
        self.ensure_one()
        months = 0
        if self.factor in IN_WINDOW:
            months = self.months or self.criteria_id.window_months
        return Criterion(
            factor=self.factor,
            months=months,
            enter=round(self.enter, 2),
            stay=round(self.stay, 2),
            at_most=self.at_most,
            alternative=self.alternative,
        )
