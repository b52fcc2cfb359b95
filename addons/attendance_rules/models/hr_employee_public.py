from odoo import api, fields, models
from odoo.fields import Domain


class HrEmployeePublic(models.Model):
    """Colleagues see of others who is in their own team, as on the employee."""

    _inherit = "hr.employee.public"

    attendance_in_my_team = fields.Boolean(
        compute="_compute_attendance_in_my_team",
        search="_search_attendance_in_my_team",
        help="The person, or somebody below in the chain of managers.",
    )

    @api.depends("parent_id", "user_id")
    @api.depends_context("uid")
    def _compute_attendance_in_my_team(self):
        query = self.env["hr.employee"]._my_team_sql()
        team = {row[0] for row in self.env.execute_query(query)}
        for employee in self:
            employee.attendance_in_my_team = employee.id in team

    def _search_attendance_in_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("id", "in", self.env["hr.employee"]._my_team_sql())
        return domain if True in value else ~domain
