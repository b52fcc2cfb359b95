from odoo import models

# What decides who is above whom, and which user somebody is.
DECISIVE = {"active", "department_id", "parent_id", "user_id"}


class HrEmployee(models.Model):
    """May be the one who answers for a promise."""

    _inherit = "hr.employee"

    def write(self, vals):
        """Override to let running promises follow the hours of another person."""
        res = super().write(vals)
        if DECISIVE & vals.keys():
            self.env["service.deadline"].sudo()._recheck_people()
        return res
