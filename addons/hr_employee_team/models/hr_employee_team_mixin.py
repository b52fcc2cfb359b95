from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class HrEmployeeTeamMixin(models.AbstractModel):
    """Who is in the user's team: on employees, and on what colleagues see of them.

    Ids are those of ``hr.employee``, which ``hr.employee.public`` shares.
    """

    _name = "hr.employee.team.mixin"
    _description = "Employee in a Team"

    in_my_team = fields.Boolean(
        compute="_compute_in_my_team",
        search="_search_in_my_team",
        help="The person, or somebody below in the chain of managers.",
    )

    @api.model
    def _team_manager_fields(self):
        """Fields of ``hr.employee`` (columns) that name, beside the chain of managers,
        a user to whose team an employee belongs. Other add-ons add theirs."""
        return []

    @api.depends("parent_id", "user_id")
    @api.depends_context("uid")
    def _compute_in_my_team(self):
        team = {row[0] for row in self.env.execute_query(self._my_team_sql())}
        for employee in self:
            employee.in_my_team = employee._origin.id in team

    def _search_in_my_team(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("id", "in", self._my_team_sql())
        return domain if True in value else ~domain

    @api.model
    def _my_team_sql(self):
        """Query for the ids of the user's employees, all below them, and those whom a
        field puts into the user's team. A chain that runs in a circle does no harm."""
        managers = self.env["hr.employee"]._team_manager_fields()
        self.env["hr.employee"].flush_model(["parent_id", "user_id", *managers])
        return SQL(
            """
            WITH RECURSIVE team(id) AS (
                SELECT id FROM hr_employee WHERE user_id = %(uid)s
                UNION
                SELECT hr_employee.id
                  FROM hr_employee JOIN team ON hr_employee.parent_id = team.id
            )
            SELECT id FROM team %(others)s
            """,
            uid=self.env.uid,
            others=SQL(" ").join(
                SQL(
                    "UNION SELECT id FROM hr_employee WHERE %s = %s",
                    SQL.identifier(name),
                    self.env.uid,
                )
                for name in managers
            ),
        )
