from datetime import date, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
#: The middle stands for a whole month.
MARCH = date(2026, 3, 15)
APRIL = date(2026, 4, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestDirty(AttendanceCase):
    """What changes has its days judged again, and nothing else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.judge(cls.employee | cls.colleague, MARCH, APRIL)
        cls.clear()

    @classmethod
    def clear(cls):
        cls.env["attendance.dirty"].search([]).unlink()

    def marks(self):
        """Marked days as {(name, date)}, and an empty queue."""
        rows = self.env["attendance.dirty"].search([])
        found = {(row.employee_id.name, row.work_date) for row in rows}
        self.clear()
        return found

    # Punches

    def test_punch(self):
        punch = self.punch(self.employee, MONDAY, "07:55")
        self.assertEqual(self.marks(), {("Employee", MONDAY)})
        punch.check_out = self.moment(MONDAY, "17:00")
        self.assertEqual(self.marks(), {("Employee", MONDAY)})

    def test_punch_moved_marks_both_days(self):
        punch = self.punch(self.employee, MONDAY, "07:55", "17:00")
        self.clear()
        punch.write(
            {
                "check_in": self.moment(TUESDAY, "07:55"),
                "check_out": self.moment(TUESDAY, "17:00"),
            }
        )
        self.assertEqual(self.marks(), {("Employee", MONDAY), ("Employee", TUESDAY)})

    def test_punch_of_another_marks_both_people(self):
        punch = self.punch(self.employee, MONDAY, "07:55", "17:00")
        self.clear()
        punch.employee_id = self.colleague
        self.assertEqual(self.marks(), {("Employee", MONDAY), ("Colleague", MONDAY)})

    def test_punch_deleted(self):
        punch = self.punch(self.employee, MONDAY, "07:55", "17:00")
        self.clear()
        punch.unlink()
        self.assertEqual(self.marks(), {("Employee", MONDAY)})

    def test_punch_that_changes_nothing_marks_nothing(self):
        punch = self.punch(self.employee, MONDAY, "07:55", "17:00")
        self.clear()
        punch.in_location = "Gate"
        self.assertFalse(self.marks())

    def test_punch_dates_are_local(self):
        """07:55 in Shanghai is still the day before in UTC."""
        punch = self.punch(self.employee, MONDAY, "07:55", "17:00")
        self.assertEqual(punch.check_in.date(), MONDAY - timedelta(days=1))
        self.assertEqual(self.marks(), {("Employee", MONDAY)})

    # Leave

    def test_leave_requested_approved_refused(self):
        leave = self.leave(self.employee, MONDAY, TUESDAY, approve=False)
        self.assertEqual(self.marks(), {("Employee", TUESDAY)})
        leave.action_approve()
        self.assertEqual(self.marks(), {("Employee", TUESDAY)})
        leave.action_refuse()
        self.assertEqual(self.marks(), {("Employee", TUESDAY)})

    def test_leave_moved_marks_both_months(self):
        leave = self.leave(self.employee, MONDAY, approve=False)
        self.clear()
        leave.write({"request_date_from": APRIL, "request_date_to": APRIL})
        self.assertIn(("Employee", MONDAY), self.marks())

    def test_leave_across_months_marks_each(self):
        self.leave(self.employee, date(2026, 3, 30), date(2026, 4, 2))
        self.assertEqual(
            self.marks(),
            {("Employee", date(2026, 3, 30)), ("Employee", date(2026, 4, 2))},
        )

    def test_kind_of_a_leave_type_marks_its_leave(self):
        leave = self.leave(self.employee, date(2026, 3, 30), date(2026, 4, 2))
        kind = leave.holiday_status_id
        self.leave(self.colleague, MONDAY, leave_type=kind).action_refuse()
        self.leave(self.colleague, TUESDAY)
        self.clear()
        leave.holiday_status_id.time_type = "other"
        self.assertEqual(
            self.marks(),
            {("Employee", date(2026, 3, 30)), ("Employee", date(2026, 4, 2))},
        )
        leave.holiday_status_id.write({"time_type": "other", "color": 3})
        self.assertFalse(self.marks(), "Nothing has changed.")

    def test_kind_of_a_leave_type_leaves_closed_months_alone(self):
        leave = self.leave(self.employee, date(2026, 3, 30), date(2026, 4, 2))
        self.month(self.employee, MARCH).state = "closed"
        self.clear()
        leave.holiday_status_id.time_type = "other"
        self.assertEqual(self.marks(), {("Employee", date(2026, 4, 2))})

    # Contracts and schedules

    def test_version(self):
        self.employee.create_version({"date_version": date(2026, 4, 10)})
        self.assertEqual(self.marks(), {("Employee", APRIL)})

    def test_schedule_of_a_version(self):
        self.employee.version_id.resource_calendar_id = self._create_calendar()
        marks = self.marks()
        self.assertEqual(marks, {("Employee", MARCH), ("Employee", APRIL)})

    def test_departure(self):
        self.employee.version_id.departure_date = date(2026, 4, 8)
        self.assertIn(("Employee", APRIL), self.marks())

    def test_wage(self):
        self.employee.version_id.wage = 7000
        self.assertIn(("Employee", MARCH), self.marks())

    def test_hours_of_a_calendar(self):
        self.calendar.attendance_ids[0].hour_from = 9
        names = {name for name, _day in self.marks()}
        self.assertEqual(names, {"Employee", "Colleague"})

    def test_public_holiday(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Qingming",
                "calendar_id": self.calendar.id,
                "date_from": self.moment(date(2026, 4, 6), "00:00"),
                "date_to": self.moment(date(2026, 4, 6), "23:59"),
            }
        )
        self.assertIn(("Employee", APRIL), self.marks())

    def test_special_day(self):
        self.env["resource.special.day"].create(
            {
                "name": "Make-up day",
                "date": date(2026, 4, 11),
                "kind": "working",
                "company_id": self.company.id,
            }
        )
        self.assertIn(("Colleague", APRIL), self.marks())

    def test_closed_months_do_not_follow_a_calendar(self):
        self.month(self.employee, MARCH).state = "closed"
        self.calendar.attendance_ids[0].hour_from = 9
        self.assertNotIn(("Employee", MARCH), self.marks())

    # Policies

    def test_policy_figure(self):
        self.policy.monthly_grace = 2
        marks = self.marks()
        self.assertEqual(
            marks,
            {
                (name, month)
                for name in ("Employee", "Colleague")
                for month in (MARCH, APRIL)
            },
        )

    def test_policy_band(self):
        self.policy.band_ids[0].over_minutes = 1
        self.assertIn(("Employee", APRIL), self.marks())

    def test_draft_marks_nothing(self):
        draft = self._create_policy(state="draft", date_from=date(2026, 4, 1))
        draft.monthly_grace = 3
        draft.band_ids = [Command.clear()]
        self.assertFalse(self.marks())
        draft.action_publish()
        self.assertIn(("Employee", APRIL), self.marks())

    # Time

    def test_what_is_over(self):
        self.engine._cron_mark_over()
        self.clear()
        with freeze_time("2026-04-15 12:00:00"):
            self.engine._cron_mark_over()
            self.assertIn(("Employee", date(2026, 4, 15)), self.marks())

    def test_a_month_begins(self):
        with freeze_time("2026-05-01 01:00:00"):
            self.engine._cron_mark_over()
            self.assertIn(("Employee", date(2026, 5, 15)), self.marks())
