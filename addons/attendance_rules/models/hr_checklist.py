from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.hr_employee_team.core.approver import nearest_approver
from odoo.addons.hr_employee_team.core.checklist import Check

HR_ADMIN = "attendance_rules.attendance_rules_group_hr_admin"
KEY = "attendance"


class HrChecklist(models.AbstractModel):
    """What has to be there before the first day is judged, and rightly."""

    _inherit = "hr.checklist"

    @api.model
    def _applications(self):
        return super()._applications() | {KEY: self.env._("Attendance")}

    @api.model
    def _checks(self):
        checks = super()._checks()
        if not self.env.user.has_group(HR_ADMIN):
            return checks
        return checks + self._attendance_checks()

    def _attendance_checks(self):
        """Override to add those of a part."""
        return [
            self._check_hours(
                KEY,
                self.env._("Lateness is counted from these hours, in this zone."),
            ),
            self._check_days_off_of_attendance(),
            self._check_employees(),
            self._check_heads(
                KEY,
                self.env._("A head becomes the manager of the department's people."),
            ),
            self._check_managers(),
            self._check_policy(),
            self._check_punches(),
        ]

    def _people(self):
        return self.env["hr.employee"].sudo()

    def _in_company(self, *more):
        return [("company_id", "=", self.env.company.id), *more]

    def _check_employees(self):
        missing = ""
        people = self._people()
        count = people.search_count(
            self._in_company(("current_version_id.contract_date_start", "=", False))
        )
        if not people.search_count(self._in_company(), limit=1):
            missing = self.env._("The company has no employees yet.")
        elif count:
            missing = self.env._("Employees without a start of contract: %s", count)
        return Check(
            key="employees",
            application=KEY,
            title=self.env._("Employees and their first day"),
            why=self.env._("Days are judged from the start of the contract on."),
            missing=missing,
            action="hr_employee_team.hr_employee_action_people",
        )

    def _check_managers(self):
        """Who leads nobody needs a manager who can log in; heads are decided by HR."""
        people = self._people().search(self._in_company())
        parents, users = people._get_managers_above()
        heads = set(parents.values()) | set(people.department_id.manager_id.ids)
        alone = [
            employee.id
            for employee in people
            if employee.id not in heads
            and not nearest_approver(
                employee.id, parents, users, {users.get(employee.id)} - {None}
            )
        ]
        missing = ""
        if alone:
            missing = self.env._(
                "Employees without a manager who can log in: %s", len(alone)
            )
        return Check(
            key="managers",
            application=KEY,
            title=self.env._("A manager for everybody"),
            why=self.env._(
                "The manager decides about leave, corrections and overtime; without one"
                " everything waits for HR."
            ),
            missing=missing,
            action="hr_employee_team.hr_employee_action_people",
        )

    def _check_days_off_of_attendance(self):
        return Check(
            application=KEY,
            why=self.env._("Without them people are absent on a public holiday."),
            **self.env["resource.special.day"]._setup_check(self.env.company),
        )

    def _check_policy(self):
        today = fields.Date.context_today(self)
        policies = self.env["attendance.policy"].sudo()
        company = self.env.company
        coming = policies.search_count(
            [
                ("state", "=", "published"),
                ("company_id", "in", [company.id, False]),
                ("date_from", ">", today),
            ],
            limit=1,
        )
        missing = ""
        if not coming and not policies._get_policy(company, today):
            missing = self.env._("No rules are published: nothing is judged.")
        return Check(
            key="policy",
            application=KEY,
            title=self.env._("Rules of attendance"),
            why=self.env._(
                "They say what lateness costs and when a talk is due. Read the example,"
                " change its figures, publish it."
            ),
            missing=missing,
            action="attendance_rules.attendance_policy_action",
        )

    def _check_punches(self):
        since = fields.Datetime.now() - relativedelta(months=1)
        punches = self.env["hr.attendance"].sudo()
        domain = [
            ("employee_id.company_id", "=", self.env.company.id),
            ("check_in", ">=", since),
        ]
        missing = ""
        if not punches.search_count(domain, limit=1):
            missing = self.env._("Nobody has punched in the last month.")
        return Check(
            key="punches",
            application=KEY,
            title=self.env._("A way to punch"),
            why=self.env._(
                "The button in the browser, a kiosk at the door, or the file of a"
                " clock: without punches everybody is absent."
            ),
            missing=missing,
            action=self._settings("hr_attendance.action_hr_attendance_settings"),
        )
