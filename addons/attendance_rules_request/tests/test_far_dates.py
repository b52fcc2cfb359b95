from datetime import datetime

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase

FAR = (datetime(9999, 12, 31, 23), datetime(1, 1, 1), datetime(2100, 1, 1))


@tagged("post_install", "-at_install")
class TestFarDates(AttendanceCase):
    """Calendars end somewhere: a date that nobody means is refused with a sentence."""

    def _cases(self, when):
        yield "attendance.correction", {"kind": "in", "at": when, "reason": "x"}
        window = {"date_from": when, "date_to": when.replace(minute=30)}
        yield "attendance.overtime", {**window, "reason": "x"}
        yield "attendance.excuse", {**window, "name": "Storm"}

    def test_far_dates_are_refused_with_a_sentence(self):
        for when in FAR:
            for name, values in self._cases(when):
                model = self.env[name].with_user(self.hr_officer)
                values["employee_id"] = self.employee.id
                spec = {field: {} for field in ("display_name", *values)}
                with self.subTest(model=name, when=when):
                    model.onchange(values, list(values), spec)
                    with (
                        self.assertRaisesRegex(ValidationError, "too far away"),
                        self.cr.savepoint(),
                    ):
                        model.create(values)
