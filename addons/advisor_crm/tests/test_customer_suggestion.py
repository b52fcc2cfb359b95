from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import AdvisorCase


@tagged("post_install", "-at_install")
class TestCustomerSuggestion(AdvisorCase):
    """Suggestions go to the department in charge and come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(
            "Own", cls.important, email="own@customer.example"
        )
        cls._assign(cls.customer, cls.advisor)
        cls.department = cls.env["hr.department"].create(
            {
                "name": "Logistics",
                "manager_id": cls.chief.id,
                "company_id": cls.company.id,
            }
        )
        cls.suggestion = (
            cls.env["customer.suggestion"]
            .with_user(cls.advisor)
            .create({"name": "Open until eight", "partner_id": cls.customer.id})
        )

    def test_sa_2_1_a_suggestion_goes_to_the_department_and_comes_back(self):
        suggestion = self.suggestion
        self.assertEqual(suggestion.user_id, self.advisor)
        suggestion.department_id = self.department
        suggestion.action_pass_on()
        action = suggestion.sudo().action_id
        self.assertEqual(action.user_id, self.chief.user_id)
        self.assertEqual(action.verifier_id, self.advisor)
        self.assertEqual((action.date_due - self.today).days, 14)
        self.assertEqual(suggestion.state, "passed")
        action.with_user(self.chief.user_id)._finish("We do, from April on")
        self.assertEqual(suggestion.state, "answered")
        self.assertEqual(suggestion.answer, "We do, from April on")
        suggestion.action_tell()
        self.assertEqual(suggestion.state, "told")
        mail = self.env["mail.mail"].search(
            [("model", "=", "customer.suggestion"), ("res_id", "=", suggestion.id)]
        )
        self.assertIn("from April on", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.customer)

    def test_what_is_not_done_is_an_answer_too(self):
        self.suggestion.department_id = self.department
        self.suggestion.action_pass_on()
        self.suggestion.sudo().action_id._drop("Too dear")
        self.assertEqual(self.suggestion.answer, "Too dear")

    def test_each_step_says_what_is_missing(self):
        with self.assertRaisesRegex(UserError, "choose the department"):
            self.suggestion.action_pass_on()
        self.suggestion.department_id = self.env["hr.department"].create(
            {"name": "Headless", "company_id": self.company.id}
        )
        with self.assertRaisesRegex(UserError, "Headless has no head"):
            self.suggestion.action_pass_on()
        with self.assertRaisesRegex(UserError, "write the answer"):
            self.suggestion.action_answer()
        with self.assertRaisesRegex(UserError, "not possible"):
            self.suggestion.action_tell()
        self.suggestion.answer = "Yes"
        self.suggestion.action_answer()
        self.customer.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            self.suggestion.action_tell()
        self.suggestion.action_told()
        self.assertEqual(self.suggestion.state, "told")
        with self.assertRaises(UserError):
            self.suggestion.name = "Something else"

    def test_the_state_is_written_by_the_buttons(self):
        with self.assertRaises(UserError):
            self.suggestion.write({"state": "told"})
