from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import MONDAY, DutyCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 12:00:00")
class TestDutyLog(DutyCase):
    """Evening of Monday, handed over to the evening of Tuesday, and so on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post.min_rest_hours = 0
        cls.first = cls._duty(MONDAY, cls.lead, cls.employee)
        cls.second_duty = cls._duty(date(2026, 3, 3), cls.second, cls.colleague)
        cls.third = cls._duty(date(2026, 3, 4), cls.lead, cls.employee)

    def _log(self, shift, employee):
        action = self._as(shift, employee).action_log()
        return self._as(self.env["hr.duty.log"], employee).browse(action["res_id"])

    def _problem(self, log, **values):
        return (
            self.env["hr.duty.problem"]
            .with_user(log.env.user)
            .create(
                {
                    "name": "Lift 3 is stuck",
                    "kind": "incident",
                    "log_id": log.id,
                    **values,
                }
            )
        )

    def _hand_over(self, log, giver, taker):
        self._as(log, giver).action_give()
        self._as(log, taker).action_take()
        return log.next_log_id

    def test_a_duty_has_one_log(self):
        log = self._log(self.first, self.lead)
        self.assertEqual(self._log(self.first, self.employee), log)

    def test_cs_2_4_handover_is_signed_by_giver_and_taker(self):
        log = self._log(self.first, self.lead)
        self._hand_over(log, self.lead, self.second)
        self.assertEqual(log.state, "taken")
        self.assertEqual((log.giver_id, log.taker_id), (self.lead, self.second))
        self.assertTrue(log.given_at and log.taken_at)

    def test_cs_2_4_problem_goes_over_until_it_is_settled(self):
        log = self._log(self.first, self.lead)
        problem = self._problem(log, name="Mr Li waits for an answer", kind="customer")
        settled = self._problem(log, resolution="Fuse replaced")
        log = self._hand_over(log, self.lead, self.second)
        log = self._hand_over(log, self.second, self.lead)
        self.assertEqual(log.shift_id, self.third)
        self.assertEqual(log.problem_ids, problem)
        self.assertEqual((problem.carried_count, problem.state), (2, "open"))
        self.assertEqual(problem.origin_log_id.shift_id, self.first)
        self.assertEqual(settled.log_id.shift_id, self.first)
        self._as(problem, self.employee).resolution = "Called back"
        self.assertEqual(
            (problem.state, problem.settler_id), ("settled", self.employee.user_id)
        )
        problem.resolution = False
        self.assertEqual((problem.state, problem.settled_at), ("open", False))

    def test_forgotten_handover_leaves_no_problem_behind(self):
        problem = self._problem(self._log(self.first, self.lead))
        with freeze_time("2026-03-03 10:00:00"):
            log = self._log(self.second_duty, self.second)
        self.assertEqual(problem.log_id, log)

    def test_log_of_a_coming_duty_takes_nothing_yet(self):
        first = self._log(self.first, self.lead)
        problem = self._problem(first)
        self._log(self.second_duty, self.second)
        self.assertEqual(problem.log_id, first)

    def test_only_people_on_duty_sign(self):
        log = self._log(self.first, self.lead)
        with self.assertRaisesRegex(UserError, "Only people on duty sign"):
            self._as(log, self.second).action_give()
        self._as(log, self.lead).action_give()
        with self.assertRaisesRegex(UserError, "is not yours"):
            self._as(log, self.employee).action_take()

    def test_signed_log_does_not_change(self):
        log = self._log(self.first, self.lead)
        log.note = "Keys in the safe"
        self._as(log, self.lead).action_give()
        with self.assertRaisesRegex(UserError, "has been signed"):
            log.note = "Or not"
        with self.assertRaisesRegex(UserError, "signed with its buttons"):
            self._as(log, self.lead).write({"state": "taken"})
        with self.assertRaisesRegex(UserError, "signed with its buttons"):
            self._as(log, self.lead).write({"giver_id": self.second.id})

    def test_problem_is_not_moved_by_hand(self):
        problem = self._problem(self._log(self.first, self.lead))
        other = self._log(self.second_duty, self.second)
        with self.assertRaisesRegex(UserError, "when the duty is taken"):
            self._as(problem, self.lead).log_id = other
