import hashlib
from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from .common import APRIL, FEBRUARY, MARCH, CloseCase

TUESDAY, WEDNESDAY = date(2026, 3, 10), date(2026, 3, 11)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestClose(CloseCase):
    def _closed(self, exceptions=None):
        self.work(self.people, MARCH, exceptions)
        return self.close(MARCH)

    # --- close ------------------------------------------------------------------------

    def test_cs_1_5_closing_freezes_days_and_seals_every_statement(self):
        period = self._closed()
        statements = period.month_ids
        self.assertEqual(period.state, "closed")
        self.assertEqual(statements.employee_id, self.people)
        self.assertEqual(set(statements.mapped("state")), {"closed"})
        self.assertEqual(len(set(statements.mapped("seal"))), 2)
        self.assertEqual(set(statements.day_ids.mapped("month_state")), {"closed"})
        self.assertEqual(len(period.seal), 64)
        self.assertEqual(period.closed_by_id, self.hr_admin)

    def test_cs_1_5_a_month_closes_once(self):
        period = self._closed()
        with self.assertRaisesRegex(UserError, "closed on .* by hr_admin already"):
            period.with_user(self.hr_admin)._close("again")
        with self.assertRaisesRegex(UserError, "already"):
            period.with_user(self.hr_admin).action_close()
        self.assertEqual(len(period.seal_ids), 1)

    def test_cs_1_5_only_an_administrator_closes(self):
        self.work(self.people, MARCH)
        period = self.audit(MARCH)
        for user in (self.hr_officer, self.manager.user_id, self.employee.user_id):
            with self.assertRaises(AccessError):
                period.with_user(user).action_close()

    def test_cs_1_5_the_state_is_not_written_past_the_buttons(self):
        self.work(self.people, MARCH)
        period = self.audit(MARCH).with_user(self.hr_admin)
        for vals in ({"state": "closed"}, {"seal": "x"}, {"closed_by_id": 1}):
            with self.assertRaisesRegex(AccessError, "Use the buttons"):
                period.write(vals)
        with self.assertRaisesRegex(AccessError, "The buttons of the record"):
            period.create({"month": "2026-05-01", "company_id": 1, "state": "closed"})

    def test_cs_1_5_a_month_that_is_not_over_cannot_be_closed(self):
        period = self.audit(APRIL)
        with self.assertRaisesRegex(UserError, "is not over"):
            period.with_user(self.hr_admin).action_close()

    def test_cs_1_5_months_are_closed_in_their_order(self):
        self.work(self.people, MARCH)
        self.env["attendance.period"]._get_or_create(self.company, FEBRUARY)
        period = self.audit(MARCH)
        with self.assertRaisesRegex(UserError, "Settle first: An earlier month"):
            period.with_user(self.hr_admin).action_close()

    def test_cs_1_5_open_points_ask_for_a_reason_that_is_kept(self):
        self.work(self.people, MARCH)
        period = self.audit(MARCH)
        action = period.with_user(self.hr_admin).action_close()
        self.assertEqual(action["res_model"], "attendance.period.close")
        wizard = Form(
            self.env["attendance.period.close"]
            .with_user(self.hr_admin)
            .with_context(**action["context"])
        )
        wizard.reason = "Five days were enough"
        wizard.save().action_confirm()
        self.assertEqual(period.state, "closed")
        self.assertEqual(period.seal_ids.close_reason, "Five days were enough")

    def test_cs_1_5_without_open_points_a_month_closes_at_once(self):
        self.work(self.people, MARCH)
        period = self.audit(MARCH)
        period.month_ids.sudo().write({"confirmation": "settled"})
        period.objection_deadline = date(2026, 4, 1)
        self.assertFalse(period.with_user(self.hr_admin).action_close())
        self.assertEqual(period.state, "closed")

    def test_cs_1_5_before_the_date_that_employees_were_told_a_reason_is_asked(self):
        self.work(self.people, MARCH)
        period = self.audit(MARCH)
        period.month_ids.sudo().write({"confirmation": "settled"})
        self.assertGreater(period.objection_deadline, date(2026, 4, 2))
        action = period.with_user(self.hr_admin).action_close()
        wizards = self.env["attendance.period.close"].with_user(self.hr_admin)
        wizard = wizards.with_context(**action["context"]).create({"reason": "Agreed"})
        self.assertTrue(wizard.is_early)
        self.assertEqual(wizard.objection_deadline, period.objection_deadline)
        wizard.action_confirm()
        self.assertEqual(period.seal_ids.close_reason, "Agreed")

    @mute_logger("odoo.sql_db")
    def test_cs_1_5_a_company_has_one_period_a_month(self):
        period = self.env["attendance.period"]._get_or_create(self.company, MARCH)
        self.assertEqual(
            self.env["attendance.period"]._get_or_create(self.company, TUESDAY), period
        )
        with self.assertRaises(IntegrityError):
            period.create({"company_id": self.company.id, "month": MARCH})

    def test_cs_1_5_a_month_is_named_in_the_words_of_the_reader(self):
        period = self.audit(MARCH)
        self.assertEqual(period.name, "March 2026")
        self.env["res.lang"]._activate_lang("zh_CN")
        self.assertEqual(period.with_context(lang="zh_CN").name, "2026年3月")

    # --- verify -----------------------------------------------------------------------

    def test_cs_1_5_what_was_not_touched_verifies(self):
        params = self._closed().action_verify()["params"]
        self.assertEqual(params["type"], "success")

    def test_cs_1_5_a_changed_row_is_found_and_named(self):
        period = self._closed()
        self.statement(self.employee, MARCH).sudo().write({"late_count": 7})
        params = period.action_verify()["params"]
        self.assertEqual(params["type"], "danger")
        self.assertIn("Employee (late_count)", params["message"])

    def test_cs_1_5_a_changed_day_is_found(self):
        period = self._closed()
        day = self.statement(self.employee, MARCH).day_ids[:1]
        day.sudo().write({"verdict": "absent"})
        self.assertIn("Employee (days)", period.action_verify()["params"]["message"])

    def test_cs_1_5_a_forged_snapshot_is_found(self):
        period = self._closed()
        statement = self.statement(self.employee, MARCH).sudo()
        statement.snapshot = statement.snapshot.replace("Employee", "Nobody") + " "
        self.assertIn("Employee (text)", period.action_verify()["params"]["message"])

    def test_cs_1_5_a_forged_seal_is_found(self):
        period = self._closed()
        self.statement(self.employee, MARCH).sudo().seal = "0" * 64
        self.assertEqual(period.action_verify()["params"]["type"], "danger")

    def test_cs_1_5_a_seal_does_not_tell_the_wage_to_who_guesses_it(self):
        """The manager sees all of a statement but its amounts, and tries them."""
        self.work(self.people, MARCH)
        self.audit(MARCH)
        statement = self.statement(self.employee, MARCH)
        statement.with_user(self.employee.user_id).action_confirm()
        ((_month, confirmed),) = statement._statement_texts()
        confirmed = hashlib.sha256(confirmed.encode()).hexdigest()
        self.assertNotEqual(statement.confirmed_seal, confirmed)
        self.close(MARCH)
        guessed = hashlib.sha256(statement.snapshot.encode()).hexdigest()
        mine = statement.with_user(self.manager.user_id)
        self.assertNotEqual(mine.seal, guessed)
        hidden = ("confirmed_seal", "input_hash", "facts_hash", "days_hash")
        for name in (*hidden, "incidents_hash", "shown_hash", "days_summary"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                mine.read([name])
            with self.subTest(search=name), self.assertRaises(AccessError):
                mine.search([(name, "=like", "a%")])

    # --- later facts ------------------------------------------------------------------

    def _adjustments(self):
        return self.env["attendance.adjustment"].search(
            [("company_id", "=", self.company.id)]
        )

    def test_cs_1_5_leave_approved_after_the_close_becomes_an_adjustment(self):
        period = self._closed({TUESDAY: None})
        statement = self.statement(self.employee, MARCH)
        before = (statement.deduction, statement.absence_days, statement.seal)
        self.leave(self.employee, TUESDAY)
        self.engine._process()
        adjustment = self._adjustments()
        self.assertEqual(adjustment.employee_id, self.employee)
        self.assertEqual(adjustment.closed_month_id, statement)
        self.assertEqual(adjustment.period_id.month, APRIL)
        self.assertEqual(adjustment.amount, statement.deduction)
        self.assertEqual(adjustment.figures["absence_days"], -1)
        told = adjustment.figures_text.splitlines()
        self.assertIn("Days absent: -1", told)
        self.assertIn("Time on leave: +8:00", told)
        self.assertIn("On Leave instead of Absent", adjustment.reason)
        self.assertEqual(
            (statement.deduction, statement.absence_days, statement.seal), before
        )
        self.assertEqual(period.action_verify()["params"]["type"], "success")

    def test_cs_1_5_a_correction_after_the_close_becomes_an_adjustment(self):
        self._closed({TUESDAY: None})
        self.punch(self.employee, TUESDAY, "07:55", "17:05")
        self.engine._process()
        self.assertEqual(self._adjustments().figures["absence_days"], -1)

    def test_cs_1_5_judging_again_books_nothing_twice(self):
        self._closed({TUESDAY: None})
        self.punch(self.employee, TUESDAY, "07:55", "17:05")
        self.engine._process()
        first = self._adjustments()
        self.engine._compute(self.people, MARCH, date(2026, 3, 31))
        self.assertEqual(self._adjustments(), first)

    def test_cs_1_5_a_later_fact_that_is_taken_back_is_booked_back(self):
        self._closed({TUESDAY: None})
        punch = self.punch(self.employee, TUESDAY, "07:55", "17:05")
        self.engine._process()
        amount = self._adjustments().amount
        punch.unlink()
        self.engine._process()
        self.assertEqual(self._adjustments().mapped("amount"), [-amount, amount])

    def test_cs_1_5_an_adjustment_is_paid_in_the_open_month(self):
        self._closed({TUESDAY: None})
        self.punch(self.employee, TUESDAY, "07:55", "17:05")
        self.engine._process()
        with freeze_time("2026-05-04 02:00:00"):
            self.work(self.people, APRIL)
            self.close(APRIL)
        adjustment = self._adjustments()
        item = self.env["attendance.pay.item"].search([("kind", "=", "adjustment")])
        self.assertEqual(item.adjustment_id, adjustment)
        self.assertEqual(item.month_id, self.statement(self.employee, APRIL))
        self.assertEqual(item.amount, adjustment.amount)

    def test_cs_1_5_a_fact_that_changes_nothing_is_no_adjustment(self):
        self._closed()
        self.leave(self.employee, date(2026, 3, 14), date(2026, 3, 16))
        self.env["hr.attendance"].search(
            [("employee_id", "=", self.colleague.id)], limit=1
        ).write({"in_mode": "systray"})
        self.engine._process()
        self.assertFalse(
            self._adjustments().filtered(lambda a: a.employee_id == self.colleague)
        )

    # --- reopen -----------------------------------------------------------------------

    def _reopen(self, period, reason="The clock was wrong"):
        wizard = (
            self.env["attendance.period.reopen"]
            .with_user(self.hr_admin)
            .create({"period_id": period.id, "reason": reason})
        )
        wizard.action_confirm()

    def test_cs_1_5_reopening_asks_a_reason_and_is_logged(self):
        period = self._closed()
        wizard = Form(
            self.env["attendance.period.reopen"].with_context(
                default_period_id=period.id
            )
        )
        with self.assertRaisesRegex(AssertionError, "reason"):
            wizard.save()
        self._reopen(period)
        log = period.seal_ids
        self.assertEqual(period.state, "audit")
        self.assertEqual(log.reopen_reason, "The clock was wrong")
        self.assertEqual(log.reopened_by_id, self.hr_admin)
        self.assertIn("The clock was wrong", period.message_ids[:1].body)
        days = period.month_ids.day_ids
        self.assertEqual(set(days.mapped("month_state")), {"open"})

    def test_cs_1_5_a_reopened_month_is_judged_and_closed_again(self):
        period = self._closed({TUESDAY: None})
        self.punch(self.employee, TUESDAY, "07:55", "17:05")
        self.engine._process()
        self.assertTrue(self._adjustments())
        self._reopen(period)
        self.assertFalse(self._adjustments(), "Judged in the month itself now.")
        self.assertEqual(self.statement(self.employee, MARCH).absence_days, 0)
        period.with_user(self.hr_admin)._close("Corrected")
        self.assertEqual(len(period.seal_ids), 2)
        self.assertEqual(period.action_verify()["params"]["type"], "success")

    def test_cs_1_5_a_month_before_a_closed_one_is_not_reopened(self):
        self.work(self.people, FEBRUARY)
        self.work(self.people, MARCH)
        february = self.close(FEBRUARY)
        self.close(MARCH)
        with self.assertRaisesRegex(UserError, "March 2026 is closed already"):
            self._reopen(february)

    def test_cs_1_5_only_an_administrator_reopens(self):
        period = self._closed()
        with self.assertRaises(AccessError):
            period.with_user(self.hr_officer)._reopen("because")

    def test_cs_1_5_the_log_of_closings_is_never_changed(self):
        log = self._closed().seal_ids
        with self.assertRaisesRegex(UserError, "never changed"):
            log.write({"closed_at": "2020-01-01"})
        with self.assertRaisesRegex(UserError, "never deleted"):
            log.unlink()
        with self.assertRaisesRegex(UserError, "stays as a record"):
            log.period_id.unlink()

    # --- scale ------------------------------------------------------------------------

    def _count_queries(self, count, month):
        people = self.env["hr.employee"]
        for number in range(count):
            people += self._create_employee(f"P{count}-{number}")
        self.engine._compute(people, month, month.replace(day=28))
        period = self.env["attendance.period"]._get_or_create(self.company, month)
        people_months = self.env["attendance.month"].search(
            [("employee_id", "in", people.ids), ("month", "=", month)]
        )
        people_months.write({"period_id": period.id})
        period.state = "audit"
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        period.with_user(self.hr_admin)._close("count")
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_cs_1_5_closing_takes_the_same_queries_for_two_and_for_twelve(self):
        self._count_queries(1, date(2026, 1, 1))  # caches are filled
        few = self._count_queries(2, FEBRUARY)
        many = self._count_queries(12, MARCH)
        self.assertLessEqual(many, few + 5)
