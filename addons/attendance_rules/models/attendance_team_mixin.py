from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class AttendanceTeamMixin(models.AbstractModel):
    """Who is in the user's team: on employees, and on what colleagues see of them.

    Ids are those of ``hr.employee``, which ``hr.employee.public`` shares.
    """

    _name = "attendance.team.mixin"
    _description = "Team for Attendance"

    attendance_in_my_team = fields.Boolean(
        compute="_compute_attendance_in_my_team",
        search="_search_attendance_in_my_team",
        help="The person, or somebody below in the chain of managers.",
    )

    @api.depends("parent_id", "user_id", "attendance_manager_id")
    @api.depends_context("uid")
    def _compute_attendance_in_my_team(self):
        team = {row[0] for row in self.env.execute_query(self._my_team_sql())}
        for employee in self:
            employee.attendance_in_my_team = employee._origin.id in team

    def _search_attendance_in_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("id", "in", self._my_team_sql())
        return domain if True in value else ~domain

    @api.model
    def _my_team_sql(self):
        """Query for the ids of the user's employees, all below them, and those whose
        attendance the user manages. A chain that runs in a circle does no harm."""
        self.env["hr.employee"].flush_model(
            ["attendance_manager_id", "parent_id", "user_id"]
        )
        return SQL(
            """
            WITH RECURSIVE team(id) AS (
                SELECT id FROM hr_employee WHERE user_id = %(uid)s
                UNION
                SELECT hr_employee.id
                  FROM hr_employee JOIN team ON hr_employee.parent_id = team.id
            )
            SELECT id FROM team
            UNION
            SELECT id FROM hr_employee WHERE attendance_manager_id = %(uid)s
            """,
            uid=self.env.uid,
        )
