from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import MARCH, CloseCase

TUESDAY, WEDNESDAY = date(2026, 3, 10), date(2026, 3, 11)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestAudit(CloseCase):
    def _points(self, period):
        return {check.kind: check for check in period.check_ids}

    # --- what is open -----------------------------------------------------------------

    def test_cs_1_5_a_complete_month_has_only_statements_to_confirm(self):
        self.work(self.people, MARCH)
        period = self.audit(MARCH)
        self.assertEqual(set(self._points(period)), {"unconfirmed"})
        self.assertEqual(period.open_count, 2)

    def test_cs_1_5_a_missing_punch_is_listed_and_opens_its_day(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        period = self.audit(MARCH)
        check = self._points(period)["missing"]
        days = self.env["attendance.day"].search([("work_date", "=", TUESDAY)])
        self.assertEqual(check.count, 2)
        self.assertEqual(check.action_open()["res_model"], "attendance.day")
        self.assertEqual(
            self.env["attendance.day"].search(check.action_open()["domain"]), days
        )

    def test_cs_1_5_a_pending_leave_is_listed_and_keeps_its_day_open(self):
        self.work(self.people, MARCH, {TUESDAY: None})
        leave = self.leave(self.employee, TUESDAY, approve=False)
        points = self._points(self.audit(MARCH))
        self.assertEqual(points["leave"].res_ids, leave.ids)
        self.assertTrue(points["provisional"].blocking)

    def test_cs_1_5_requests_that_wait_are_listed(self):
        self.work(self.people, MARCH)
        request = self.env["attendance.overtime"].create(
            {
                "employee_id": self.employee.id,
                "date_from": self.moment(TUESDAY, "18:00"),
                "date_to": self.moment(TUESDAY, "20:00"),
                "reason": "Stocktaking",
            }
        )
        request.write({"state": "submitted"})
        points = self._points(self.audit(MARCH))
        self.assertEqual(points["overtime"].res_ids, request.ids)

    def test_cs_1_5_employees_without_contract_date_are_listed(self):
        self.work(self.people, MARCH)
        self.colleague.contract_date_start = False
        points = self._points(self.audit(MARCH))
        self.assertEqual(points["contract"].employee_ids, self.colleague)

    def test_cs_1_5_a_settled_point_disappears_with_the_next_check(self):
        self.work(self.people, MARCH)
        self.colleague.contract_date_start = False
        period = self.audit(MARCH)
        self.colleague.contract_date_start = "2026-01-01"
        period.action_check()
        self.assertNotIn("contract", self._points(period))

    def test_cs_1_5_an_earlier_open_month_is_listed(self):
        self.work(self.people, MARCH)
        self.env["attendance.period"]._get_or_create(self.company, date(2026, 2, 1))
        self.assertIn("earlier", self._points(self.audit(MARCH)))

    def test_cs_1_5_the_audit_of_last_month_begins_by_itself(self):
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, date(2026, 3, 31))
        self.company.attendance_audit_day = 2
        self.env["attendance.period"]._cron_audit()
        period = self.env["attendance.period"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual((period.month, period.state), (MARCH, "audit"))
        self.assertEqual(period.objection_deadline, date(2026, 4, 7))

    def test_cs_1_5_the_audit_waits_for_its_day(self):
        self.company.attendance_audit_day = 3
        self.env["attendance.period"]._cron_audit()
        self.assertFalse(
            self.env["attendance.period"].search([("company_id", "=", self.company.id)])
        )

    def test_cs_1_5_a_month_without_rules_is_not_audited(self):
        (self.policy + self.example).action_draft()
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, date(2026, 3, 31))
        self.company.attendance_audit_day = 2
        self.env["attendance.period"]._cron_audit()
        self.assertFalse(
            self.env["attendance.period"].search([("company_id", "=", self.company.id)])
        )

    # --- questions to departments -----------------------------------------------------

    def _ask(self, period, kind="missing"):
        check = self._points(period)[kind]
        wizard = self.env["attendance.period.ask"].create(
            {"check_id": check.id, "question": "When did they leave?"}
        )
        self.assertEqual(wizard.department_ids, self.department)
        wizard.action_confirm()
        return period.question_ids

    def test_cs_1_5_the_department_manager_is_asked_and_the_answer_is_kept(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        question = self._ask(self.audit(MARCH))
        self.assertEqual(question.user_id, self.manager.user_id)
        self.assertEqual(question.activity_ids.user_id, self.manager.user_id)
        self.assertEqual(question.employee_ids, self.people)
        mine = question.with_user(self.manager.user_id)
        mine.answer = "At five, both of them"
        mine.action_answer()
        self.assertEqual(question.state, "answered")
        self.assertEqual(question.answered_by_id, self.manager.user_id)
        self.assertFalse(question.activity_ids)

    def test_cs_1_5_an_answer_that_was_sent_stays(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        mine = self._ask(self.audit(MARCH)).with_user(self.manager.user_id)
        mine.answer = "At five"
        mine.action_answer()
        with self.assertRaisesRegex(UserError, "has been sent"):
            mine.answer = "At four"

    def test_cs_1_5_an_empty_answer_is_refused(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        question = self._ask(self.audit(MARCH))
        with self.assertRaisesRegex(UserError, "write your answer first"):
            question.with_user(self.manager.user_id).action_answer()

    def test_cs_1_5_a_department_changes_no_question(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        question = self._ask(self.audit(MARCH)).with_user(self.manager.user_id)
        with self.assertRaisesRegex(AccessError, "the question is HR's"):
            question.question = "Who cares?"

    def test_cs_1_5_a_question_climbs_to_a_manager_who_can_log_in(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        self.department.manager_id = self.colleague
        self.department.parent_id = self.env["hr.department"].create(
            {
                "name": "Operations",
                "company_id": self.company.id,
                "manager_id": self.chief.id,
            }
        )
        self.assertEqual(self._ask(self.audit(MARCH)).user_id, self.chief.user_id)

    def test_cs_1_5_open_questions_are_open_points(self):
        self.work(self.people, MARCH, {TUESDAY: ("07:55", None)})
        period = self.audit(MARCH)
        self._ask(period)
        period.action_check()
        self.assertEqual(self._points(period)["question"].count, 1)

    # --- confirm and object -----------------------------------------------------------

    def _mine(self):
        self.work(self.people, MARCH, {TUESDAY: ("08:20", "17:05")})
        self.period = self.audit(MARCH)
        statement = self.statement(self.employee, MARCH)
        return statement.with_user(self.employee.user_id)

    def test_cs_1_5_employees_are_asked_and_confirm_their_statement(self):
        mine = self._mine()
        self.assertEqual(mine.confirmation, "waiting")
        mine.action_confirm()
        self.assertEqual(mine.confirmation, "confirmed")
        self.assertEqual(self.period.confirmed_share, 50)

    def test_cs_1_5_nobody_confirms_the_statement_of_somebody_else(self):
        mine = self._mine()
        for user in (self.manager.user_id, self.hr_admin):
            with self.assertRaisesRegex(AccessError, "Only the employee"):
                mine.with_user(user).action_confirm()

    def test_cs_1_5_who_confirmed_is_asked_again_when_figures_change(self):
        mine = self._mine()
        mine.action_confirm()
        self.punch(self.employee, date(2026, 3, 14), "09:00", "11:00")
        self.period.action_check()
        self.assertEqual(mine.confirmation, "waiting")

    def test_cs_1_5_who_confirmed_is_not_asked_again_for_nothing(self):
        mine = self._mine()
        mine.action_confirm()
        self.period.action_check()
        self.assertEqual(mine.confirmation, "confirmed")

    def _object(self, statement, **values):
        return (
            self.env["attendance.objection"]
            .with_user(self.employee.user_id)
            .create(
                {"month_id": statement.id, "reason": "The clock was wrong", **values}
            )
        )

    def test_cs_1_5_an_employee_objects_and_hr_answers(self):
        mine = self._mine()
        self.assertEqual(mine.action_object()["context"], {"default_month_id": mine.id})
        objection = self._object(mine)
        self.assertEqual(mine.confirmation, "objected")
        self.assertEqual(self.period.objection_count, 1)
        answer = objection.with_user(self.hr_officer)
        answer.answer = "True: corrected"
        answer.action_uphold()
        self.assertEqual((objection.state, mine.confirmation), ("upheld", "settled"))
        self.assertEqual(objection.answered_by_id, self.hr_officer)

    def test_cs_1_5_an_objection_is_not_settled_without_an_answer(self):
        objection = self._object(self._mine())
        with self.assertRaisesRegex(UserError, "write an answer"):
            objection.with_user(self.hr_officer).action_decline()

    def test_cs_1_5_nobody_changes_what_the_employee_wrote(self):
        objection = self._object(self._mine()).with_user(self.hr_admin)
        for vals in ({"reason": "All is well"}, {"state": "declined"}):
            with self.assertRaisesRegex(AccessError, "stays as it is"):
                objection.write(vals)

    def test_cs_1_5_nobody_answers_the_own_objection(self):
        self.employee.user_id.group_ids = [
            Command.link(
                self.env.ref("attendance_rules.attendance_rules_group_hr_officer").id
            )
        ]
        objection = self._object(self._mine())
        objection.answer = "I am right"
        with self.assertRaisesRegex(UserError, "Somebody else in HR"):
            objection.with_user(self.employee.user_id).action_uphold()

    def test_cs_1_5_objections_end_with_their_deadline(self):
        mine = self._mine()
        with (
            freeze_time("2026-04-08 02:00:00"),
            self.assertRaisesRegex(UserError, "were possible until"),
        ):
            self._object(mine)

    def test_cs_1_5_nobody_objects_for_somebody_else(self):
        self._mine()
        theirs = self.statement(self.colleague, MARCH)
        with self.assertRaises(AccessError):
            self._object(theirs)

    def test_cs_1_5_an_objection_begins_open_whatever_is_sent(self):
        self.assertEqual(self._object(self._mine(), state="upheld").state, "open")
