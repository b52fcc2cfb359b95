from odoo import api, fields, models


class HrEmployee(models.Model):
    """The current month of an employee at a glance."""

    _inherit = "hr.employee"

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
