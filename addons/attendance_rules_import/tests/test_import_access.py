from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import MONDAY, ImportCase


@tagged("post_install", "-at_install")
class TestImportAccess(FormsAnswer, AccessMatrix, ImportCase):
    addon = "attendance_rules_import"
    matrix = {
        "attendance.import": ("", "rwcd", "rwcd"),
        "attendance.import.badge": ("", "rwcd", "rwcd"),
        "attendance.import.column": ("", "rwcd", "rwcd"),
        "attendance.import.source": ("", "rwcd", "rwcd"),
    }

    def test_sources_of_a_company_are_its_own(self):
        source = self.clock.copy({"company_id": self.company.id})
        badge = self.env["attendance.import.badge"].create(
            {"source_id": source.id, "number": "7", "employee_id": self.employee.id}
        )
        self.assertNotReadAbroad({"source": source, "badge": badge})

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_nobody_imports_into_another_company(self):
        """Whoever calls from outside chooses the company."""
        stranger = self._create_user(
            "foreign_hr",
            "attendance_rules.attendance_rules_group_hr_admin",
            company=self.other_company,
        )
        with self.assertRaises(AccessError):
            self.env["attendance.import"].with_user(stranger).with_context(
                allowed_company_ids=self.other_company.ids
            ).create(
                {
                    "source_id": self.clock.id,
                    "company_id": self.company.id,
                    "file": b"bm8=",
                }
            )

    def test_nobody_hides_that_a_punch_was_imported(self):
        self._import("No.,Date,Check In,Check Out\nA1,2026-03-02,08:55,17:02\n")
        punch = self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertEqual(punch.import_source_id, self.clock)
        mine = punch.with_user(self._attendance_admin()).sudo(False)
        with self.assertRaisesRegex(AccessError, "not written by hand"):
            mine.import_source_id = False
        with self.assertRaisesRegex(AccessError, "not written by hand"):
            mine.create(
                {
                    "employee_id": self.colleague.id,
                    "check_in": self.moment(MONDAY, "07:55"),
                    "import_source_id": self.clock.id,
                }
            )

    def _attendance_admin(self):
        return self._create_user("admin_x", "hr_attendance.group_hr_attendance_manager")

    def test_what_the_import_may_leave_out_nobody_else_may(self):
        """Words in the context that switch off checks are for the import only."""
        self.punch(self.employee, MONDAY, "08:00", "18:00")
        punches = self.env["hr.attendance"].with_user(self._attendance_admin())
        forged = punches.with_context(
            attendance_rules_overlaps=True, attendance_rules_punched=True
        )
        values = {"check_in": self.moment(MONDAY, "09:00")}
        with self.assertRaises(ValidationError), self.cr.savepoint():
            forged.create({**values, "employee_id": self.employee.id})
        entered = forged.create({**values, "employee_id": self.colleague.id})
        self.assertTrue(entered.changed_by_hand)
        with self.assertRaisesRegex(RuntimeError, "only for the import"):
            punches._create_compared([])
