from odoo import models


class HrDepartment(models.Model):
    """Departments stand below others."""

    _inherit = "hr.department"

    def _path(self):
        """Return the ids of a department and of those above it."""
        return {int(part) for part in (self.parent_path or "").split("/") if part}
