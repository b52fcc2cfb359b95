import base64
import csv
import io
from datetime import date

from odoo.addons.attendance_rules.tests.common import AttendanceCase

MONDAY = date(2026, 3, 2)


class ImportCase(AttendanceCase):
    """An HR officer imports; numbers A1 and A2 are the employee and the colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.calendar
        cls.employee.barcode = "A1"
        cls.colleague.barcode = "A2"
        cls.dingtalk = cls.env.ref(
            "attendance_rules_import.attendance_import_source_dingtalk"
        )
        cls.clock = cls.env.ref(
            "attendance_rules_import.attendance_import_source_clock"
        )

    def _wizard(self, text, source=None, encoding="utf-8", filename="punches.csv"):
        content = text if isinstance(text, bytes) else text.encode(encoding)
        return (
            self.env["attendance.import"]
            .with_user(self.hr_officer)
            .create(
                {
                    "source_id": (source or self.clock).id,
                    "company_id": self.company.id,
                    "file": base64.b64encode(content),
                    "filename": filename,
                }
            )
        )

    def _import(self, *args, **options):
        wizard = self._wizard(*args, **options)
        wizard.action_preview()
        wizard.action_import()
        return wizard

    def _rows(self, employee=None):
        rows = self.env["hr.attendance"].search(
            [("employee_id", "=", (employee or self.employee).id)], order="check_in"
        )
        return [(row.check_in, row.check_out) for row in rows]

    def _day(self, *clocks, day=MONDAY):
        return tuple(self.moment(day, clock) for clock in clocks)

    def _bad_rows(self, wizard):
        text = base64.b64decode(wizard.bad_file).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text)))
