from odoo import api, fields, models

ROLES = [
    ("assignee", "Assignee"),
    ("channel_owner", "Owner of the channel"),
    ("team_leader", "Team leader"),
    ("department_head", "Head of the department"),
    ("project_manager", "Project manager"),
    ("manager_chain", "Chain of managers"),
]

# A chain of deputies and managers longer than this is a circle.
LONGEST_CHAIN = 10


class ServiceRole(models.AbstractModel):
    """Turns the roles of the policies into people who are there today.

    Who is on leave or has no user passes on to the deputy, else to the manager, else to
    the team leader; with nobody left the head of the company's service project.
    """

    _name = "service.role"
    _description = "Service Roles"

    @api.model
    def _person(self, record, role, level=0):
        """User who acts in a role for a record now (may be empty).

        :param record: record of a model with deadlines
        :param int level: how far up the chain of managers (0: the direct one)
        """
        company = record._deadline_company()
        user = record._deadline_role_user(role, level)
        standby = record._deadline_role_user("team_leader", 0)
        last = company.service_project_manager_id
        for candidate in (user, standby, last):
            if present := self.with_company(company)._present(candidate):
                return present
        return user or standby or last

    @api.model
    def _present(self, user):
        """The user, or who stands in for an absent one: his deputy, else his
        manager."""
        asked = user.browse()
        while user and (not user.active or self._is_absent(user)):
            asked |= user
            user = user.deputy_id - asked or self._manager(user, 0) - asked
        return user

    @api.model
    def _is_absent(self, user):
        """Whether a leave of one of the user's employees covers this moment."""
        absent = self.env.context.get("service_absent_ids")
        return user.id in (self._absent_user_ids() if absent is None else absent)

    @api.model
    def _absent_user_ids(self):
        """Ids of the users on leave now. A run asks once and hands it on in the
        context."""
        now = fields.Datetime.now()
        groups = (
            self.env["resource.calendar.leaves"]
            .sudo()
            ._read_group(
                [
                    ("date_from", "<=", now),
                    ("date_to", ">", now),
                    ("resource_id.user_id", "!=", False),
                    ("time_type", "=", "leave"),
                ],
                ["resource_id"],
            )
        )
        return frozenset(resource.user_id.id for (resource,) in groups)

    @api.model
    def _manager(self, user, level):
        """The user's manager ``level`` steps up, or the highest there is.

        The employee is the one of the environment's company.
        """
        manager = user.with_env(self.env).sudo().employee_id.parent_id
        for _step in range(min(level, LONGEST_CHAIN)):
            manager = manager.parent_id or manager
        return self._user_of(manager)

    @api.model
    def _user_of(self, employee):
        """User of an employee; of his next manager who has one, when he has none."""
        for _step in range(LONGEST_CHAIN):
            if not employee.user_id:
                employee = employee.parent_id
        return employee.user_id
