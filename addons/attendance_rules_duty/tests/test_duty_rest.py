from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase
from odoo.addons.hr_duty.tests.common import BEFORE, MONDAY, SATURDAY, DutyMixin

HOUR = 3600
TUESDAY = MONDAY + timedelta(1)


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyRest(DutyMixin, AttendanceCase):
    """Night until 6:00 and 6 hours of rest: whoever comes at 12:00 is not late."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post.rest_hours = 6

    def _allowance(self, *employees):
        employees = self.env["hr.employee"].union(*employees)
        return self.engine._load_late_allowance(
            employees, self._seconds(MONDAY, "00:00"), self._seconds(SATURDAY, "00:00")
        )

    def _seconds(self, day, clock):
        moment = self.moment(day, clock)
        return int((moment - self.moment(date(1970, 1, 1), "08:00")).total_seconds())

    def _marked(self):
        return (
            self.env["attendance.dirty"]
            .search([])
            .mapped(lambda mark: (mark.employee_id, mark.work_date))
        )

    def test_cs_2_rest_after_night_duty_reaches_into_the_plan(self):
        self._night(MONDAY, self.lead, self.employee)
        self.assertEqual(
            self._allowance(self.lead, self.employee, self.second),
            {
                (self.lead.id, TUESDAY): 4 * HOUR,
                (self.employee.id, TUESDAY): 4 * HOUR,
            },
        )

    def test_rest_that_ends_before_work_begins(self):
        self.post.rest_hours = 2
        self._night(MONDAY, self.lead)
        self.assertFalse(self._allowance(self.lead))

    def test_no_rest_without_night_plan_or_setting(self):
        self._duty(MONDAY, self.lead, self.employee)
        self._night(date(2026, 3, 6), self.second)
        self.assertFalse(self._allowance(self.lead, self.employee, self.second))
        self.post.rest_hours = 0
        self._night(date(2026, 3, 4), self.lead)
        self.assertFalse(self._allowance(self.lead))

    def test_absent_people_and_drafts_need_no_rest(self):
        shift = self._night(MONDAY, self.lead, self.employee)
        self._slot(shift, self.employee).state = "absent"
        self._night(date(2026, 3, 4), self.second, publish=False)
        self.assertEqual(
            set(self._allowance(self.lead, self.employee, self.second)),
            {(self.lead.id, TUESDAY)},
        )

    def test_cs_2_late_after_a_night_is_explained_on_the_day(self):
        self._night(MONDAY, self.lead, self.employee)
        self.punch(self.lead, TUESDAY, "12:58", "17:00")
        self.punch(self.second, TUESDAY, "13:00", "17:00")
        with freeze_time("2026-03-05 00:00:00"):
            rested = self.judge(self.lead, TUESDAY)[TUESDAY]
            late = self.judge(self.second, TUESDAY)[TUESDAY]
        self.assertEqual(rested.verdict, "present")
        self.assertIn("allowance", [code for code, _figures in rested.lines])
        self.assertNotEqual(late.verdict, "present")

    def test_rest_until_the_evening_is_no_absence(self):
        self.post.rest_hours = 11
        self._night(MONDAY, self.lead)
        with freeze_time("2026-03-05 00:00:00"):
            rested = self.judge(self.lead, TUESDAY)[TUESDAY]
            absent = self.judge(self.second, TUESDAY)[TUESDAY]
        self.assertFalse(rested.incident_ids)
        self.assertEqual(absent.verdict, "absent")

    def test_roster_marks_the_day_after(self):
        self.env["attendance.dirty"].search([]).unlink()
        shift = self._night(MONDAY, self.lead, self.employee, publish=False)
        self.assertFalse(self._marked())
        shift.action_publish()
        self.assertEqual(
            set(self._marked()), {(self.lead, TUESDAY), (self.employee, TUESDAY)}
        )
        self.env["attendance.dirty"].search([]).unlink()
        self._slot(shift, self.employee).employee_id = self.colleague
        self.assertEqual(
            set(self._marked()),
            {(self.employee, TUESDAY), (self.colleague, TUESDAY)},
        )

    def test_a_new_post_grants_the_usual_rest(self):
        self.assertEqual(self._create_post(name="Night desk").rest_hours, 6)

    def test_other_hours_of_rest_are_judged_again(self):
        self._night(MONDAY, self.lead)
        self._night(date(2026, 1, 5), self.second)
        self.env["attendance.dirty"].search([]).unlink()
        self.post.rest_hours = 8
        self.assertEqual(self._marked(), [(self.lead, TUESDAY)])

    def test_queries_do_not_grow_with_the_nights(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self._allowance(self.lead, self.employee, self.second)
            return self.cr.sql_log_count - before

        self._night(MONDAY, self.lead, self.employee)
        count()
        few = count()
        self._night(date(2026, 3, 3), self.second)
        self._night(date(2026, 3, 4), self.lead, self.employee)
        self.assertEqual(count(), few)
