from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase

READ, ALL = {"read"}, {"read", "write", "create", "unlink"}
#: What each may do with ``attendance.feedback.round``.
ACCESS = {"employee": READ, "hr_officer": READ, "hr_admin": ALL, "outsider": set()}


@tagged("post_install", "-at_install")
class TestFeedbackAccess(AttendanceCase):
    """Employees read what they say; HR administrators ask and decide."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asked = cls.env["attendance.feedback.round"].create(
            {"company_id": cls.company.id, "date_end": "2026-03-16"}
        )
        cls.users = {
            "employee": cls.employee.user_id,
            "hr_officer": cls.hr_officer,
            "hr_admin": cls.hr_admin,
            "outsider": new_test_user(cls.env, "outsider", groups="base.group_portal"),
        }

    def test_every_role(self):
        for role, expected in ACCESS.items():
            mine = self.asked.with_user(self.users[role])
            found = {operation for operation in ALL if mine.has_access(operation)}
            with self.subTest(role=role):
                self.assertEqual(found, expected)

    def test_companies_are_kept_apart(self):
        self.assertNotReadAbroad({"round": self.asked})

    def test_only_an_administrator_asks_and_ends(self):
        for role in ("employee", "hr_officer", "outsider"):
            for button in ("action_ask", "action_remind", "action_close"):
                with self.subTest(role, button=button), self.assertRaises(AccessError):
                    getattr(self.asked.with_user(self.users[role]), button)()
        self.asked.with_user(self.hr_admin).action_ask()
        self.assertEqual(self.asked.state, "running")
