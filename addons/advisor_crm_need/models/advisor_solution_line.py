from odoo import api, fields, models
from odoo.fields import Domain


class AdvisorSolutionLine(models.Model):
    """A product of a solution with its price, untaxed, in the company's currency."""

    _name = "advisor.solution.line"
    _inherit = ["advisor.need.mixin"]
    _description = "Product of a Solution"
    _order = "sequence, id"

    solution_id = fields.Many2one(
        comodel_name="advisor.solution", required=True, ondelete="cascade", index=True
    )
    lead_id = fields.Many2one(related="solution_id.lead_id", string="Enquiry")
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        comodel_name="product.product", required=True, ondelete="restrict"
    )
    name = fields.Text(
        string="Description",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    quantity = fields.Float(default=1.0, required=True, digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    price_unit = fields.Monetary(
        string="Unit Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
    )
    discount = fields.Float(string="Discount (%)", digits="Discount")
    amount = fields.Monetary(compute="_compute_amount", store=True)
    currency_id = fields.Many2one(related="solution_id.currency_id")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "A quantity is more than nothing."
    )
    _discount_in_range = models.Constraint(
        "CHECK(discount >= 0 AND discount <= 100)",
        "A discount is from 0 to 100 %.",
    )

    @api.depends("product_id")
    def _compute_name(self):
        for line in self:
            lead = line.solution_id.lead_id
            product = line.product_id.with_context(lang=lead.partner_id.lang)
            if product:
                line.name = product.get_product_multiline_description_sale()

    @api.depends("product_id")
    def _compute_price_unit(self):
        today = fields.Date.context_today(self)
        for line in self:
            company = line.solution_id.company_id or self.env.company
            product = line.product_id.with_company(company)
            line.price_unit = product.currency_id._convert(
                product.lst_price, company.currency_id, company, today
            )

    @api.depends("quantity", "price_unit", "discount")
    def _compute_amount(self):
        for line in self:
            amount = line.quantity * line.price_unit * (1 - line.discount / 100)
            currency = line.currency_id
            line.amount = currency.round(amount) if currency else amount

    @api.model
    def _lead_domain(self, leads):
        """Override: by way of the solution."""
        return Domain("solution_id.lead_id", "in", leads)

    @api.model_create_multi
    def create(self, vals_list):
        """Override: nothing is added to what was sent."""
        lines = super().create(vals_list)
        lines._check_is_draft()
        return lines

    def write(self, vals):
        """Override: see :meth:`create`."""
        self._check_is_draft()
        result = super().write(vals)
        self._check_is_draft()
        return result

    @api.model
    def _check_moved(self, vals):
        """Override: by way of the solution."""
        solution = self.env["advisor.solution"].browse(vals.get("solution_id") or [])
        solution.check_access("write")
        return super()._check_moved({"lead_id": solution.sudo().lead_id.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_is_draft()

    def _check_is_draft(self):
        if not self.env.su:
            self.solution_id._check_is_draft()
