from datetime import date

from odoo.tests import freeze_time, tagged

from .common import BEFORE, MONDAY, DutyCase

THURSDAY = date(2026, 3, 5)


@tagged("post_install", "-at_install")
@freeze_time(BEFORE)
class TestHrInbox(DutyCase):
    """What of the duties waits, waits for whoever can do it, and for nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.post.member_ids = [
            (0, 0, {"employee_id": cls.stranger.id, "date_from": date(2026, 1, 1)})
        ]
        cls.mine = cls._duty(MONDAY, cls.lead, cls.employee)

    def _waiting(self, employee):
        inbox = self.env["hr.inbox"].with_user(employee.user_id).get_inbox()
        return {
            source["key"]: [row["id"] for row in source["rows"]]
            for source in inbox["sources"]
            if source["key"].startswith("hr.duty")
        }

    def _ask(self):
        swap = self._as(self.env["hr.duty.swap"], self.employee).create(
            {
                "slot_id": self._slot(self.mine, self.employee).id,
                "other_employee_id": self.stranger.id,
                "reason": "Parents' evening",
            }
        )
        swap.action_ask()
        return swap

    def test_a_swap_waits_for_the_colleague_then_for_the_manager(self):
        swap = self._ask()
        self.assertEqual(self._waiting(self.stranger), {"hr.duty.swap.asked": swap.ids})
        self.assertEqual(self._waiting(self.manager), {})
        self._as(swap, self.stranger).action_agree()
        self.assertEqual(self._waiting(self.stranger), {})
        self.assertEqual(self._waiting(self.manager), {"hr.duty.swap.agreed": swap.ids})
        inbox = self.env["hr.inbox"].with_user(self.manager.user_id)
        answer = inbox.approve("hr.duty.swap.agreed", swap.ids)
        self.assertEqual(answer, {"approved": 1, "refused": []})
        self.assertEqual(swap.state, "approved")
        self.assertEqual(self._waiting(self.manager), {})

    def test_a_swap_of_the_manager_waits_for_hr(self):
        self.post.manager_id = self.stranger
        swap = self._ask()
        self._as(swap, self.stranger).action_agree()
        self.assertEqual(self._waiting(self.stranger), {})
        inbox = self.env["hr.inbox"].with_user(self.hr_officer)
        answer = inbox.approve("hr.duty.swap.agreed", swap.ids)
        self.assertEqual(answer["approved"], 1)

    def test_free_places_wait_for_the_manager(self):
        gap = self._duty(THURSDAY, self.lead, None).slot_ids.filtered(
            lambda slot: slot.state == "gap"
        )
        self.assertEqual(self._waiting(self.manager), {"hr.duty.slot": gap.ids})
        self.assertEqual(self._waiting(self.lead), {})

    def test_every_list_opens(self):
        inbox = self.env["hr.inbox"].with_user(self.manager.user_id)
        for source in inbox._readable_sources():
            with self.subTest(source=source.key):
                action = inbox.action_open(source.key)
                self.assertEqual(action["res_model"], source.model)
