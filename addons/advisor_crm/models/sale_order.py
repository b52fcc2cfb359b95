from odoo import models


class SaleOrder(models.Model):
    """Orders are read by the advisor of the customer, whoever the salesperson is."""

    _name = "sale.order"
    _inherit = ["sale.order", "advisor.care.mixin"]
