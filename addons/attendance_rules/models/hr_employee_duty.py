from odoo import models


class HrEmployee(models.Model):
    """Employees can be told about their duties."""

    _inherit = "hr.employee"

    def _duty_partners(self):
        """Return the contacts that get messages for these employees: the user's, or
        the work contact of somebody without a user."""
        partners = self.env["res.partner"]
        for employee in self.sudo():
            partners |= employee.user_id.partner_id or employee.work_contact_id
        return partners.with_env(self.env)
