from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

# A chain of deputies and managers longer than this is a circle.
LONGEST_CHAIN = 10
HR_OFFICER = "hr.group_hr_user"


class ResUsers(models.Model):
    """Who takes over when a user is away."""

    _inherit = "res.users"

    deputy_id = fields.Many2one(
        comodel_name="res.users",
        domain=[("share", "=", False)],
        groups=f"base.group_erp_manager,{HR_OFFICER}",
        help="Gets the reminders and escalations while you are away.",
    )

    @api.constrains("deputy_id", "group_ids")
    def _check_deputy(self):
        """What a deputy is told is for the staff only, and customers have none."""
        for user in self.sudo().filtered("deputy_id"):
            outsider = (user | user.deputy_id).filtered("share")[:1]
            if outsider:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no member of the staff: only the staff have "
                        "deputies, and only the staff are deputies.",
                        person=outsider.name,
                    )
                )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["deputy_id"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["deputy_id"]

    def _present(self):
        """The user, or who stands in for an absent one: the deputy, else the manager in
        the environment's company, and so on. Empty if nobody is there."""
        user, asked = self, self.browse()
        while user and (not user.active or user._is_absent()):
            asked |= user
            deputy = user.sudo().deputy_id.filtered(lambda other: not other.share)
            user = deputy.with_env(self.env) - asked or user._manager() - asked
        return user

    def _is_absent(self):
        """Whether a leave of one of the user's employees covers this moment."""
        absent = self.env.context.get("absent_user_ids")
        return self.id in (self._absent_user_ids() if absent is None else absent)

    @api.model
    def _absent_user_ids(self):
        """Ids of the users on leave now. A batch asks once and hands it on in the
        context (``absent_user_ids``)."""
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

    def _leads_people(self):
        """Whether somebody is in the user's team, or HR, which sees everybody."""
        self.ensure_one()
        if self.has_group(HR_OFFICER):
            return True
        team = self.env["hr.employee"].with_user(self)._my_team_sql()
        rows = self.env.execute_query(
            SQL(
                "SELECT 1 FROM (%s) AS team(id) WHERE id != ALL(%s) LIMIT 1",
                team,
                self.sudo().employee_ids.ids,
            )
        )
        return bool(rows)

    def _manager(self, level=0):
        """The user's manager ``level`` steps up, or the highest there is.

        The employee is the one of the environment's company. Of a manager who has no
        user the next one above who has counts.
        """
        manager = self.sudo().employee_id.parent_id
        for _step in range(min(level, LONGEST_CHAIN)):
            manager = manager.parent_id or manager
        return manager._user_or_above().with_env(self.env)
