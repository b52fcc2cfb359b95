from odoo import models
from odoo.tools import SQL

from ..core.approver import nearest_approver

HR_OFFICER = "attendance_rules.attendance_rules_group_hr_officer"


class HrEmployee(models.Model):
    """Employees know who decides about their requests (CS-1.2)."""

    _inherit = "hr.employee"

    def _get_attendance_approvers(self, deputy="attendance_manager_id"):
        """Return who decides about requests of each employee: {employee: users}.

        The deputy whom HR has named, else the nearest manager who has a user, else the
        HR responsible, else the HR officers of the company. Never oneself. Empty when
        the company has nobody at all.

        :param deputy: field of the employee that names the deputy
        """
        found = {
            employee: (employee.sudo()[deputy] - employee.sudo().user_id).filtered(
                "active"
            )
            for employee in self
        }
        others = self.filtered(lambda employee: not found[employee])
        parents, users = others._get_managers_above()
        for employee in others:
            own = set(employee.sudo().user_id.ids)
            nearest = nearest_approver(employee.id, parents, users, own)
            found[employee] = (
                self.env["res.users"].browse(nearest or [])
                or employee._get_attendance_hr()
            )
        return found

    def _get_attendance_hr(self):
        """Return who in HR answers for an employee, never the employee's own user."""
        self.ensure_one()
        own = self.sudo().user_id
        responsible = self.sudo().version_id.hr_responsible_id - own
        officers = self.env.ref(HR_OFFICER).sudo().all_user_ids
        company = self.sudo().company_id
        officers = officers.filtered(
            lambda user: user.active and company in user.company_ids
        )
        return (responsible & officers) or (officers - own)

    def _get_managers_above(self):
        """Return manager and active user of everybody above, read at once."""
        if not self:
            return {}, {}
        self.env["hr.employee"].flush_model(["parent_id", "user_id", "active"])
        self.env["res.users"].flush_model(["active"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE above(id) AS (
                    SELECT unnest(%(ids)s::int[])
                    UNION
                    SELECT hr_employee.parent_id
                      FROM hr_employee JOIN above ON hr_employee.id = above.id
                     WHERE hr_employee.parent_id IS NOT NULL
                )
                SELECT employee.id, employee.parent_id,
                       CASE WHEN employee.active THEN res_users.id END
                  FROM above
                  JOIN hr_employee employee ON employee.id = above.id
             LEFT JOIN res_users ON res_users.id = employee.user_id
                                AND res_users.active
                """,
                ids=self.ids,
            )
        )
        parents = {row[0]: row[1] for row in rows}
        users = {row[0]: row[2] for row in rows}
        return parents, users

    def _get_attendance_partner(self):
        """Return whom to write to: the user's partner, else the work contact."""
        self.ensure_one()
        employee = self.sudo()
        return employee.user_id.partner_id or employee.work_contact_id
