from odoo import api, fields, models

from ..core.plan import Step, promised_days


class OrderMilestonePlan(models.Model):
    """Which milestones an order has, and by when: for a company, for categories.

    The first plan that matches an order counts.
    """

    _name = "order.milestone.plan"
    _description = "Plan of Milestones"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company", index=True, help="Empty: every company."
    )
    category_ids = fields.Many2many(
        comodel_name="product.category",
        string="Categories of Products",
        help="Orders with a product of one of these, or of one below. Empty: all.",
    )
    delivery_days = fields.Integer(
        string="Delivered after (Days)",
        default=7,
        help="Where neither a delivery date is agreed nor the products tell one.",
    )
    line_ids = fields.One2many(
        comodel_name="order.milestone.plan.line",
        inverse_name="plan_id",
        string="Milestones",
        copy=True,
    )

    _delivery_days_positive = models.Constraint(
        "CHECK(delivery_days >= 0)", "An order is delivered after 0 or more days."
    )

    @api.model
    def _of_companies(self, companies):
        """The plans of companies, in their order, with all that is asked of them."""
        return self.sudo().search([("company_id", "in", [False, *companies.ids])])

    def _matches(self, order):
        """Whether this plan is one for the order."""
        self.ensure_one()
        if self.company_id and self.company_id != order.company_id:
            return False
        if not self.category_ids:
            return True
        wanted = {category.parent_path for category in self.category_ids}
        found = order.order_line.product_id.categ_id.mapped("parent_path")
        return any(path.startswith(tuple(wanted)) for path in found if path)

    def _days(self, confirmed, delivery, is_workday):
        """The promised day of each line, in the order of the lines.

        :param is_workday: tells of a day whether the company works (``Workdays``)
        """
        self.ensure_one()
        steps = [
            Step(line.anchor, line._signed_days(), line.clock == "working")
            for line in self.line_ids
        ]
        return promised_days(steps, confirmed, delivery, is_workday)
