from odoo import models
from odoo.tools import SQL

from ..core.approver import nearest_approver
from .res_users import HR_OFFICER, LONGEST_CHAIN


class HrEmployee(models.Model):
    """Employees know who decides about their requests, and how to be written to."""

    _name = "hr.employee"
    _inherit = ["hr.employee", "hr.employee.team.mixin"]

    # Whom to write to

    def _message_partners(self):
        """Return the contacts that get messages for these employees: the user's, or
        the work contact of somebody without a user."""
        partners = self.env["res.partner"]
        for employee in self.sudo():
            partners |= employee.user_id.partner_id or employee.work_contact_id
        return partners.with_env(self.env)

    def _reader_lang(self):
        """The language to write to the person in: Odoo leaves the employee's own empty
        unless HR sets it."""
        person = self.sudo()
        chosen = person.user_id.lang or person.lang or person.work_contact_id.lang
        return chosen or self.env.lang

    def _by_reader_lang(self):
        """Group these people by the language to write to them in.

        :return: {language code: employees}
        """
        return self.grouped(lambda person: person._reader_lang())

    def _by_company(self):
        """The same employees by company, with one query and without reading them.

        :return: {company: employees}
        """
        everybody = self.with_context(active_test=False)
        groups = everybody._read_group(
            [("id", "in", self.ids)], ["company_id"], ["id:recordset"]
        )
        return dict(groups)

    # Who decides

    def _user_or_above(self):
        """User of an employee; of the next manager who has one, if there is none."""
        employee = self
        for _step in range(LONGEST_CHAIN):
            if not employee.user_id:
                employee = employee.parent_id
        return employee.user_id

    def _get_approvers(self, deputy=None, hr_group=HR_OFFICER):
        """Return who decides about requests of each employee: {employee: users}.

        The user whom a field names, else the nearest manager who has a user, else the
        HR responsible, else the HR officers of the company. Never oneself. Empty when
        the company has nobody at all.

        :param deputy: field of the employee that names a user who goes first
        :param hr_group: XML id of the group of HR officers
        """
        found = {
            employee: (
                (employee.sudo()[deputy] - employee.sudo().user_id).filtered("active")
                if deputy
                else self.env["res.users"]
            )
            for employee in self
        }
        others = self.filtered(lambda employee: not found[employee])
        parents, users = others._get_managers_above()
        for employee in others:
            own = set(employee.sudo().user_id.ids)
            nearest = nearest_approver(employee.id, parents, users, own)
            found[employee] = self.env["res.users"].browse(
                nearest or []
            ) or employee._get_hr_responsibles(hr_group)
        return found

    def _get_hr_responsibles(self, hr_group=HR_OFFICER):
        """Return who in HR answers for an employee, never the employee's own user.

        :param hr_group: XML id of the group of HR officers
        """
        self.ensure_one()
        own = self.sudo().user_id
        responsible = self.sudo().version_id.hr_responsible_id - own
        company = self.sudo().company_id
        officers = (
            self.env.ref(hr_group)
            .sudo()
            .all_user_ids.filtered(
                lambda user: user.active and company in user.company_ids
            )
        )
        return (responsible & officers) or (officers - own)

    def _get_managers_above(self):
        """Return manager and active user of everybody above, read at once.

        :return: ({employee id: manager's id}, {employee id: user id or None})
        """
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
