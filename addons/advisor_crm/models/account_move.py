from odoo import models


class AccountMove(models.Model):
    """The advisor of a customer reads the customer's invoices."""

    _name = "account.move"
    _inherit = ["account.move", "advisor.care.mixin"]
