from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.attendance_rules.tests.common import AttendanceCase

MONDAY = date(2026, 3, 2)
SATURDAY = date(2026, 3, 7)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestOvertime(AttendanceCase):
    """CS-1.1: asked for in advance, approved, and what counts is what was worked."""

    def setUp(self):
        super().setUp()
        self.me, self.boss = self.employee.user_id, self.manager.user_id

    def _request(self, day=MONDAY, start="17:00", end="19:00", **values):
        return (
            self.env["attendance.overtime"]
            .with_user(self.me)
            .create(
                {
                    "employee_id": self.employee.id,
                    "date_from": self.moment(day, start),
                    "date_to": self.moment(day, end),
                    "reason": "Stock-take",
                    **values,
                }
            )
        )

    def _approved(self, *args, **values):
        request = self._request(*args, **values)
        request.action_submit()
        request.with_user(self.boss).action_approve()
        return request

    def _counted(self, *requests):
        self.env.invalidate_all()
        return [round(request.counted_hours, 2) for request in requests]

    def test_cs_1_1_requested_in_advance(self):
        request = self._request()
        with (
            freeze_time("2026-03-02 09:01:00"),
            self.assertRaisesRegex(UserError, "in advance"),
        ):
            request.action_submit()
        request.action_submit()
        self.assertEqual(request.state, "submitted")

    def test_cs_1_1_counts_what_was_worked_and_approved(self):
        request = self._approved()
        self.punch(self.employee, MONDAY, "08:55", "20:00")
        with freeze_time("2026-03-03 02:00:00"):
            day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.overtime_approved_seconds, 2 * 3600)
        self.assertGreater(day.overtime_seconds, day.overtime_approved_seconds)
        self.assertEqual(self._counted(request), [2])

    def test_cs_1_1_hours_of_a_night_count_where_they_lie(self):
        """Two before midnight of a working day, six on the holiday after it."""
        tuesday = date(2026, 3, 3)
        self.env["resource.special.day"].create(
            {
                "name": "Qingming",
                "company_id": self.company.id,
                "date": tuesday,
                "kind": "holiday",
            }
        )
        request = self._approved(start="22:00", end="30:00")
        self.punch(self.employee, MONDAY, "08:00", "17:00")
        self.punch(self.employee, MONDAY, "21:55", "30:05")
        with freeze_time("2026-03-05 02:00:00"):
            self.judge(self.employee, MONDAY, tuesday)
        self.assertEqual(self._counted(request), [8])
        self.assertEqual(
            request.sudo()._pay_parts()[request.sudo()],
            [(MONDAY, 2 * 3600, 1.5), (tuesday, 6 * 3600, 3.0)],
        )

    def test_cs_1_1_worked_less_than_approved(self):
        request = self._approved()
        self.punch(self.employee, MONDAY, "08:55", "18:00")
        with freeze_time("2026-03-03 02:00:00"):
            self.judge(self.employee, MONDAY)
        self.assertEqual(self._counted(request), [1])

    def test_cs_1_1_unapproved_is_shown_and_does_not_count(self):
        submitted = self._request()
        submitted.action_submit()
        refused = self._request(start="19:00", end="20:00")
        refused.action_submit()
        refused.with_user(self.boss)._refuse("Not needed")
        self.punch(self.employee, MONDAY, "08:55", "20:00")
        with freeze_time("2026-03-03 02:00:00"):
            day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertGreaterEqual(day.overtime_seconds, 3 * 3600)
        self.assertEqual(day.overtime_approved_seconds, 0)
        self.assertEqual(self._counted(submitted, refused), [0, 0])

    def test_cs_1_1_two_requests_share_the_day(self):
        first = self._approved(end="18:00")
        second = self._approved(start="18:00", end="20:00")
        self.punch(self.employee, MONDAY, "08:55", "19:30")
        with freeze_time("2026-03-03 02:00:00"):
            self.judge(self.employee, MONDAY)
        self.assertEqual(self._counted(first, second), [1, 1.5])

    def test_cs_1_1_rate_by_the_kind_of_day(self):
        holiday = date(2026, 3, 9)
        self.env["resource.special.day"].create(
            {"name": "Feast", "date": holiday, "company_id": self.company.id}
        )
        for day, kind, rate in (
            (date(2026, 3, 3), "workday", 1.5),
            (SATURDAY, "restday", 2),
            (holiday, "holiday", 3),
        ):
            request = self._request(day)
            self.assertEqual((request.day_type, request.rate), (kind, rate))

    def test_cs_1_1_warning_for_the_day(self):
        self.assertFalse(self._request(end="20:00").warning)
        self.assertIn("3 hr", self._request(end="20:30").warning)
        self._request(end="19:00").action_submit()
        self.assertIn("one day", self._request(start="19:00", end="20:30").warning)

    def test_cs_1_1_warning_for_the_month_reaches_the_approver(self):
        self.policy.overtime_month_warning = 3
        self._approved(end="19:00")
        other = self._approved(date(2026, 3, 4), end="18:30")
        self.assertIn("in the month", other.with_user(self.boss).warning)
        self.assertIn("in the month", "".join(other.message_ids.mapped("body")))
        self.assertFalse(self._request(date(2026, 4, 1)).warning)

    def _sentences(self):
        self.judge(self.employee, MONDAY, date(2026, 3, 31))
        month = self.month(self.employee, MONDAY)
        lines = self.env["attendance.explainer"]._explain_month(month)
        return [line for line in lines if line.startswith("Approved overtime")]

    def test_cs_1_1_the_statement_says_where_overtime_goes_beyond(self):
        self._approved(end="20:30")
        self._approved(date(2026, 3, 4), end="19:00")
        self.punch(self.employee, MONDAY, "08:00", "20:30")
        self.punch(self.employee, date(2026, 3, 4), "08:00", "19:00")
        self.policy.write({"overtime_day_warning": 3, "overtime_month_warning": 36})
        self.assertEqual(
            self._sentences(),
            [
                "Approved overtime of more than 3 hr on one day: "
                "03/02/2026 (3 hr 30 min)."
            ],
        )
        self.policy.write({"overtime_day_warning": 4, "overtime_month_warning": 5})
        self.assertEqual(
            self._sentences(),
            ["Approved overtime of 5 hr 30 min in the month: more than 5 hr."],
        )
        self.policy.overtime_month_warning = 5.5
        self.assertFalse(self._sentences(), "Exactly so much is not more.")

    def test_cs_1_1_a_warning_of_0_is_none(self):
        self._approved(end="20:30")
        self.punch(self.employee, MONDAY, "08:00", "20:30")
        self.policy.write({"overtime_day_warning": 0, "overtime_month_warning": 0})
        self.assertFalse(self._request(date(2026, 3, 4), end="20:30").warning)
        self.assertFalse(self._sentences())

    def test_cs_1_1_never_oneself(self):
        self.me.group_ids += self.env.ref(
            "attendance_rules.attendance_rules_group_hr_admin"
        )
        request = self._request()
        request.action_submit()
        with self.assertRaisesRegex(AccessError, "Nobody decides their own"):
            request.action_approve()
        with self.assertRaises(AccessError):
            request.write({"state": "approved"})

    def test_cs_1_1_what_follows_from_a_decision_is_not_written_by_hand(self):
        """Nobody points a request at an allocation that the job would then change."""
        allocation = self.env["hr.leave.allocation"].create(
            {
                "name": "Annual",
                "employee_id": self.employee.id,
                "holiday_status_id": self.policy.overtime_leave_type_id.id,
                "number_of_days": 1,
            }
        )
        for values in (
            {"allocation_id": allocation.id},
            {"work_date": date(2026, 5, 1)},
            {"submitted_at": "2026-01-01 00:00:00"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._request().write(values)
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._request(**values)

    def test_cs_1_1_no_time_twice(self):
        self._request().action_submit()
        with self.assertRaisesRegex(ValidationError, "requested already"):
            self._request(start="18:00", end="20:00").action_submit()

    @mute_logger("odoo.sql_db")
    def test_cs_1_1_bad_windows(self):
        with self.assertRaises(psycopg2.IntegrityError), self.cr.savepoint():
            self._request(start="19:00", end="17:00")
        with self.assertRaisesRegex(ValidationError, "one request per day"):
            self._request(start="17:00", end="42:00")

    def test_cs_1_1_at_night_it_belongs_to_the_evening(self):
        request = self._request(start="22:00", end="26:00")
        self.assertEqual(request.work_date, MONDAY)

    def test_cs_1_1_hours_of_the_plan_do_not_count(self):
        """Asking for the whole day as overtime gives what lies outside the plan."""
        request = self._request(date(2026, 3, 3), "08:00", "19:00")
        request.action_submit()
        request.with_user(self.boss).action_approve()
        self.punch(self.employee, date(2026, 3, 3), "08:00", "19:00")
        with freeze_time("2026-03-04 02:00:00"):
            day = self.judge(self.employee, date(2026, 3, 3))[date(2026, 3, 3)]
        self.assertEqual(day.overtime_approved_seconds, 2 * 3600)

    # Time off

    def _grant(self, now="2026-03-03 02:00:00"):
        with freeze_time(now):
            self.judge(self.employee, MONDAY)
            self.env["attendance.overtime"]._cron_grant_time_off()

    def test_cs_1_1_time_off_is_granted_once_for_what_counts(self):
        request = self._approved(compensation="time_off")
        self.punch(self.employee, MONDAY, "08:55", "18:00")
        self._grant()
        self._grant()
        allocation = request.allocation_id
        self.assertEqual(len(allocation), 1)
        self.assertEqual(allocation.state, "validate")
        self.assertAlmostEqual(allocation.number_of_days, 1 / 8)
        self.assertEqual(
            allocation.holiday_status_id, self.policy.overtime_leave_type_id
        )
        granted = self.env["hr.leave.allocation"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertEqual(granted, allocation)

    def test_cs_1_1_time_off_follows_a_correction(self):
        request = self._approved(compensation="time_off")
        row = self.punch(self.employee, MONDAY, "08:55", "18:00")
        self._grant()
        row.check_out = self.moment(MONDAY, "19:00")
        self._grant()
        self.assertAlmostEqual(request.allocation_id.number_of_days, 2 / 8)

    def test_cs_1_1_paid_overtime_grants_no_time_off(self):
        request = self._approved(compensation="pay")
        self.punch(self.employee, MONDAY, "08:55", "19:00")
        self._grant()
        self.assertFalse(request.allocation_id)

    def test_cs_1_1_queries_do_not_grow_with_requests(self):
        """One search for days, one for presence, whatever is shown."""
        first = self._approved(end="18:00")
        second = self._approved(start="18:00", end="19:00")
        requests = first + second
        self.env.flush_all()

        def count(records):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.mapped("counted_hours")
            return self.cr.sql_log_count - before

        count(requests)
        self.assertEqual(count(requests), count(first))
