from odoo import models


class CustomerStandingPeriod(models.Model):
    """Advisors see the history, with its amounts, of their own customers."""

    _name = "customer.standing.period"
    _inherit = ["customer.standing.period", "advisor.care.mixin"]
