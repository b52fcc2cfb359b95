from datetime import date

from odoo.tests import freeze_time, tagged

from .common import AttendanceCase

CORE = "hr_attendance.menu_hr_attendance_overtime_rulesets"
TEAM = [
    "attendance_rules.hr_inbox_menu",
    "attendance_rules.attendance_rules_menu_today",
    "attendance_rules.attendance_rules_menu_days",
    "attendance_rules.attendance_rules_menu_months",
]


@tagged("post_install", "-at_install")
@freeze_time("2026-03-12 02:00:00")
class TestMenus(AttendanceCase):
    """Each role has the menus that it needs."""

    def _sees(self, user, menu):
        menus = self.env["ir.ui.menu"].with_user(user).with_company(self.company)
        return self.env.ref(menu).id in menus.load_menus(False)

    def test_menus_of_a_team_are_for_those_who_lead_one(self):
        for menu in TEAM:
            with self.subTest(menu):
                self.assertFalse(self._sees(self.employee.user_id, menu))
                self.assertTrue(self._sees(self.manager.user_id, menu))
                self.assertTrue(self._sees(self.hr_officer, menu))
        self.colleague.parent_id = self.employee
        self.assertTrue(self._sees(self.employee.user_id, TEAM[1]))

    def test_own_pages_are_for_everybody(self):
        for user in (self.employee.user_id, self.manager.user_id, self.hr_admin):
            with self.subTest(user.login):
                menu = "attendance_rules.attendance_board_menu_my"
                self.assertTrue(self._sees(user, menu))

    def test_where_rules_are_in_force_core_does_not_judge_overtime_beside_them(self):
        self.assertFalse(self._sees(self.hr_admin, CORE))
        (self.policy + self.example).action_draft()
        self.assertTrue(self._sees(self.hr_admin, CORE))
        self.policy.date_from = date(2026, 3, 1)
        self.policy.action_publish()
        self.assertFalse(self._sees(self.hr_admin, CORE))
