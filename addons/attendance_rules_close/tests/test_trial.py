import base64
import io
from datetime import date

import openpyxl

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .common import FEBRUARY, MARCH, CloseCase

LATE = ("08:20", "17:05")


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestTrial(CloseCase):
    """Three late days of one person in March: one free, two at 50."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        late = {date(2026, 3, day): LATE for day in (3, 5, 10)}
        cls.work(cls.employee, MARCH, late)
        cls.work(cls.colleague, MARCH)
        cls.work(cls.people, FEBRUARY)
        with freeze_time("2026-04-02 02:00:00"):
            cls.engine._compute(cls.people, FEBRUARY, date(2026, 3, 31))
        cls.draft = cls.policy.copy({"name": "Draft", "state": "draft"})

    def _ask(self, months=2):
        trials = self.env["attendance.policy.trial"].with_user(self.hr_officer)
        draft = self.draft.with_user(self.hr_officer)
        return trials._ask(draft, self.company, months)

    def _try(self, months=2):
        trial = self._ask(months)
        for _month in range(months):
            trial.sudo()._run()
        self.assertEqual(trial.state, "done")
        return trial

    def test_cs_1_6_months_without_data_are_named(self):
        self.assertFalse(self._try().gap_note)
        note = self._try(months=4).gap_note
        self.assertIn("December 2025, January 2026", note)
        self.assertNotIn("March", note)

    def test_cs_1_6_the_same_figures_change_nothing(self):
        trial = self._try()
        self.assertEqual((trial.people, trial.cost), (0, 0))
        self.assertFalse(trial.line_ids + trial.department_line_ids)

    def test_cs_1_6_a_draft_shows_who_changes_and_what_it_costs(self):
        self.draft.monthly_grace = 0
        trial = self._try()
        self.assertEqual(trial.line_ids.employee_id, self.employee)
        self.assertEqual(trial.line_ids.deduction, 50)
        self.assertEqual((trial.people, trial.deduction, trial.cost), (1, 50, -50))

    def test_cs_1_6_the_effect_is_summed_up_by_department(self):
        self.draft.monthly_grace = 0
        line = self._try().department_line_ids
        self.assertEqual(line.department_id, self.department)
        self.assertEqual((line.people, line.deduction), (1, 50))

    def test_cs_1_6_bonuses_are_part_of_the_cost(self):
        self.draft.streak_months = 2
        trial = self._try()
        self.assertEqual(trial.line_ids.employee_id, self.colleague)
        self.assertEqual((trial.bonus, trial.cost), (500, 500))

    def test_cs_1_6_nothing_is_written(self):
        self.draft.monthly_grace = 0
        names = (
            "attendance.day",
            "attendance.month",
            "attendance.incident",
            "attendance.dirty",
        )
        before = [self._dump(name) for name in names]
        self._try()
        self.assertEqual([self._dump(name) for name in names], before)

    def _dump(self, name):
        rows = (
            self.env[name]
            .sudo()
            .search([("employee_id", "in", self.people.ids)], order="id")
        )
        rows.invalidate_recordset()
        return rows.read()

    def test_cs_1_6_who_has_not_read_the_rules_is_tried_too(self):
        self.policy.acknowledgement_required = True
        self.draft.band_ids = [Command.clear()]
        self.assertEqual(self._try().deduction, -100)

    def test_cs_1_6_the_result_is_downloaded(self):
        self.draft.monthly_grace = 0
        trial = self._try()
        self.assertIn("/workbook", trial.action_export()["url"])
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(trial.workbook)))
        rows = list(book["Employees"].values)
        self.assertEqual(rows[1][:3], ("Service desk", "Employee", 50))

    def test_cs_1_6_a_span_that_makes_no_sense_is_refused(self):
        for months in (0, 25):
            with self.assertRaisesRegex(UserError, "Choose 1 to 24 months"):
                self._try(months=months)

    def test_cs_1_6_last_month_is_the_last_that_is_tried(self):
        trial = self._try(months=6)
        self.assertEqual(trial._range()[0], date(2025, 10, 1))
        self.assertEqual(trial._range()[-1], MARCH)

    def test_cs_1_6_a_trial_goes_on_where_it_was_left(self):
        self.draft.write({"monthly_grace": 0, "streak_months": 2})
        whole, parted = self._try(), self._ask()
        parted.sudo()._run()
        self.assertEqual(
            (parted.state, parted.done, parted.progress), ("running", 1, 50)
        )
        self.env.invalidate_all()
        self.assertEqual(self.env["attendance.policy.trial"]._next(), parted)
        parted.sudo()._run()
        self.assertEqual(parted.state, "done")
        self.assertFalse(parted.sudo().found)
        for name in ("people", "deduction", "bonus", "cost"):
            self.assertEqual(parted[name], whole[name], name)

    def test_cs_1_6_a_draft_that_is_edited_meanwhile_is_tried_anew(self):
        trial = self._ask()
        trial.sudo()._run()
        self.draft.monthly_grace = 0
        trial.sudo()._run()
        self.assertEqual((trial.state, trial.done), ("running", 1))
        trial.sudo()._run()
        self.assertEqual((trial.state, trial.deduction), ("done", 50))

    def test_cs_1_6_who_leaves_the_company_meanwhile_is_left_out(self):
        self.draft.monthly_grace = 0
        trial = self._ask()
        trial.sudo()._run()
        elsewhere = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        self.employee.sudo().company_id = elsewhere
        trial.sudo()._run()
        self.assertEqual((trial.state, trial.people), ("done", 0))

    def test_cs_1_6_a_trial_under_way_is_not_changed(self):
        trial = self._ask()
        with self.assertRaisesRegex(UserError, "wait for its end, or cancel it"):
            trial.months = 3
        trial.action_cancel()
        trial.months = 3
        again = self.env["attendance.policy.trial"].browse(
            trial.action_again()["res_id"]
        )
        self.assertEqual(again.months, 3)

    def test_cs_1_6_a_trial_that_is_cancelled_looks_at_nothing_further(self):
        trial = self._ask()
        trial.action_cancel()
        self.assertEqual((trial.state, trial.done), ("cancelled", 0))
        self.assertFalse(self.env["attendance.policy.trial"]._next())

    def test_cs_1_6_it_is_tried_again_over_other_months(self):
        trial = self._try()
        span = trial.span
        trial.months = 4
        action = trial.action_again()
        again = self.env["attendance.policy.trial"].browse(action["res_id"])
        self.assertEqual((again.state, again.months), ("waiting", 4))
        self.assertNotEqual(again.span, span)
        self.assertEqual(trial.span, span, "what came out is of the months before")

    def test_cs_1_6_columns_say_what_judging_one_by_one_says(self):
        """Both ways judge by the same rules: the trial by columns, here each day."""
        employees = self.people.sudo()
        draft = self.draft.sudo()
        draft.band_ids = [Command.clear()]
        policies, runs = (draft.browse(), draft), (None, None)
        [tables] = self.engine._judge_by_each(employees, MARCH, policies, runs)
        alone = [self.engine._judge(employees, MARCH, policy=one) for one in policies]
        for table, judgements in zip(tables, alone, strict=True):
            found = {one.employee_id: one.month for one in table.judgements}
            self.assertEqual(found, {one.employee_id: one.month for one in judgements})
        days = [{one.employee_id: one.days for one in judged} for judged in alone]
        expected = {
            one: sum(
                day.verdict != days[1][one][date].verdict
                for date, day in days[0][one].items()
            )
            for one in days[0]
        }
        self.assertEqual(tables[0].differing(tables[1]), expected)
        self.assertEqual(sum(expected.values()), 3)
