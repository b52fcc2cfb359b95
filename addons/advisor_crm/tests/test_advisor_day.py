from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestAdvisorDay(AdvisorCase):
    """What one's customers need today, each with the next step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["customer.file.question"].search([]).active = False
        cls.customer = cls._create_customer("Own", cls.important, phone="123")
        cls._assign(cls.customer, cls.advisor, day=cls.today)

    def _parts(self, user):
        day = self.env["advisor.day"].with_user(user).get_day()
        return {part["key"]: part["rows"] for part in day["parts"]}

    def test_sa_2_1_a_new_customer_is_called_with_one_press(self):
        (row,) = self._parts(self.advisor)["new"]
        self.assertEqual(row["title"], "Own")
        self.assertEqual(row["actions"][0]["action"]["url"], "tel:123")
        self.assertFalse(self._parts(self.bo))

    def test_sa_2_1_suggestions_wait_with_their_next_step(self):
        suggestion = self.env["customer.suggestion"].with_user(self.advisor)
        suggestion = suggestion.create(
            {"name": "Later", "partner_id": self.customer.id}
        )
        (row,) = self._parts(self.advisor)["suggestions"]
        self.assertNotIn("method", row["actions"][0], "the department is missing yet")
        suggestion.answer = "Yes"
        suggestion.action_answer()
        self.customer.email = "own@customer.example"
        (row,) = self._parts(self.advisor)["suggestions"]
        self.assertEqual(row["actions"][0]["method"], "action_tell")

    def test_agreed_actions_and_the_least_complete_files(self):
        self.env["service.action"].create(
            {
                "name": "Send samples",
                "user_id": self.advisor.id,
                "verifier_id": self.lead.id,
                "company_id": self.company.id,
                "date_due": self.today - timedelta(days=3),
            }
        )
        field = self.env["ir.model.fields"]._get("customer.file", "needs")
        self.env["customer.file.question"].create(
            {"name": "Needs?", "field_id": field.id}
        )
        parts = self._parts(self.advisor)
        self.assertEqual(parts["actions"][0]["tone"], "danger")
        self.assertEqual(parts["files"][0]["subtitle"], "Needs?")

    def test_every_step_of_the_page_exists(self):
        self.test_agreed_actions_and_the_least_complete_files()
        self.test_sa_2_1_suggestions_wait_with_their_next_step()
        for rows in self._parts(self.advisor).values():
            for row in rows:
                for step in row["actions"]:
                    if method := step.get("method"):
                        self.assertTrue(hasattr(self.env[row["model"]], method))

    def test_the_leaders_page_counts_load_and_what_is_unserved(self):
        self._create_profile(self.advisor, 12)
        self._create_profile(self.bo, 5)
        self._create_customer("Nobody's", self.important)
        team = self.env["advisor.team"].with_user(self.lead).get_team()
        (row,) = team["advisors"]
        self.assertEqual(
            (row["customers"], row["points"], row["capacity"], row["percent"]),
            (1, 3, 12, 25),
        )
        self.assertEqual(team["unserved"], 1)
        self.assertEqual(team["tiers"], [{"name": "Important", "count": 1}])
        everybody = self.env["advisor.team"].with_user(self.boss).get_team()
        self.assertEqual(len(everybody["advisors"]), 2)
        with self.assertRaises(AccessError):
            self.env["advisor.team"].with_user(self.advisor).get_team()

    def test_advisors_land_on_their_day_and_leaders_on_the_team(self):
        self._create_profile(self.advisor, 12)
        for user, page in (
            (self.advisor, "advisor_crm.advisor_day_action"),
            (self.lead, "advisor_crm.advisor_team_action"),
        ):
            pages = self.env["hr.landing"].with_user(user)._pages()
            self.assertIn(page, [each.action for each in pages])

    def test_suggestions_wait_in_the_inbox(self):
        suggestion = self.env["customer.suggestion"].with_user(self.advisor)
        suggestion.create({"name": "Later", "partner_id": self.customer.id})
        inbox = self.env["hr.inbox"].with_user(self.advisor).get_inbox()
        self.assertIn("customer.suggestion", [s["key"] for s in inbox["sources"]])

    def test_the_day_costs_the_same_for_many(self):
        counts = []
        for number in (1, 10):
            for each in range(number):
                customer = self._create_customer(f"C{number}{each}", self.important)
                self._assign(customer, self.advisor, day=self.today)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._parts(self.advisor)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_a_promise_says_whom_it_is_about(self):
        policy = self.env["service.policy"].create(
            {"name": "P", "code": "PP", "company_ids": self.company.ids}
        )
        promise = self.env["service.promise"].create({"name": "Kept", "code": "kept_x"})
        self.env["service.deadline.rule"].create(
            {
                "name": "Kept",
                "policy_id": policy.id,
                "promise_id": promise.id,
                "model_id": self.env["ir.model"]._get_id("service.contact.duty"),
                "date_from": "2020-01-01",
                "limit": 8,
                "unit": "hour",
                "stop_domain": "[('state', '=', 'done')]",
            }
        )
        now = fields.Datetime.now()
        self.env["service.contact.duty"].sudo().create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "user_id": self.advisor.id,
                "period_start": self.today,
                "period_end": self.today,
                "begins_at": now,
                "due_at": now + timedelta(hours=3),
            }
        )
        self.env.flush_all()
        rows = self._parts(self.advisor)["promises"]
        [row] = [row for row in rows if row["subtitle"].startswith("Kept")]
        self.assertIn("Own", row["title"])
        self.assertEqual(row["subtitle"], "Kept", "the title tells the customer")
