from odoo import fields, models


class AdvisorSolutionTemplateLine(models.Model):
    """A product of a template; its price is taken when the solution is made."""

    _name = "advisor.solution.template.line"
    _description = "Product of a Template"
    _order = "sequence, id"

    template_id = fields.Many2one(
        comodel_name="advisor.solution.template",
        required=True,
        ondelete="cascade",
        index=True,
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        comodel_name="product.product", required=True, ondelete="restrict"
    )
    quantity = fields.Float(default=1.0, required=True, digits="Product Unit")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "A quantity is more than nothing."
    )
