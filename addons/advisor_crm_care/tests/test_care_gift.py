from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareGift(CareCase):
    """Small gifts: within limits, approved above them, counted."""

    def _greeting(self):
        return self._greetings(self.lily)

    def test_sm_5_2_a_gift_of_the_strategy_is_handed_over(self):
        self._with_gifts()
        greeting = self._greeting()
        self.assertEqual((greeting.gift_id, greeting.state), (self.tea, "planned"))
        greeting.with_user(self.advisor).action_hand_over()
        self.assertEqual(greeting.state, "handed")
        self.assertEqual(self.tea.stock, 4)
        self.assertEqual(self.tea.move_ids[0].greeting_id, greeting)
        self.assertEqual(self.tea.move_ids[0].user_id, self.advisor)
        with self.assertRaises(UserError):
            greeting.with_user(self.advisor).action_hand_over()

    def test_sm_5_2_who_gets_a_gift_gets_no_message(self):
        self._with_gifts()
        self._consent(self.lily, "mail")
        self._go("2026-03-10 01:30:00")
        self._run_job()
        self.assertFalse(self._mails(self.lily))
        self.assertEqual(self._greeting().state, "planned")

    def test_none_left_is_said(self):
        self._with_gifts(stock=0)
        with self.assertRaisesRegex(UserError, "no “Tea” left"):
            self._greeting().with_user(self.advisor).action_hand_over()

    def test_of_two_who_take_the_last_one_one_waits(self):
        self._with_gifts(stock=1)
        with self.assertTurns("customer_care_gift", self.tea):
            self._greeting().with_user(self.advisor).action_hand_over()

    def test_sm_5_2_above_the_cap_the_leader_approves(self):
        self._with_gifts(cap=49)
        greeting = self._greeting()
        self.assertEqual((greeting.state, greeting.approval_why), ("approval", "cap"))
        with self.assertRaises(UserError):
            greeting.with_user(self.advisor).action_hand_over()
        with self.assertRaises(AccessError):
            greeting.with_user(self.advisor).action_approve()
        self.assertFalse(greeting.with_user(self.advisor).can_approve)
        self.assertTrue(greeting.with_user(self.lead).can_approve)
        greeting.with_user(self.lead).action_approve()
        self.assertEqual(greeting.approved_by_id, self.lead)
        greeting.with_user(self.advisor).action_hand_over()
        self.assertEqual(greeting.state, "handed")

    def test_nobody_approves_the_own_gift(self):
        self.advisor.group_ids |= self.env.ref("advisor_crm.group_leader")
        self._with_gifts(cap=0)
        with self.assertRaises(AccessError):
            self._greeting().with_user(self.advisor).action_approve()

    def test_sm_5_2_a_gift_that_is_refused_becomes_a_message(self):
        self._with_gifts(cap=0)
        self._consent(self.lily, "mail")
        greeting = self._greeting()
        greeting.with_user(self.lead).action_refuse()
        self.assertEqual(greeting.gift_lost, "refused")
        self._go("2026-03-10 01:30:00")
        self._run_job()
        self.assertEqual(greeting.state, "sent")

    def test_what_nobody_approves_in_time_becomes_a_message(self):
        self._with_gifts(cap=0)
        self._consent(self.lily, "mail")
        self._go("2026-03-10 01:30:00")
        self._run_job()
        greeting = self._greeting()
        self.assertEqual((greeting.state, greeting.gift_lost), ("sent", "unanswered"))
        self.assertFalse(greeting.gift_id)

    def test_sm_5_2_the_first_gifts_of_the_year_use_up_the_cap(self):
        festival = self._create_occasion(month=3, day=20, with_gift=True)
        self._with_gifts(cap=50)
        first, second = self._greetings(self.lily)
        self.assertEqual(second.occasion_id, festival)
        self.assertEqual((first.state, second.state), ("planned", "approval"))
        self.assertEqual(second.approval_why, "cap")

    def test_sm_5_2_the_budget_of_the_advisor_counts_all_customers(self):
        for number in range(3):
            other = self._create_customer(f"C{number}", self.important)
            self._assign(other, self.advisor)
            self._create_day(other, 3, 11 + number)
        self.env["advisor.profile"].search(
            [("user_id", "=", self.advisor.id)]
        ).care_budget = 150
        self.env["customer.care.greeting"].search([]).sudo().unlink()
        self._with_gifts()
        greetings = self.env["customer.care.greeting"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(
            greetings.mapped("approval_why"), [False, False, False, "budget"]
        )

    def test_an_advisor_gives_a_gift_instead_of_a_message(self):
        self._with_gifts()
        greeting = self._greeting()
        greeting.sudo().write({"gift_id": False, "cost": 0})
        action = greeting.with_user(self.advisor).action_choose_gift()
        self.assertTrue(action["views"], "My Day opens it without the server")
        wizard = self.env["customer.care.gift.choice"].with_user(self.advisor)
        wizard = wizard.with_context(**action["context"]).create({})
        with self.assertRaises(UserError):
            wizard.action_give()
        wizard.gift_id = self.tea
        wizard.action_give()
        self.assertEqual((greeting.gift_id, greeting.state), (self.tea, "planned"))
        self.strategy.care_gift_cap = 10
        wizard.action_give()
        self.assertEqual((greeting.state, greeting.cost), ("approval", 50))

    def test_a_gift_of_another_company_is_not_given(self):
        mug = self.env["customer.care.gift"].create(
            {"name": "Mug", "cost": 5, "company_id": self.other_company.id}
        )
        wizard = self.env["customer.care.gift.choice"].create(
            {"greeting_id": self._greeting().id, "gift_id": mug.id}
        )
        with self.assertRaisesRegex(UserError, "same company"):
            wizard.action_give()

    def test_leaders_enter_what_comes_and_nobody_what_goes(self):
        moves = self.env["customer.care.gift.move"].with_user(self.lead)
        values = {"gift_id": self.tea.id}
        move = moves.create(values | {"quantity": 3})
        self.assertEqual((self.tea.stock, move.user_id), (3, self.lead))
        moves.create(values | {"kind": "count", "quantity": -1})
        self.assertEqual(self.tea.stock, 2)
        with self.assertRaises(UserError):
            moves.create(values | {"kind": "out", "quantity": -1})
        with self.assertRaisesRegex(UserError, "fewer than 0"):
            moves.create(values | {"kind": "count", "quantity": -3})
        with self.assertRaises(AccessError):
            move.quantity = 99

    def test_left_out_this_time(self):
        greeting = self._greeting()
        greeting.with_user(self.advisor).action_leave_out()
        self.assertEqual((greeting.state, greeting.reason), ("left_out", "person"))
        self._plan_again()
        self.assertEqual(greeting.state, "left_out")
