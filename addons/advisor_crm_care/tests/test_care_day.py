from odoo.tests import tagged

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareDay(CareCase):
    """Greetings on My Day, each with the next step."""

    def _rows(self, user):
        parts = self.env["advisor.day"].with_user(user).get_day()["parts"]
        return next((part["rows"] for part in parts if part["key"] == "care"), [])

    def _steps(self, user):
        return [
            [step.get("method", "call") for step in row["actions"]]
            for row in self._rows(user)
        ]

    def test_sm_5_2_birthdays_of_the_coming_days(self):
        self.assertFalse(self._rows(self.advisor), "more than a week to go")
        self._go("2026-03-04 01:30:00")
        (row,) = self._rows(self.advisor)
        self.assertEqual(row["title"], "Lily")
        self.assertIn("Birthday, 03/10/2026", row["subtitle"])
        self.assertEqual(
            self._steps(self.advisor), [["action_choose_gift", "action_greeted"]]
        )
        self.assertFalse(self._rows(self.bo))

    def test_sm_5_2_a_call_in_place_of_a_message_says_why(self):
        self._go("2026-03-10 01:30:00")
        self._run_job()
        (row,) = self._rows(self.advisor)
        self.assertIn("has not agreed", row["subtitle"])
        self.assertEqual(
            self._steps(self.advisor),
            [["call", "action_greeted", "action_choose_gift"]],
        )
        self._greetings(self.lily).with_user(self.advisor).action_greeted()
        self.assertFalse(self._rows(self.advisor))

    def test_a_gift_is_handed_over_with_one_press(self):
        self._with_gifts()
        self._go("2026-03-04 01:30:00")
        (row,) = self._rows(self.advisor)
        self.assertIn("Tea", row["subtitle"])
        self.assertEqual(row["actions"][0]["method"], "action_hand_over")
        self._go("2026-03-12 01:30:00")
        self.assertEqual(self._rows(self.advisor)[0]["tone"], "danger")

    def test_leaders_approve_on_their_day_and_in_the_inbox(self):
        self._with_gifts(cap=0)
        self.assertEqual(self._steps(self.lead), [["action_approve", "action_refuse"]])
        inbox = self.env["hr.inbox"].with_user(self.lead)
        sources = {each["key"]: each for each in inbox.get_inbox()["sources"]}
        self.assertIn("customer.care.greeting", sources)
        greeting = self._greetings(self.lily)
        result = inbox.approve("customer.care.greeting", greeting.ids)
        self.assertEqual((result["approved"], greeting.state), (1, "planned"))
        mine = self.env["hr.inbox"].with_user(self.advisor).get_inbox()["sources"]
        self.assertNotIn("customer.care.greeting", [each["key"] for each in mine])

    def test_every_step_exists(self):
        self._go("2026-03-10 01:30:00")
        self._run_job()
        for methods in self._steps(self.advisor):
            for method in methods:
                greetings = self.env["customer.care.greeting"]
                self.assertTrue(method == "call" or hasattr(greetings, method))

    def test_the_day_costs_the_same_for_many(self):
        self._go("2026-03-04 01:30:00")
        counts = []
        for number in (1, 10):
            for each in range(number):
                customer = self._create_customer(f"C{number}{each}", self.important)
                self._assign(customer, self.advisor)
                self._create_day(customer, 3, 6)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows = self._rows(self.advisor)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertGreater(len(rows), 10)
        self.assertLessEqual(counts[1], counts[0] + 2)
