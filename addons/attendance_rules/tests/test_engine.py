from datetime import date

from freezegun import freeze_time

from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
MARCH_END = date(2026, 3, 31)


@freeze_time("2026-04-15 02:00:00")
class TestEngine(AttendanceCase):
    def test_present_and_late(self):
        self.punch(self.employee, MONDAY, "07:55", "17:02")
        self.punch(self.employee, TUESDAY, "08:20", "17:02")
        days = self.judge(self.employee, MONDAY, MARCH_END)
        self.assertEqual(days[MONDAY].verdict, "present")
        self.assertEqual(days[TUESDAY].verdict, "late")
        self.assertEqual(days[TUESDAY].late_seconds, 20 * 60)
        self.assertEqual(len(days), 30)
