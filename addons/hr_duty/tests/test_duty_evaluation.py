from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import BEFORE, DutyCase

FEBRUARY = date(2026, 2, 1)


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutyEvaluation(DutyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post.write({"reward_score": 90, "guidance_score": 60})
        cls.criteria = cls.env["hr.duty.criterion"].search([])
        cls._duty(date(2026, 2, 2), cls.lead, cls.employee)
        cls._night(date(2026, 2, 4), cls.lead, cls.employee)
        cls._duty(date(2026, 3, 2), cls.second)
        cls.env["hr.duty.shift"]._cron_finish()

    def _begin(self):
        self.env["hr.duty.evaluation"]._cron_begin()
        return self.env["hr.duty.evaluation"].search([("post_id", "=", self.post.id)])

    def _of(self, employee):
        return self._begin().filtered(lambda line: line.employee_id == employee)

    def test_cs_2_6_monthly_evaluation_of_whoever_had_a_duty(self):
        absent = self.post.shift_ids.slot_ids.filtered(
            lambda slot: slot.is_night and slot.employee_id == self.employee
        )
        absent.action_absent()
        evaluations = self._begin()
        self.assertEqual(evaluations.employee_id, self.lead | self.employee)
        self.assertEqual(set(evaluations.mapped("month")), {FEBRUARY})
        self.assertRecordValues(
            evaluations.sorted(lambda line: line.employee_id.id),
            [
                {"duty_count": 1, "night_count": 0, "absence_count": 1, "points": 1},
                {"duty_count": 2, "night_count": 1, "absence_count": 0, "points": 2.5},
            ],
        )

    def test_begun_once_and_the_manager_is_asked_once(self):
        first = self._begin()
        self.assertEqual(self._begin(), first)
        self.assertEqual(len(first.activity_ids), 1)
        self.assertEqual(first.activity_ids.user_id, self.manager.user_id)

    def test_score_is_weighted(self):
        evaluation = self._of(self.lead)
        self.assertEqual(len(evaluation.score_ids), len(self.criteria))
        first, *others = evaluation.score_ids
        first.score = 100
        expected = 100 * first.weight / sum(evaluation.score_ids.mapped("weight"))
        self.assertAlmostEqual(evaluation.score, expected, 1)
        self.assertTrue(others)

    def test_cs_2_6_reward_or_guidance(self):
        evaluation = self._of(self.lead)
        for score, result in (
            (100, "reward"),
            (90, "reward"),
            (89, "none"),
            (60, "none"),
            (59, "guidance"),
        ):
            with self.subTest(score=score):
                evaluation.score_ids.score = score
                self.assertEqual(evaluation.result, result)

    def test_guidance_needs_advice(self):
        evaluation = self._as(self._of(self.lead), self.manager)
        self.assertFalse(evaluation.result)
        with self.assertRaisesRegex(UserError, "Score Lead first"):
            evaluation.action_done()
        evaluation.score_ids.score = 59
        with self.assertRaisesRegex(UserError, "what Lead can do better"):
            evaluation.action_done()
        evaluation.note = "Write every call into the log"
        evaluation.action_done()
        self.assertEqual(evaluation.state, "done")

    def test_person_sees_the_evaluation_when_it_is_done(self):
        evaluation = self._of(self.lead)
        mine = self._as(self.env["hr.duty.evaluation"], self.lead)
        self.assertFalse(mine.search([]))
        self._as(evaluation, self.manager).write({"result": "reward"})
        self._as(evaluation, self.manager).action_done()
        self.assertEqual(mine.search([]), evaluation)
        self.assertEqual(len(self._as(evaluation, self.lead).score_ids), 4)
        with self.assertRaises(AccessError):
            self._as(evaluation, self.lead).note = "Excellent"
        self.assertFalse(
            self._as(self.env["hr.duty.evaluation"], self.second).search([])
        )

    def test_nobody_evaluates_themselves(self):
        self.post.manager_id = self.lead
        evaluation = self._of(self.lead)
        for step in (
            lambda line: line.write({"note": "Excellent"}),
            lambda line: line.action_done(),
        ):
            with self.assertRaises(AccessError):
                step(self._as(evaluation, self.lead))
        self.assertFalse(evaluation.note)

    def test_a_criterion_that_was_used_is_not_deleted(self):
        self._begin()
        with self.assertRaisesRegex(UserError, "archive it instead"):
            self.criteria[0].unlink()
        self.criteria[0].copy({"name": "Punctual"}).unlink()

    def test_finished_only_with_the_button(self):
        evaluation = self._of(self.lead)
        with self.assertRaisesRegex(UserError, "with the button"):
            self._as(evaluation, self.manager).write({"state": "done"})
