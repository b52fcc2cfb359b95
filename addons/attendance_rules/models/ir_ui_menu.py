from odoo import api, fields, models

#: Core's own way of judging overtime, and what is elsewhere already.
CORE = [
    "hr_attendance.menu_hr_attendance_employee",
    "hr_attendance.menu_hr_attendance_onboarding",
    "hr_attendance.menu_hr_attendance_overtime_rulesets",
    "hr_attendance.menu_hr_attendance_view_attendances_management",
]


class IrUiMenu(models.Model):
    """Each role has the menus that it needs; where rules are in force they judge."""

    _inherit = "ir.ui.menu"

    @api.model
    def _menus_of_leaders(self):
        return super()._menus_of_leaders() + [
            "attendance_rules.hr_inbox_menu",
            "attendance_rules.attendance_rules_menu_today",
            "attendance_rules.attendance_rules_menu_days",
            "attendance_rules.attendance_rules_menu_months",
        ]

    @api.model
    def _menus_not_needed(self):
        """Override: overtime is judged in one place."""
        needless = super()._menus_not_needed()
        today = fields.Date.context_today(self)
        if self.env["attendance.policy"]._get_policy(self.env.company, today):
            needless = needless + CORE
        return needless
