from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase

MONDAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
class TestNudge(AttendanceCase):
    """CS-1.4: a reminder in the morning and in the evening, once, on planned days."""

    def setUp(self):
        super().setUp()
        self.policy.write({"nudge_morning_minutes": 15, "nudge_evening_minutes": 60})
        self.env["attendance.policy"].search([("company_id", "=", False)]).write(
            {"nudge_morning_minutes": 0, "nudge_evening_minutes": 0}
        )

    def _run(self, clock, day=MONDAY):
        with freeze_time(self.moment(day, clock)):
            self.env["attendance.nudge"]._cron_nudge()

    def _sent(self, employee=None):
        nudges = self.env["attendance.nudge"].search(
            [("employee_id", "=", (employee or self.employee).id)]
        )
        return nudges.sorted("id").mapped("kind")

    def test_cs_1_4_morning_whoever_has_not_punched(self):
        self.punch(self.colleague, MONDAY, "07:55")
        self._run("08:14")
        self.assertEqual(self._sent(), [])
        self._run("08:15")
        self.assertEqual(self._sent(), ["morning"])
        self.assertEqual(self._sent(self.colleague), [])

    def test_cs_1_4_once_a_day(self):
        self._run("08:15")
        self._run("08:30")
        self.assertEqual(self._sent(), ["morning"])
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.employee.user_id.partner_id.ids)]
        )
        self.assertEqual(len(message), 1)

    def test_cs_1_4_without_user_by_mail(self):
        self.colleague.work_email = "colleague@example.org"
        self._run("08:15")
        self.assertEqual(self._sent(self.colleague), ["morning"])
        message = self.env["mail.message"].search(
            [("partner_ids", "in", self.colleague.work_contact_id.ids)]
        )
        self.assertTrue(message)

    def test_cs_1_4_evening_whoever_has_not_checked_out(self):
        self.punch(self.employee, MONDAY, "07:55")
        self.punch(self.colleague, MONDAY, "07:55", "17:01")
        self._run("17:59")
        self.assertEqual(self._sent(), [])
        self._run("18:00")
        self.assertEqual(self._sent(), ["evening"])
        self.assertEqual(self._sent(self.colleague), [])

    def test_cs_1_4_planned_days_only(self):
        self._run("08:15", date(2026, 3, 7))
        self.assertEqual(self._sent(), [])

    def test_cs_1_4_not_on_leave_nor_while_it_is_asked_for(self):
        kind = self.leave_type()
        self.leave(self.employee, MONDAY, leave_type=kind)
        self.leave(self.colleague, MONDAY, leave_type=kind, approve=False)
        self._run("08:15")
        self._run("10:00")
        self.assertEqual(self._sent(), [])
        self.assertEqual(self._sent(self.colleague), [])

    def test_cs_1_4_a_morning_on_leave_moves_the_reminder(self):
        kind = self.leave_type(request_unit="half_day")
        self.leave(
            self.employee,
            MONDAY,
            leave_type=kind,
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self._run("08:15")
        self.assertEqual(self._sent(), [])
        self._run("13:15")
        self.assertEqual(self._sent(), ["morning"])

    def test_cs_1_4_not_after_employment(self):
        self.employee.version_id.contract_date_end = date(2026, 2, 27)
        self._run("08:15")
        self.assertEqual(self._sent(), [])

    def test_cs_1_4_zero_is_never(self):
        self.policy.write({"nudge_morning_minutes": 0, "nudge_evening_minutes": 0})
        self._run("08:15")
        self.assertEqual(self._sent(), [])

    def test_cs_1_4_old_reminders_are_forgotten(self):
        self._run("08:15")
        with freeze_time("2026-06-30"):
            self.env["attendance.nudge"]._gc_nudges()
        self.assertEqual(self._sent(), [])

    def test_every_reminder_is_in_the_language_of_its_reader(self):
        """Also of somebody without a user, whose contact reads another language."""
        self.env["res.lang"]._activate_lang("fr_FR")
        self.colleague.work_contact_id = self.env["res.partner"].create(
            {"name": "Colleague", "lang": "fr_FR"}
        )
        told = []
        nudges = type(self.env["attendance.nudge"])
        self.patch(
            nudges, "_deliver", lambda nudge, *args: told.append((nudge.env.lang, args))
        )
        written = []

        def write(lang):
            written.append(lang)
            return lang

        for kind in ("morning", "evening", "before_talk", "certificate"):
            self.env["attendance.nudge"]._send(kind, {(self.colleague, MONDAY): write})
        self.assertEqual([lang for lang, _args in told], ["fr_FR"] * 4)
        self.assertEqual(written, ["fr_FR"] * 4)
