from odoo import models


class HrEmployeePublic(models.Model):
    """Colleagues see of others who is in their own team, as on the employee."""

    _name = "hr.employee.public"
    _inherit = ["hr.employee.public", "hr.employee.team.mixin"]
