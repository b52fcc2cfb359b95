from odoo import models


class HrDepartment(models.Model):
    """Its head may be the one who answers for a promise."""

    _inherit = "hr.department"

    def write(self, vals):
        """Override to let running promises follow the hours of another head."""
        res = super().write(vals)
        if "manager_id" in vals:
            self.env["service.deadline"].sudo()._recheck_people()
        return res
