from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.hr_employee_team.tests.access_matrix import AccessMatrix, FormsAnswer

from .common import CareCase


@tagged("post_install", "-at_install")
class TestCareAccess(AccessMatrix, FormsAnswer, CareCase):
    """Birthdays and consents are for who serves the customer."""

    addon = "advisor_crm_care"
    officer_group = "advisor_crm.group_leader"
    admin_group = "advisor_crm.group_manager"
    matrix = {
        "customer.care.consent": ("", "rwc", "rwc"),
        "customer.care.date": ("", "rwcd", "rwcd"),
        "customer.care.gift": ("", "r", "rwcd"),
        "customer.care.gift.choice": ("", "rwc", "rwc"),
        "customer.care.gift.move": ("", "rc", "rc"),
        "customer.care.greeting": ("", "rw", "rw"),
        "customer.care.occasion": ("", "r", "rwcd"),
    }

    def matrix_users(self):
        """Override: Chief alone is no advisor here."""
        return self.columns((self.chief.user_id,), self.hr_officer, self.hr_admin)

    def _rows(self):
        return {
            "date": self.day,
            "consent": self._consent(self.lily, "mail"),
            "greeting": self._greetings(self.lily),
        }

    def test_personal_data_are_for_who_serves_the_customer(self):
        allowed = self.advisor | self.lead | self.boss
        users = allowed | self.bo | self.anna
        for row in self._rows().values():
            self.assertMay(row, "read", users, allowed)
            self.assertMay(row, "write", users, allowed)

    def test_nobody_notes_anything_of_a_strange_customer(self):
        for model, values in (
            ("customer.care.date", {"occasion_id": self.birthday.id, "month": 4}),
            ("customer.care.consent", {"means": "sms", "obtained": "spoken"}),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.bo).create(
                    {"partner_id": self.lily.id, "company_id": self.company.id} | values
                )

    def test_companies_are_kept_apart(self):
        rows = self._rows() | {"gift": self.tea}
        self.assertNotReadAbroad(rows, "advisor_crm.group_manager")

    def test_the_job_and_the_buttons_write_greetings(self):
        greeting = self._greetings(self.lily).with_user(self.advisor)
        with self.assertRaises(AccessError):
            greeting.state = "sent"
        with self.assertRaises(AccessError):
            self.env["customer.care.greeting"].with_user(self.boss).create(
                {"partner_id": self.lily.id}
            )
        for step in (
            "action_greeted",
            "action_hand_over",
            "action_leave_out",
            "action_choose_gift",
            "action_approve",
            "action_refuse",
        ):
            with self.subTest(step=step), self.assertRaises(AccessError):
                getattr(greeting.with_user(self.bo), step)()
