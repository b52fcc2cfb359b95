from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.base_engine_tools.engine.access import needs_access


class CustomerStrategy(models.Model):
    """How the customers of a tier are served (SM-5.1).

    Nothing of it holds before it is in force.
    """

    _name = "customer.strategy"
    _inherit = ["guarded.mixin", "mail.thread"]
    _description = "Strategy of a Tier"
    _order = "company_id, tier_sequence, id"
    _rec_name = "tier_id"

    tier_id = fields.Many2one(
        comodel_name="customer.tier", required=True, ondelete="cascade"
    )
    tier_sequence = fields.Integer(
        related="tier_id.sequence", store=True, readonly=True
    )
    company_id = fields.Many2one(
        related="tier_id.company_id", store=True, readonly=True, index=True
    )
    active = fields.Boolean(default=True)
    state = fields.Selection(
        selection=[("draft", "Draft"), ("in_force", "In Force")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    priority = fields.Selection(
        selection=[("0", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Very high")],
        default="1",
        required=True,
        tracking=True,
        help="Of what these customers ask for.",
    )
    advisor_required = fields.Boolean(
        string="Has an Advisor",
        tracking=True,
        help="Customers of the tier without an advisor are given one by the job.",
    )
    sales_team_id = fields.Many2one(
        comodel_name="crm.team",
        ondelete="set null",
        index="btree_not_null",
        tracking=True,
    )
    points = fields.Integer(
        default=1,
        required=True,
        tracking=True,
        help="How much of an advisor's capacity one customer takes.",
    )
    minutes_per_month = fields.Integer(
        string="Minutes a Month",
        tracking=True,
        help="Time of an advisor that one customer takes in a month.",
    )
    care_plan = fields.Html(
        translate=True,
        help="What is done for these customers, in the words of the company.",
    )

    cadence_ids = fields.Many2many(
        comodel_name="service.contact.cadence",
        string="Cadences",
        compute="_compute_cadence_ids",
        help="How often customers of the tier are contacted.",
    )

    _tier_unique = models.Constraint(
        "UNIQUE(tier_id)", "This tier has a strategy already: change that one."
    )
    _figures_positive = models.Constraint(
        "CHECK(points > 0 AND minutes_per_month >= 0)",
        "A customer takes 1 point or more, and 0 minutes or more.",
    )

    @api.depends("tier_id")
    def _compute_cadence_ids(self):
        """Cadences that name the tier; those that name none are for all customers."""
        cadences = self.env["service.contact.cadence"].search(
            [("tier_ids", "in", self.tier_id.ids)]
        )
        for strategy in self:
            strategy.cadence_ids = cadences.filtered(
                lambda cadence, tier=strategy.tier_id._origin: tier in cadence.tier_ids
            )

    @api.constrains("sales_team_id", "tier_id")
    def _check_team_company(self):
        for strategy in self:
            company = strategy.sales_team_id.company_id
            if company and company != strategy.company_id:
                raise ValidationError(
                    self.env._(
                        "Strategy for “%(tier)s”: choose a sales team of %(company)s.",
                        tier=strategy.tier_id.name,
                        company=strategy.company_id.name,
                    )
                )

    @needs_access("write")
    def action_publish(self):
        """Put the strategy into force."""
        self.sudo().write({"state": "in_force"})
        self.env["advisor.assigner"]._wake(self.tier_id.ids)

    @needs_access("write")
    def action_withdraw(self):
        """Make it a draft again: nothing follows from it any more."""
        self.sudo().write({"state": "draft"})

    def write(self, vals):
        """Override: what is in force is put into force by its button alone."""
        if not self.env.su and "state" in vals:
            raise AccessError(
                self.env._("Strategies are put into force, or taken back, by a button.")
            )
        return super().write(vals)

    @api.model
    def _of(self, partners, company, tiers=None):
        """Strategies in force for customers, for engines.

        :param tiers: {id of a contact: tier}, where they are known already
        :return: dict of the id of a contact to its strategy (may be empty)
        """
        if tiers is None:
            tiers = self.env["customer.standing"]._tiers_of(partners, company)
        strategies = self.sudo().search_fetch(
            [("company_id", "=", company.id), ("state", "=", "in_force")], ["tier_id"]
        )
        by_tier = {strategy.tier_id.id: strategy for strategy in strategies}
        none = self.sudo().browse()
        return {key: by_tier.get(tier.id, none) for key, tier in tiers.items()}
