from odoo import models

from odoo.addons.attendance_rules.models.hr_checklist import KEY
from odoo.addons.hr_employee_team.core.checklist import Check


class HrChecklist(models.AbstractModel):
    """People can ask for the leave that they have."""

    _inherit = "hr.checklist"

    def _attendance_checks(self):
        return [*super()._attendance_checks(), self._check_balances()]

    def _check_balances(self):
        company = self.env.company
        kinds = (
            self.env["hr.leave.type"]
            .sudo()
            .search(
                [
                    ("requires_allocation", "=", True),
                    ("employee_requests", "=", False),
                    ("company_id", "in", [company.id, False]),
                    ("country_id", "in", [company.country_id.id, False]),
                ]
            )
        )
        policies = self.env["attendance.policy"].sudo()
        policies = policies.search([])  # pylint: disable=no-search-all
        kinds -= policies.overtime_leave_type_id
        granted = (
            self.env["hr.leave.allocation"]
            .sudo()
            ._read_group(
                [
                    ("holiday_status_id", "in", kinds.ids),
                    ("employee_company_id", "=", company.id),
                    ("state", "=", "validate"),
                ],
                ["holiday_status_id"],
            )
        )
        empty = kinds.browse(
            set(kinds.ids) - {kind.id for (kind,) in granted}
        ).with_env(self.env)
        missing = ""
        if empty:
            missing = self.env._(
                "Nobody has a balance of: %s", ", ".join(empty.mapped("name"))
            )
        return Check(
            key="balances",
            application=KEY,
            title=self.env._("Balances of leave"),
            why=self.env._(
                "Without a balance nobody can ask for such a leave. Archive the kinds"
                " that your company does not have."
            ),
            missing=missing,
            action="attendance_rules_request.hr_leave_type_action_balances",
        )
