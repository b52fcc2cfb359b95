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
        "attendance.policy.trial": ("", "rwd", "rwd"),
        "attendance.policy.trial.line": ("", "r", "r"),
        "attendance.streak": ("r", "r", "r"),
    }

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_trials_are_of_who_asked(self):
        """Neither a colleague reads what somebody has tried, nor another company."""
        stranger = self._create_user(
            "foreign_hr",
            "attendance_rules.attendance_rules_group_hr_admin",
            company=self.other_company,
        )
        policy = self.policy.with_user(self.hr_officer)
        action = policy.action_try()
        trials = self.env["attendance.policy.trial"]
        trial = trials.browse(action["res_id"])
        self.assertEqual(trial.with_user(self.hr_officer).state, "waiting")
        for other in (self.hr_admin, stranger):
            with self.assertRaises(AccessError):
                trial.with_user(other).read(["name"])
        self.policy.company_id = self.company
        with self.assertRaises(AccessError):
            self.policy.with_user(stranger).action_try()
