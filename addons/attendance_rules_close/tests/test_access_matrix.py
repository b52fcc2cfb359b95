from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.attendance_rules.tests.common import AttendanceCase
from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer


@tagged("post_install", "-at_install")
class TestAccessMatrix(FormsAnswer, AccessMatrix, AttendanceCase):
    addon = "attendance_rules_close"
    matrix = {
        "attendance.adjustment": ("r", "r", "r"),
        "attendance.award.exclusion": ("r", "r", "rw"),
        "attendance.basis": ("", "", "r"),
        "attendance.objection": ("rc", "rwc", "rwc"),
        "attendance.pay.item": ("r", "r", "r"),
        "attendance.period": ("", "rwc", "rwcd"),
        "attendance.period.ask": ("", "rwcd", "rwcd"),
        "attendance.period.check": ("", "r", "r"),
        "attendance.period.close": ("", "", "rwcd"),
        "attendance.period.question": ("rw", "rwcd", "rwcd"),
        "attendance.period.reopen": ("", "", "rwcd"),
        "attendance.period.seal": ("", "r", "r"),
        "attendance.policy.trial": ("", "rwcd", "rwcd"),
        "attendance.policy.trial.line": ("", "rwcd", "rwcd"),
        "attendance.streak": ("r", "r", "r"),
    }

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_wizard_reaches_into_another_company(self):
        """Whoever calls from outside chooses the company."""
        stranger = self._create_user(
            "foreign_hr",
            "attendance_rules.attendance_rules_group_hr_admin",
            company=self.other_company,
        )
        with self.assertRaises(AccessError):
            self.env["attendance.policy.trial"].with_user(stranger).create(
                {"company_id": self.company.id, "policy_id": self.policy.id}
            )
