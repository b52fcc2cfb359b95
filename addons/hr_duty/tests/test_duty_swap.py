from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .common import BEFORE, MONDAY, DutyCase

THURSDAY = date(2026, 3, 5)


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestDutySwap(DutyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_user_member = cls.env["hr.duty.member"].create(
            {
                "post_id": cls.post.id,
                "employee_id": cls.stranger.id,
                "date_from": date(2026, 1, 1),
            }
        )
        cls.mine = cls._duty(MONDAY, cls.lead, cls.employee)
        cls.theirs = cls._duty(THURSDAY, cls.second, cls.stranger)

    def _swap(self, by=None, exchange=True, **values):
        by = by or self.employee
        return self._as(self.env["hr.duty.swap"], by).create(
            {
                "slot_id": self._slot(self.mine, self.employee).id,
                "other_employee_id": self.stranger.id,
                "other_slot_id": exchange and self._slot(self.theirs, self.stranger).id,
                "reason": "Parents' evening",
                **values,
            }
        )

    def _agreed(self, **values):
        swap = self._swap(**values)
        swap.action_ask()
        self._as(swap, self.stranger).action_agree()
        return swap

    def test_cs_2_2_swap_needs_colleague_and_manager(self):
        swap = self._agreed()
        self.assertEqual(self.mine.slot_ids.employee_id, self.lead | self.employee)
        self._as(swap, self.manager).action_approve()
        self.assertEqual(self.mine.slot_ids.employee_id, self.lead | self.stranger)
        self.assertEqual(self.theirs.slot_ids.employee_id, self.second | self.employee)
        self.assertEqual(swap.state, "approved")
        self.assertEqual(swap.sudo().approver_id, self.manager.user_id)

    def test_cs_2_whoever_is_next_is_asked_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.stranger.user_id.lang = "zh_CN"
        swap = self._swap()
        swap.action_ask()
        asked = swap.sudo().activity_ids
        self.assertEqual(asked.user_id, self.stranger.user_id)
        self.assertEqual(
            asked.summary, swap.with_context(lang="zh_CN").sudo()._news("asked")
        )
        self._as(swap, self.stranger).action_agree()
        following = swap.sudo().activity_ids
        self.assertEqual(following.user_id, self.manager.user_id)
        self.assertEqual(following.summary, "Approve the swap of a duty")
        self._as(swap, self.manager).action_approve()
        self.assertFalse(swap.sudo().activity_ids)

    def test_a_duty_is_in_one_swap_at_a_time(self):
        swap = self._swap()
        swap.action_ask()
        duty = self._as(self._slot(self.mine, self.employee), self.employee)
        self.assertEqual(duty.swap_id, swap)
        self.assertEqual(duty.action_swap()["res_id"], swap.id)
        other = self._swap(other_employee_id=self.colleague.id, exchange=False)
        with self.assertRaisesRegex(UserError, "take that swap back"):
            other.action_ask()
        swap.action_cancel()
        other.action_ask()
        self.assertEqual(duty.swap_id, other)

    def test_colleague_takes_over_without_exchange(self):
        swap = self._agreed(exchange=False)
        self._as(swap, self.manager).action_approve()
        self.assertEqual(self.mine.slot_ids.employee_id, self.lead | self.stranger)
        self.assertEqual(self.theirs.slot_ids.employee_id, self.second | self.stranger)

    def test_two_places_of_one_duty_can_be_swapped(self):
        shift = self._duty(date(2026, 3, 10), self.lead, self.second)
        swap = self._as(self.env["hr.duty.swap"], self.lead).create(
            {
                "slot_id": self._slot(shift, self.lead).id,
                "other_employee_id": self.second.id,
                "other_slot_id": self._slot(shift, self.second).id,
                "reason": "The other way round",
            }
        )
        swap.action_ask()
        self._as(swap, self.second).action_agree()
        self._as(swap, self.manager).action_approve()
        self.assertEqual(shift.leader_id, self.second)

    def test_steps_are_traced(self):
        swap = self._agreed()
        self._as(swap, self.manager).action_approve()
        self.assertTrue(
            self.mine.message_ids.filtered(
                lambda message: "approved by manager" in message.body
            )
        )

    def test_nobody_answers_in_somebody_elses_name(self):
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._swap(by=self.stranger)
        swap = self._swap()
        swap.action_ask()
        for employee, step in (
            (self.employee, "action_agree"),
            (self.stranger, "action_cancel"),
            (self.manager, "action_agree"),
        ):
            with (
                self.subTest(step=step),
                self.assertRaises(AccessError),
                self.cr.savepoint(),
            ):
                getattr(self._as(swap, employee), step)()

    def test_manager_does_not_approve_an_own_swap(self):
        self.post.manager_id = self.stranger
        swap = self._agreed()
        with self.assertRaisesRegex(AccessError, "never on an own one"):
            self._as(swap, self.stranger).action_approve()
        swap.with_user(self.hr_officer).action_approve()
        self.assertEqual(swap.state, "approved")

    def test_steps_cannot_be_written(self):
        swap = self._swap()
        for employee in (self.employee, self.manager):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._as(swap, employee).write({"state": "approved"})
        with self.assertRaises(AccessError):
            swap.with_user(self.hr_admin).write({"state": "approved"})
        forged = self._swap(state="approved", approver_id=self.manager.user_id.id)
        self.assertEqual((forged.state, forged.approver_id.id), ("draft", False))
        context = {"default_state": "approved"}
        forged = self.env["hr.duty.swap"].with_context(**context)
        forged = self._as(forged, self.employee).create(
            {
                "slot_id": self._slot(self.mine, self.employee).id,
                "other_employee_id": self.stranger.id,
                "reason": "By the back door",
            }
        )
        self.assertEqual(forged.state, "draft")

    def test_terms_are_fixed_once_asked(self):
        swap = self._swap()
        swap.action_ask()
        with self.assertRaisesRegex(UserError, "not open for this step"):
            swap.other_slot_id = False

    def test_swap_keeps_rest_and_qualification(self):
        self._duty(date(2026, 3, 3), self.second, self.stranger, start="05:00")
        swap = self._agreed()
        with self.assertRaisesRegex(ValidationError, "hours of rest"):
            self._as(swap, self.manager).action_approve()

    def test_leader_swaps_with_a_leader(self):
        slot = self._slot(self.mine, self.lead)
        swap = self._swap(by=self.lead, slot_id=slot.id, other_slot_id=False)
        self.assertEqual(swap.candidate_ids, self.second)

    def test_roster_that_changed_meanwhile(self):
        swap = self._agreed()
        self._slot(self.theirs, self.stranger).employee_id = self.colleague
        with self.assertRaisesRegex(UserError, "roster has changed"):
            self._as(swap, self.manager).action_approve()

    def test_swap_with_oneself(self):
        with self.assertRaisesRegex(ValidationError, "needs two people"):
            self._swap(other_employee_id=self.employee.id, other_slot_id=False)

    def test_refused_and_taken_back(self):
        swap = self._swap()
        swap.action_ask()
        self._as(swap, self.stranger).action_refuse()
        self.assertEqual(swap.state, "refused")
        swap = self._agreed()
        swap.action_cancel()
        self.assertEqual(swap.state, "cancelled")
        self.assertEqual(self.mine.slot_ids.employee_id, self.lead | self.employee)
        with self.assertRaisesRegex(UserError, "stays on record"):
            swap.unlink()
