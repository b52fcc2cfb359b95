from odoo import api, fields, models

from odoo.addons.base_engine_tools.engine.access import needs_access

HR_OFFICER = "attendance_rules.attendance_rules_group_hr_officer"


class HrEmployee(models.Model):
    """Employees know who may see and decide about their attendance (CS-1.2)."""

    _inherit = "hr.employee"

    @api.model
    def _team_manager_fields(self):
        """Override: whose attendance a user manages is in the user's team."""
        return super()._team_manager_fields() + ["attendance_manager_id"]

    def _get_attendance_approvers(self, deputy="attendance_manager_id"):
        """Return who decides about requests of each employee: {employee: users}.

        :param deputy: field of the employee that names whom HR has put in charge
        """
        return self._get_approvers(deputy, HR_OFFICER)

    def _get_attendance_hr(self):
        """Return who in HR answers for an employee, never the employee's own user."""
        return self._get_hr_responsibles(HR_OFFICER)

    @api.readonly
    @needs_access("read")
    def action_attendance_days(self):
        """Open the judged days of the employee."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_day_action"
        )
        action["domain"] = [("employee_id", "=", self.id)]
        action["context"] = {"search_default_this_month": 1}
        return action

    # The current month of an employee at a glance.

    attendance_heat_map = fields.Json(
        string="Attendance This Month",
        compute="_compute_attendance_heat_map",
        groups="attendance_rules.attendance_rules_group_hr_officer",
    )

    @api.depends_context("lang", "uid")
    def _compute_attendance_heat_map(self):
        month = fields.Date.context_today(self).replace(day=1)
        rows = self.env["attendance.month"].search(
            [("employee_id", "in", self.ids), ("month", "=", month)]
        )
        by_employee = rows.grouped("employee_id")
        for employee in self:
            row = by_employee.get(employee._origin)
            employee.attendance_heat_map = row.heat_map if row else []
