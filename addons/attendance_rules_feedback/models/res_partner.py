from odoo import models


class ResPartner(models.Model):
    """Employees are written to in the language that HR has set for them."""

    _inherit = "res.partner"

    def _reader_lang(self):
        """Override: the employee's own language, which the contact need not have."""
        employee = self.sudo().employee_ids[:1]
        return employee._reader_lang() if employee else super()._reader_lang()
