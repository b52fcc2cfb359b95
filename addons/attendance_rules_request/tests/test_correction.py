from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.attendance_rules.tests.common import AttendanceCase

MONDAY = date(2026, 3, 2)
MODELS = "odoo.addons.base.models.ir_model"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 02:00:00")
class TestCorrection(AttendanceCase):
    """CS-1.4: a missing punch is asked for, decided by somebody else, and traced."""

    def setUp(self):
        super().setUp()
        self.policy.enforce_requests = True
        self.me = self.employee.user_id
        self.boss = self.manager.user_id

    def _correction(self, kind="out", clock="17:02", employee=None, **values):
        employee = employee or self.employee
        return (
            self.env["attendance.correction"]
            .with_user(employee.user_id or self.boss)
            .create(
                {
                    "employee_id": employee.id,
                    "kind": kind,
                    "at": self.moment(MONDAY, clock),
                    "reason": "The phone was empty",
                    **values,
                }
            )
        )

    def _approved(self, *args, **values):
        correction = self._correction(*args, **values)
        correction.action_submit()
        correction.with_user(self.boss).action_approve()
        return correction

    # The way of a request

    def test_cs_1_4_prefilled_from_the_day(self):
        self.punch(self.employee, MONDAY, "08:55", "08:55", out_mode="technical")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "missing_out")
        action = day.with_user(self.me).action_request_correction()
        model = self.env["attendance.correction"].with_user(self.me)
        with Form(model.with_context(**action["context"])) as form:
            form.reason = "Forgot"
        self.assertRecordValues(
            form.record,
            [
                {
                    "kind": "out",
                    "at": self.moment(MONDAY, "17:00"),
                    "work_date": MONDAY,
                    "state": "draft",
                }
            ],
        )

    def test_cs_1_4_approved_punch_is_written_with_a_trace(self):
        row = self.punch(self.employee, MONDAY, "07:55", "07:55", out_mode="technical")
        correction = self._approved()
        self.assertEqual(correction.attendance_id, row)
        self.assertEqual(row.check_out, self.moment(MONDAY, "17:02"))
        self.assertTrue(row.corrected)
        trace = row.message_ids[:1].body
        for word in ("5:02", "Employee", "manager", "The phone was empty"):
            self.assertIn(word, trace)
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "present")
        self.assertTrue(day.corrected)

    def test_cs_1_4_approval_marks_the_day(self):
        self.punch(self.employee, MONDAY, "08:55", "08:55", out_mode="technical")
        self.env["attendance.dirty"].search([]).unlink()
        self._approved()
        marked = self.env["attendance.dirty"].search([]).mapped("work_date")
        self.assertIn(MONDAY, marked)

    def test_cs_1_4_checked_in_when_leaving(self):
        """Who forgot the morning has pressed the same button in the evening."""
        row = self.punch(self.employee, MONDAY, "17:02")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self._approved("in", "08:55", day_id=day.id)
        self.assertRecordValues(
            row,
            [
                {
                    "check_in": self.moment(MONDAY, "08:55"),
                    "check_out": self.moment(MONDAY, "17:02"),
                }
            ],
        )

    def test_cs_1_4_nothing_there_in_then_out(self):
        self._approved("in", "08:55")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "missing_out")
        self._approved("out", "17:02")
        row = self.env["hr.attendance"].search([("employee_id", "=", self.employee.id)])
        self.assertRecordValues(
            row,
            [
                {
                    "check_in": self.moment(MONDAY, "08:55"),
                    "check_out": self.moment(MONDAY, "17:02"),
                    "corrected": True,
                }
            ],
        )

    def test_cs_1_4_nothing_there_out_then_in(self):
        self._approved("out", "17:02")
        self._approved("in", "07:55")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "present")

    def test_cs_1_4_within_presence_there_is_nothing_to_correct(self):
        self.punch(self.employee, MONDAY, "08:55", "17:02")
        with self.assertRaisesRegex(UserError, "nothing to correct"):
            self._correction("in", "10:00").action_submit()

    def test_cs_1_4_a_check_out_that_a_machine_made_up_is_corrected(self):
        row = self.punch(
            self.employee, MONDAY, "07:55", "23:59", out_mode="auto_check_out"
        )
        correction = self._approved("out", "17:02")
        self.assertEqual(correction.attendance_id, row)
        self.assertEqual(row.check_out, self.moment(MONDAY, "17:02"))
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "present")

    def test_cs_1_4_of_an_employee_without_user(self):
        correction = self._approved("in", "08:55", employee=self.colleague)
        self.assertEqual(correction.attendance_id.employee_id, self.colleague)

    # What the policy allows

    def test_cs_1_4_future_punch(self):
        with self.assertRaisesRegex(UserError, "lies ahead"):
            self._correction("out", "40:00").action_submit()

    def test_cs_1_4_deadline(self):
        correction = self._correction()
        with freeze_time("2026-03-09 15:59:00"):
            correction.copy().action_submit()
        with (
            freeze_time("2026-03-09 16:01:00"),
            self.assertRaisesRegex(UserError, "could be corrected until"),
        ):
            correction.action_submit()

    def test_cs_1_4_deadline_is_not_moved_by_another_day(self):
        self.judge(self.employee, MONDAY, date(2026, 3, 20))
        later = self.env["attendance.day"].search(
            [
                ("employee_id", "=", self.employee.id),
                ("work_date", "=", date(2026, 3, 3)),
            ]
        )
        correction = self._correction(day_id=later.id)
        with (
            freeze_time("2026-03-10 01:00:00"),
            self.assertRaisesRegex(UserError, "could be corrected until"),
        ):
            correction.action_submit()

    def test_cs_1_4_quota_of_the_month(self):
        self.policy.correction_quota = 1
        self._correction("in", "08:55").action_submit()
        second = self._correction("out", "17:02")
        self.assertIn("1 of 1", second.quota_note)
        with self.assertRaisesRegex(UserError, "are used"):
            second.action_submit()

    def test_cs_1_4_refused_and_withdrawn_do_not_count(self):
        self.policy.correction_quota = 1
        first = self._correction("in", "08:55")
        first.action_submit()
        first.with_user(self.boss)._refuse("Seen elsewhere")
        second = self._correction("in", "08:56")
        second.action_submit()
        second.action_withdraw()
        self._correction("in", "08:57").action_submit()
        self.assertEqual(first.decision_note, "Seen elsewhere")

    def test_each_reads_of_it_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.me.lang = "zh_CN"
        correction = self._correction()
        correction.action_submit()
        self.assertIn("Check-out", correction.sudo().activity_ids.summary)
        correction.with_user(self.boss).action_approve()
        self.assertIn("批准", correction.sudo().message_ids[0].body)

    # Nobody decides their own

    def test_cs_1_4_manager_decides_not_oneself(self):
        correction = self._correction()
        correction.action_submit()
        self.assertEqual(correction.approver_ids, self.boss)
        self.assertEqual(correction.activity_ids.user_id, self.boss)
        self.assertFalse(correction.can_decide)
        self.assertTrue(correction.with_user(self.boss).can_decide)
        with self.assertRaisesRegex(AccessError, "Nobody decides their own"):
            correction.action_approve()
        with self.assertRaises(AccessError):
            correction.with_user(self.chief.user_id).action_approve()

    def test_cs_1_4_role_does_not_help(self):
        self.me.group_ids += self.env.ref(
            "attendance_rules.attendance_rules_group_hr_admin"
        )
        correction = self._correction()
        correction.action_submit()
        with self.assertRaisesRegex(AccessError, "Nobody decides their own"):
            correction.action_approve()
        with self.assertRaises(AccessError):
            correction.with_user(self.hr_admin).action_approve()

    @mute_logger(MODELS)
    def test_cs_1_4_state_is_not_written_or_imported(self):
        correction = self._correction()
        with self.assertRaises(AccessError):
            correction.write({"state": "approved"})
        with self.assertRaises(AccessError):
            self._correction(state="approved")
        with self.assertRaises(AccessError):
            self._correction(decided_by_id=self.boss.id)
        given = {"default_state": "approved", "default_decided_by_id": self.boss.id}
        values = correction.copy_data()[0]
        hidden = correction.with_context(**given).create(values)
        self.assertEqual((hidden.state, hidden.decided_by_id.id), ("draft", False))
        loaded = (
            self.env["attendance.correction"]
            .with_user(self.me)
            .load(
                ["employee_id/.id", "kind", "at", "reason", "state"],
                [[str(self.employee.id), "in", "2026-03-02 00:55:00", "x", "approved"]],
            )
        )
        self.assertFalse(loaded["ids"])

    def test_cs_1_4_submitted_is_not_changed_any_more(self):
        correction = self._correction()
        correction.action_submit()
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            correction.write({"at": self.moment(MONDAY, "18:00")})
        with self.assertRaises(UserError):
            correction.unlink()
        with self.assertRaises(UserError):
            correction.action_submit()

    def test_cs_1_4_own_punches_are_not_edited(self):
        row = self.punch(self.employee, MONDAY, "09:30", "17:02")
        self.me.group_ids += self.env.ref("hr_attendance.group_hr_attendance_user")
        mine = row.with_user(self.me)
        with self.assertRaisesRegex(AccessError, "ask for a punch correction"):
            mine.write({"check_in": self.moment(MONDAY, "08:55")})
        with self.assertRaisesRegex(AccessError, "ask for a punch correction"):
            mine.unlink()
        with self.assertRaisesRegex(AccessError, "ask for a punch correction"):
            mine.create(
                {
                    "employee_id": self.employee.id,
                    "check_in": self.moment(MONDAY, "07:00"),
                    "check_out": self.moment(MONDAY, "08:00"),
                }
            )

    def test_cs_1_4_a_machines_check_out_is_not_made_ones_own(self):
        """The mode of a punch decides whether it is evidence."""
        row = self.punch(
            self.employee, MONDAY, "08:00", "23:59", out_mode="auto_check_out"
        )
        self.me.group_ids += self.env.ref("hr_attendance.group_hr_attendance_user")
        with self.assertRaisesRegex(AccessError, "ask for a punch correction"):
            row.with_user(self.me).out_mode = "kiosk"

    def test_cs_1_4_how_a_punch_came_about_is_not_written_by_hand(self):
        row = self.punch(self.employee, MONDAY, "08:40", "17:02")
        officer = row.with_user(self.hr_officer)
        for values in (
            {"changed_by_hand": False},
            {"corrected": True},
            {"check_in": self.moment(MONDAY, "07:55"), "changed_by_hand": False},
        ):
            with self.subTest(values), self.assertRaisesRegex(AccessError, "by hand"):
                officer.write(values)
        with self.assertRaisesRegex(AccessError, "by hand"):
            officer.create(
                {
                    "employee_id": self.employee.id,
                    "check_in": self.moment(MONDAY, "06:00"),
                    "check_out": self.moment(MONDAY, "07:00"),
                    "changed_by_hand": False,
                }
            )

    def test_cs_1_4_no_mode_hides_a_change_by_hand(self):
        """Somebody in HR who edits a punch and says that a clock did."""
        row = self.punch(self.employee, MONDAY, "07:55", "16:00")
        row.with_user(self.hr_officer).write(
            {"check_out": self.moment(MONDAY, "17:02"), "out_mode": "kiosk"}
        )
        self.assertTrue(self.judge(self.employee, MONDAY)[MONDAY].corrected)
        entered = row.with_user(self.hr_officer).create(
            {
                "employee_id": self.colleague.id,
                "check_in": self.moment(MONDAY, "07:55"),
                "check_out": self.moment(MONDAY, "17:02"),
                "in_mode": "kiosk",
                "out_mode": "kiosk",
            }
        )
        self.assertTrue(entered.changed_by_hand)

    def test_cs_1_4_punching_itself_goes_on(self):
        self.me.employee_id._attendance_action_change()
        self.assertEqual(self.employee.attendance_state, "checked_in")

    def test_cs_1_4_without_binding_requests_odoos_rules_hold(self):
        self.policy.enforce_requests = False
        row = self.punch(self.employee, MONDAY, "09:30", "17:02")
        self.me.group_ids += self.env.ref("hr_attendance.group_hr_attendance_user")
        row.with_user(self.me).check_in = self.moment(MONDAY, "09:00")
        self.assertEqual(row.check_in, self.moment(MONDAY, "09:00"))


@tagged("post_install", "-at_install")
@freeze_time("2026-03-07 02:00:00")
class TestCorrectionOfAKiosk(AttendanceCase):
    """CS-1.4: a clock with one button is out of step after a forgotten check-out."""

    PRESSES = (
        ("08:00",),
        ("07:57", "17:03"),
        ("07:50", "17:01"),
        ("07:59", "17:02"),
        ("07:57", "17:05"),
    )

    def setUp(self):
        super().setUp()
        self.days = [date(2026, 3, number) for number in range(2, 7)]
        for day, presses in zip(self.days, self.PRESSES, strict=True):
            for clock in presses:
                with freeze_time(self.moment(day, clock)):
                    self.employee.sudo()._attendance_action_change({"mode": "kiosk"})
        self.judge(self.employee, self.days[0])

    def _verdicts(self):
        self.engine._process()
        self.env.invalidate_all()
        days = self.judge(self.employee, self.days[0], self.days[-1])
        return [days[day].verdict for day in self.days]

    def _approve(self, day, kind, clock):
        correction = (
            self.env["attendance.correction"]
            .with_user(self.employee.user_id)
            .create(
                {
                    "employee_id": self.employee.id,
                    "kind": kind,
                    "at": self.moment(day, clock),
                    "reason": "Forgot",
                }
            )
        )
        correction.action_submit()
        correction.with_user(self.manager.user_id).action_approve()

    def test_cs_1_4_only_the_forgotten_check_out_is_missing(self):
        self.assertEqual(self._verdicts(), ["missing_out"] + ["present"] * 4)
        month = self.month(self.employee, self.days[0])
        self.assertEqual(month.deduction, 0)

    def test_cs_1_4_it_is_corrected_and_no_other_day_suffers(self):
        self._approve(self.days[0], "out", "17:00")
        self.assertEqual(self._verdicts(), ["present"] * 5)
        days = self.judge(self.employee, self.days[0], self.days[-1])
        self.assertEqual(days[self.days[1]].overtime_seconds, 6 * 60)

    def test_cs_1_4_a_press_that_counts_is_not_asked_for(self):
        with self.assertRaisesRegex(UserError, "noted a press"):
            self._approve(self.days[1], "in", "07:57")
        self.assertEqual(self._verdicts(), ["missing_out"] + ["present"] * 4)

    def test_cs_1_4_a_forgotten_morning_is_corrected(self):
        self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id)]
        ).unlink()
        for day, presses in zip(self.days, self.PRESSES, strict=True):
            presses = {0: ("08:00", "17:00"), 1: ("17:03",)}.get(
                self.days.index(day), presses
            )
            for clock in presses:
                with freeze_time(self.moment(day, clock)):
                    self.employee.sudo()._attendance_action_change({"mode": "kiosk"})
        verdicts = self._verdicts()
        self.assertEqual(verdicts, ["present", "missing_in"] + ["present"] * 3)
        self._approve(self.days[1], "in", "07:55")
        self.assertEqual(self._verdicts(), ["present"] * 5)

    def test_cs_1_4_after_its_term_a_correction_is_not_offered(self):
        day = self.judge(self.employee, self.days[0])[self.days[0]]
        self.assertTrue(day._heat_map()[0]["can_correct"])
        with freeze_time("2026-03-12 02:00:00"):
            [cell] = day._heat_map()
            self.assertFalse(cell["can_correct"])
            self.assertIn("could be corrected until", cell["lines"][-1])
            with self.assertRaisesRegex(UserError, "could be corrected until"):
                day.with_user(self.employee.user_id).action_request_correction()
