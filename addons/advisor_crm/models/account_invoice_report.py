from odoo import models


class AccountInvoiceReport(models.Model):
    """An advisor analyses the invoices of the own customers."""

    _name = "account.invoice.report"
    _inherit = ["account.invoice.report", "advisor.care.mixin"]
