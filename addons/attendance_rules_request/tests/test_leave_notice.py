from datetime import date

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import LeaveCase

MONDAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLeaveNotice(LeaveCase):
    """CS-1.2: leave a day ahead, annual leave a week ahead."""

    def test_cs_1_2_one_day_ahead(self):
        leave = self._ask(date(2026, 3, 3))
        self.assertFalse(leave.is_emergency)
        with self.assertRaisesRegex(ValidationError, "notice for .*: 1"):
            self._ask(MONDAY)

    def test_cs_1_2_annual_leave_a_week_ahead(self):
        self._ask(date(2026, 3, 9), self.annual)
        with self.assertRaisesRegex(ValidationError, "notice for .*: 7"):
            self._ask(date(2026, 3, 6), self.annual)

    def test_cs_1_2_days_count_where_the_employee_is(self):
        """In Shanghai it is Tuesday already: Tuesday's leave comes too late."""
        with freeze_time("2026-03-02 16:30:00"):
            with self.assertRaises(ValidationError):
                self._ask(date(2026, 3, 3))
            self._ask(date(2026, 3, 4))

    def test_cs_1_2_a_request_begins_with_today_where_the_employee_is(self):
        """Whatever the hour, what the form offers is not a day that has passed."""
        names = ["request_date_from", "request_date_to"]
        asking = self.env["hr.leave"].with_user(self.me)
        calendar = self.employee.resource_calendar_id
        for zone, now, today in (
            ("Asia/Shanghai", "2026-03-02 15:59:00", date(2026, 3, 2)),
            ("Asia/Shanghai", "2026-03-02 16:00:00", date(2026, 3, 3)),
            ("America/Los_Angeles", "2026-03-02 07:00:00", date(2026, 3, 1)),
        ):
            with self.subTest(zone=zone, now=now), freeze_time(now):
                calendar.tz = zone
                found = asking.default_get(names)
                self.assertEqual(found, dict.fromkeys(names, today))
        chosen = date(2026, 3, 9)
        found = asking.with_context(default_request_date_from=chosen).default_get(names)
        self.assertEqual(found["request_date_from"], chosen)
        found = asking.with_context(
            default_date_from="2026-03-10 01:00:00",
            default_date_to="2026-03-10 10:00:00",
            tz="Asia/Shanghai",
        ).default_get([*names, "date_from", "date_to"])
        self.assertEqual(date.fromisoformat(str(found["request_date_to"])[:10]).day, 10)

    def test_cs_1_2_emergency_is_late_with_a_reason_and_stays_marked(self):
        with self.assertRaises(ValidationError):
            self._ask(MONDAY, emergency_reason="  ")
        leave = self._ask(MONDAY, emergency_reason="The child is in hospital")
        self.assertTrue(leave.is_emergency)
        leave.write({"is_emergency": False})
        self.assertTrue(leave.is_emergency)
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate")
        self.assertTrue(leave.is_emergency)

    def test_cs_1_2_no_emergency_where_the_policy_allows_none(self):
        rule = self.policy._get_leave_rule(self.annual, self.company)
        rule.emergency_allowed = False
        with self.assertRaisesRegex(ValidationError, "Choose"):
            self._ask(date(2026, 3, 3), self.annual, emergency_reason="Cheap flight")

    def test_cs_1_2_notice_is_not_gone_round_by_moving_a_request(self):
        leave = self._ask(date(2026, 3, 20))
        with self.assertRaises(ValidationError):
            leave.write({"request_date_from": MONDAY, "request_date_to": MONDAY})
        with self.assertRaises(ValidationError):
            leave.write({"request_date_from": MONDAY})

    def test_cs_1_2_days_added_at_the_end_count_from_then(self):
        leave = self._ask(date(2026, 3, 16), self.annual)
        with (
            freeze_time("2026-03-15 02:00:00"),
            self.assertRaises(ValidationError),
        ):
            leave.write({"request_date_to": date(2026, 3, 17)})
        with freeze_time("2026-03-10 02:00:00"):
            leave.write({"request_date_to": date(2026, 3, 17)})
        self.assertEqual(leave.request_date_to, date(2026, 3, 17))

    def test_cs_1_2_another_type_has_its_own_notice(self):
        leave = self._ask(date(2026, 3, 4))
        with self.assertRaises(ValidationError):
            leave.write({"holiday_status_id": self.annual.id})

    def test_cs_1_2_role_and_context_do_not_help(self):
        self.me.group_ids += self.env.ref("hr_holidays.group_hr_holidays_manager")
        keys = {
            "leave_fast_create": True,
            "leave_skip_date_check": True,
            "leave_skip_state_check": True,
            "attendance_rules_no_notice": True,
            "import_file": True,
        }
        leaves = self.env["hr.leave"].with_user(self.me).with_context(**keys)
        with self.assertRaises(ValidationError):
            leaves.create(
                {
                    "employee_id": self.employee.id,
                    "holiday_status_id": self.personal.id,
                    "request_date_from": MONDAY,
                    "request_date_to": MONDAY,
                }
            )

    def test_cs_1_2_entered_by_the_manager_it_is_marked(self):
        leave = self._ask(MONDAY, user=self.boss, employee=self.colleague)
        self.assertTrue(leave.is_emergency)

    def test_cs_1_2_without_binding_requests_odoos_rules_hold(self):
        self.policy.enforce_requests = False
        self.assertFalse(self._ask(MONDAY).is_emergency)
