from odoo import api, fields, models


class CustomerTier(models.Model):
    """A class of customers of a company: important, general, potential (SM-5.1).

    Tiers on the ladder are better or worse than each other. A tier beside the ladder
    has a rule of its own (new, growing, promising) for who would be at the foot.
    """

    _name = "customer.tier"
    _description = "Customer Tier"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name, for imports.")
    sequence = fields.Integer(default=10, help="The best tier comes first.")
    beside = fields.Boolean(
        string="A Rule of Its Own",
        help="Not a step between better and worse, but a rule for who would have the "
        "lowest tier: new, growing or promising customers.",
    )
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    description = fields.Text(
        translate=True, help="What customers of this tier are to us."
    )

    _code_unique = models.Constraint(
        "UNIQUE(company_id, code)", "Another tier of the company has this code."
    )

    @api.model
    def _copy_examples(self, companies):
        """Give companies the tiers and the draft of criteria that are shipped.

        What was shipped and is deleted since is not copied.
        """
        example = self.env.ref(
            "customer_tier.customer_criteria_example", raise_if_not_found=False
        )
        if not example:
            return
        tiers = example.line_ids.tier_id | example.floor_tier_id
        tiers |= example.foot_tier_id
        tiers |= self.search([("company_id", "=", example.company_id.id)])
        taken = self.with_context(active_test=False).search(
            [("company_id", "in", companies.ids)]
        )
        for company in companies - taken.company_id:
            own = {}
            for tier in tiers:
                own[tier.id] = tier.copy({"company_id": company.id}).id
            example._copy_for(company, own)
