from base64 import b64encode
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LeaveCase

MONDAY = date(2026, 3, 2)


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

    def test_cs_1_2_a_second_kind_of_sick_leave_asks_for_the_same(self):
        """A company has its own beside Odoo's: the policy binds it, too."""
        own = self.leave_type("Sick Leave of the Company")
        leave = self._ask(date(2026, 3, 4), own)
        self.assertEqual(leave.certificate_state, "none")
        own.replaced_type_ids = self.sick
        leave = self._ask(date(2026, 3, 5), own)
        leave.with_user(self.boss).action_approve()
        self.assertEqual(leave.certificate_state, "awaited")
        self.assertEqual(leave.certificate_due, date(2026, 3, 8))
        self.assertFalse(leave.is_emergency)

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

    def test_cs_1_2_certificate_is_not_accepted_by_a_context_key(self):
        leaves = self.env["hr.leave"].with_user(self.me)
        leave = leaves.with_context(
            default_certificate_state="accepted", default_requested_at="2026-01-01"
        ).create(
            {
                "employee_id": self.employee.id,
                "holiday_status_id": self.sick.id,
                "request_date_from": MONDAY,
                "request_date_to": MONDAY,
            }
        )
        self.assertEqual(leave.certificate_state, "awaited")

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
