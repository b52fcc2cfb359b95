from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase
from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer


@tagged("post_install", "-at_install")
class TestFeedbackAccess(FormsAnswer, AccessMatrix, AttendanceCase):
    """Employees read what they say; HR administrators ask and decide."""

    addon = "attendance_rules_feedback"
    matrix = {"attendance.feedback.round": ("r", "r", "rwcd")}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asked = cls.env["attendance.feedback.round"].create(
            {"company_id": cls.company.id, "date_end": "2026-03-16"}
        )

    def test_companies_are_kept_apart(self):
        self.assertNotReadAbroad({"round": self.asked})

    def test_only_an_administrator_asks_and_ends(self):
        for role in ("employee", "hr_officer"):
            asked = self.asked.with_user(self.matrix_users()[role])
            for button in ("action_ask", "action_remind", "action_close"):
                with self.subTest(role, button=button), self.assertRaises(AccessError):
                    getattr(asked, button)()
        self.asked.with_user(self.hr_admin).action_ask()
        self.assertEqual(self.asked.state, "running")
