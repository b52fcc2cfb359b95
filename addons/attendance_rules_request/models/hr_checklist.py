from odoo import fields, models

from odoo.addons.attendance_rules.models.hr_checklist import KEY
from odoo.addons.hr_employee_team.core.checklist import Check


class HrChecklist(models.AbstractModel):
    """People can ask for the leave that they have."""

    _inherit = "hr.checklist"

    def _attendance_checks(self):
        return [
            *super()._attendance_checks(),
            self._check_leave_rules(),
            self._check_balances(),
        ]

    def _check_leave_rules(self):
        """Whatever anybody may ask for is in the policy: a second kind of sick leave
        needs a certificate, too (CS-1.2)."""
        company = self.env.company
        policy = self.env["attendance.policy"]._get_binding(
            company, fields.Date.context_today(self)
        )
        missing = ""
        if policy:
            kinds = self._leave_types(company, ("requires_allocation", "=", False))
            kinds = kinds.filtered(lambda kind: kind.time_type == "leave")
            ruled = self.env["attendance.policy.leave"]._by_type(policy, company)
            if without := kinds.filtered(lambda kind: kind.id not in ruled):
                missing = self.env._(
                    "Asked for like any other leave: %s",
                    ", ".join(without.with_env(self.env).mapped("name")),
                )
        return Check(
            key="leave_rules",
            application=KEY,
            title=self.env._("Kinds of leave"),
            why=self.env._(
                "The policy says what each kind asks for. Give it a rule of its own,"
                " say whose place it takes, or archive it."
            ),
            missing=missing,
            action="hr_holidays.open_view_holiday_status",
        )

    def _leave_types(self, company, *more):
        """Kinds of leave that the company uses."""
        return (
            self.env["hr.leave.type"]
            .sudo()
            .search(
                [
                    ("company_id", "in", [company.id, False]),
                    ("country_id", "in", [company.country_id.id, False]),
                    ("is_replaced", "=", False),
                    *more,
                ]
            )
        )

    def _check_balances(self):
        company = self.env.company
        kinds = self._leave_types(
            company,
            ("requires_allocation", "=", True),
            ("employee_requests", "=", False),
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
