from odoo import models


class SaleReport(models.Model):
    """An advisor analyses the orders of the own customers."""

    _name = "sale.report"
    _inherit = ["sale.report", "advisor.care.mixin"]
