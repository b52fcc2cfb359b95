from base64 import b64encode
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
OFFICER = "hr_holidays.group_hr_holidays_user"


class LeaveCase(AttendanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy.enforce_requests = True
        cls.me, cls.boss = cls.employee.user_id, cls.manager.user_id
        cls.personal = cls.leave_type("Personal")
        cls.annual = cls.leave_type("Annual")
        cls.sick = cls.leave_type("Sick")
        cls.policy.leave_rule_ids = [
            Command.clear(),
            Command.create({"notice_days": 1}),
            Command.create({"leave_type_id": cls.annual.id, "notice_days": 7}),
            Command.create(
                {
                    "leave_type_id": cls.sick.id,
                    "notice_days": 0,
                    "certificate_required": True,
                    "certificate_days": 3,
                }
            ),
        ]

    def _ask(self, day, leave_type=None, user=None, employee=None, **values):
        return (
            self.env["hr.leave"]
            .with_user(user or self.me)
            .create(
                {
                    "employee_id": (employee or self.employee).id,
                    "holiday_status_id": (leave_type or self.personal).id,
                    "request_date_from": day,
                    "request_date_to": values.pop("until", day),
                    **values,
                }
            )
        )


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLeaveNotice(LeaveCase):
    """CS-1.2: leave a day ahead, annual leave a week ahead."""

    def test_cs_1_2_one_day_ahead(self):
        leave = self._ask(date(2026, 3, 3))
        self.assertFalse(leave.is_emergency)
        with self.assertRaisesRegex(ValidationError, "1 days ahead"):
            self._ask(MONDAY)

    def test_cs_1_2_annual_leave_a_week_ahead(self):
        self._ask(date(2026, 3, 9), self.annual)
        with self.assertRaisesRegex(ValidationError, "7 days ahead"):
            self._ask(date(2026, 3, 6), self.annual)

    def test_cs_1_2_days_count_where_the_employee_is(self):
        """In Shanghai it is Tuesday already: Tuesday's leave comes too late."""
        with freeze_time("2026-03-02 16:30:00"):
            with self.assertRaises(ValidationError):
                self._ask(date(2026, 3, 3))
            self._ask(date(2026, 3, 4))

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
        rule = self.policy._get_leave_rule(self.annual)
        rule.emergency_allowed = False
        with self.assertRaisesRegex(ValidationError, "choose"):
            self._ask(date(2026, 3, 3), self.annual, emergency_reason="Cheap flight")

    def test_cs_1_2_notice_is_not_gone_round_by_moving_a_request(self):
        leave = self._ask(date(2026, 3, 20))
        with self.assertRaises(ValidationError):
            leave.write({"request_date_from": MONDAY, "request_date_to": MONDAY})
        with self.assertRaises(ValidationError):
            leave.write({"request_date_from": MONDAY})

    def test_cs_1_2_days_added_at_the_end_count_from_then(self):
        leave = self._ask(date(2026, 3, 16), self.annual)
        with freeze_time("2026-03-15 02:00:00"):
            with self.assertRaises(ValidationError):
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


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLeaveApproval(LeaveCase):
    """CS-1.2: the direct manager approves, nobody their own."""

    DAY = date(2026, 3, 10)

    def test_cs_1_2_direct_manager_approves(self):
        leave = self._ask(self.DAY)
        self.assertTrue(leave.with_user(self.boss).can_validate)
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_officer_does_not_approve_in_the_managers_place(self):
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY)
        self.assertFalse(leave.with_user(officer).can_validate)
        with self.assertRaises(UserError):
            leave.with_user(officer).action_approve()
        with self.assertRaises(UserError):
            leave.with_user(officer).write({"state": "validate"})

    def test_cs_1_2_never_oneself_by_any_role_or_door(self):
        for group in (OFFICER, "hr_holidays.group_hr_holidays_manager"):
            self.me.group_ids += self.env.ref(group)
            leave = self._ask(self.DAY)
            for attempt in (
                lambda one: one.action_approve(),
                lambda one: one.action_approve(check_state=False),
                lambda one: one.write({"state": "validate"}),
                lambda one: one.with_context(leave_fast_create=True).write(
                    {"state": "validate"}
                ),
                lambda one: one.with_context(leave_fast_create=True).action_approve(
                    check_state=False
                ),
            ):
                with self.assertRaises(UserError):
                    attempt(leave.with_user(self.me))
            self.assertEqual(leave.state, "confirm")
            leave.sudo().unlink()

    def test_cs_1_2_being_named_as_ones_own_approver_does_not_help(self):
        self.employee.leave_manager_id = self.me
        leave = self._ask(self.DAY)
        with self.assertRaises(UserError):
            leave.action_approve()
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_created_or_imported_as_approved_it_is_a_request(self):
        self.me.group_ids += self.env.ref("hr_holidays.group_hr_holidays_manager")
        leave = (
            self.env["hr.leave"]
            .with_user(self.me)
            .with_context(leave_fast_create=True, leave_skip_state_check=True)
            .create(
                {
                    "employee_id": self.employee.id,
                    "holiday_status_id": self.personal.id,
                    "request_date_from": self.DAY,
                    "request_date_to": self.DAY,
                    "state": "validate",
                }
            )
        )
        self.assertEqual(leave.state, "confirm")
        self.assertFalse(
            self.env["resource.calendar.leaves"].search([("holiday_id", "=", leave.id)])
        )

    def test_cs_1_2_batch_of_an_officer_waits_for_the_managers(self):
        officer = self._create_user("officer", "hr_holidays.group_hr_holidays_manager")
        wizard = (
            self.env["hr.leave.generate.multi.wizard"]
            .with_user(officer)
            .create(
                {
                    "name": "Trip",
                    "holiday_status_id": self.personal.id,
                    "employee_ids": [Command.set(self.employee.ids)],
                    "date_from": self.DAY,
                    "date_to": self.DAY,
                }
            )
        )
        wizard.action_generate_time_off()
        leave = self.env["hr.leave"].search([("employee_id", "=", self.employee.id)])
        self.assertEqual(leave.state, "confirm")
        self.assertEqual(leave.activity_ids.user_id, self.boss)

    def test_cs_1_2_approved_leave_is_not_moved(self):
        self.me.group_ids += self.env.ref("hr_holidays.group_hr_holidays_manager")
        leave = self._ask(self.DAY)
        leave.with_user(self.boss).action_approve()
        with self.assertRaises(UserError):
            leave.with_user(self.me).with_context(leave_skip_state_check=True).write(
                {"request_date_to": date(2026, 3, 13)}
            )

    def test_cs_1_2_manager_without_user_climbs_the_tree(self):
        """Defect 15: in Odoo nobody is told, and nobody can approve."""
        lead = self._create_employee("Lead", parent_id=self.chief.id)
        self.employee.write({"parent_id": lead.id, "leave_manager_id": False})
        boss = self.chief.user_id
        leave = self._ask(self.DAY)
        self.assertEqual(leave.activity_ids.user_id, boss)
        self.assertTrue(leave.with_user(boss).can_validate)
        leave.with_user(boss).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_stand_in_refuses_too(self):
        lead = self._create_employee("Lead", parent_id=self.chief.id)
        self.employee.write({"parent_id": lead.id, "leave_manager_id": False})
        leave = self._ask(self.DAY)
        leave.with_user(self.chief.user_id).action_refuse()
        self.assertEqual(leave.state, "refuse")

    def test_cs_1_2_nobody_above_then_hr(self):
        self.employee.write({"parent_id": False, "leave_manager_id": False})
        self.employee.version_id.hr_responsible_id = self.hr_officer
        leave = self._ask(self.DAY)
        self.assertEqual(leave.activity_ids.user_id, self.hr_officer)
        leave.with_user(self.hr_officer).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_second_approval_stays_with_hr(self):
        both = self.leave_type("Both", leave_validation_type="both")
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY, both)
        with self.assertRaises(UserError):
            leave.with_user(officer).action_approve()
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.state, "validate1")
        leave.with_user(officer).action_approve()
        self.assertEqual(leave.state, "validate")

    def test_cs_1_2_without_binding_requests_odoos_rules_hold(self):
        self.policy.enforce_requests = False
        officer = self._create_user("officer", OFFICER)
        leave = self._ask(self.DAY)
        leave.with_user(officer).action_approve()
        self.assertEqual(leave.state, "validate")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestLeaveCertificate(LeaveCase):
    """CS-1.2: a doctor's certificate, by a deadline and not at once."""

    def _sick(self):
        leave = self._ask(MONDAY, self.sick)
        leave.with_user(self.boss).action_approve()
        return leave

    def _hand_in(self, leave):
        action = leave.with_user(self.me).action_certificate_hand_in()
        self.env[action["res_model"]].with_user(self.me).with_context(
            **action["context"]
        ).create({"file": b64encode(b"photograph")}).action_hand_in()

    def test_cs_1_2_sick_leave_is_asked_for_without_certificate(self):
        leave = self._sick()
        self.assertEqual(leave.state, "validate")
        self.assertEqual(leave.certificate_state, "awaited")
        self.assertEqual(leave.certificate_due, date(2026, 3, 5))

    def test_cs_1_2_other_leave_needs_none(self):
        leave = self._ask(date(2026, 3, 3))
        self.assertEqual(leave.certificate_state, "none")

    def test_cs_1_2_handed_in_and_accepted_by_hr(self):
        leave = self._sick()
        self._hand_in(leave)
        self.assertEqual(leave.certificate_state, "received")
        asked = leave.activity_ids.user_id
        self.assertTrue(asked <= self.employee._get_attendance_hr())
        self.assertTrue(asked)
        leave.with_user(self.hr_officer).action_certificate_accept()
        self.assertEqual(leave.certificate_state, "accepted")

    def test_cs_1_2_reminder_a_day_before_once(self):
        leave = self._sick()
        nudges = self.env["attendance.nudge"]
        with freeze_time("2026-03-04 02:00:00"):
            self.env["hr.leave"]._cron_certificates()
            self.env["hr.leave"]._cron_certificates()
        sent = nudges.search([("employee_id", "=", self.employee.id)])
        self.assertEqual(sent.mapped("kind"), ["certificate"])
        self.assertEqual(leave.certificate_state, "awaited")

    def test_cs_1_2_after_the_deadline_hr_decides(self):
        leave = self._sick()
        with freeze_time("2026-03-06 02:00:00"):
            self.env["hr.leave"]._cron_certificates()
            self.assertEqual(leave.certificate_state, "overdue")
            self.assertTrue(leave.activity_ids)
            leave.with_user(self.hr_officer).action_certificate_missing()
        self.assertEqual(leave.certificate_state, "missing")
        self.assertEqual(leave.state, "refuse")

    def test_cs_1_2_hr_may_do_without(self):
        leave = self._sick()
        leave.with_user(self.hr_officer).action_certificate_waive()
        self.assertEqual((leave.certificate_state, leave.state), ("waived", "validate"))

    def test_cs_1_2_not_refused_before_the_deadline(self):
        with self.assertRaisesRegex(UserError, "can still come"):
            self._sick().with_user(self.hr_officer).action_certificate_missing()

    def test_cs_1_2_only_hr_decides_and_not_about_oneself(self):
        leave = self._sick()
        for user in (self.me, self.boss):
            with self.assertRaises(AccessError):
                leave.with_user(user).action_certificate_waive()
        self.me.group_ids += self.env.ref(
            "attendance_rules.attendance_rules_group_hr_admin"
        )
        with self.assertRaises(AccessError):
            leave.with_user(self.me).action_certificate_waive()
        asked = self._ask(date(2026, 3, 5), self.sick)
        asked.write({"certificate_state": "waived"})
        self.assertEqual(asked.certificate_state, "awaited")

    def test_cs_1_2_handed_in_by_message(self):
        leave = self._sick()
        leave.with_user(self.me).message_post(
            body="Here it is", attachments=[("photo.jpg", b"photograph")]
        )
        self.assertEqual(leave.certificate_state, "received")

    def test_cs_1_2_nobody_hands_in_for_a_stranger(self):
        leave = self._sick()
        stranger = self._create_user("stranger")
        wizard = self.env["hr.leave.certificate"].with_user(stranger)
        with self.assertRaises(AccessError):
            wizard.create(
                {"leave_id": leave.id, "file": b64encode(b"x")}
            ).action_hand_in()
