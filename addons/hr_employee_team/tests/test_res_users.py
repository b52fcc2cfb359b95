from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class TestResUsers(TransactionCase):
    """Deputies are told what is for the staff only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent, cls.other = (
            new_test_user(cls.env, login, groups="base.group_user")
            for login in ("agent_x", "other_x")
        )
        cls.customer = new_test_user(cls.env, "customer_x", groups="base.group_portal")

    def test_a_customer_is_nobodys_deputy_and_has_none(self):
        self.agent.deputy_id = self.other
        for user, deputy in (
            (self.agent, self.customer),
            (self.customer, self.agent),
        ):
            with self.assertRaisesRegex(ValidationError, "customer_x .*is no member"):
                user.deputy_id = deputy
            with self.assertRaises(ValidationError):
                user.with_user(user).write({"deputy_id": deputy.id})

    def test_a_deputy_who_leaves_the_staff_is_passed_over(self):
        self.agent.deputy_id = self.other
        self.other.group_ids = [
            Command.set(self.env.ref("base.group_portal").ids),
        ]
        self.agent.active = False
        self.assertFalse(self.agent._present())

    def test_a_deputy_is_read_by_whom_it_concerns(self):
        """The own one, those who administer users, and HR, who know of absences."""
        self.agent.deputy_id = self.other
        self.env.invalidate_all()
        reads = {
            "agent_x": self.agent,
            "admin_x": new_test_user(
                self.env, "admin_x", groups="base.group_user,base.group_erp_manager"
            ),
            "hr_x": new_test_user(
                self.env, "hr_x", groups="base.group_user,hr.group_hr_user"
            ),
        }
        for login, user in reads.items():
            with self.subTest(login):
                (row,) = self.agent.with_user(user).read(["deputy_id"])
                self.assertEqual(row["deputy_id"][0], self.other.id)
        for user in (self.other, self.customer):
            users = self.env["res.users"].with_user(user)
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    users.browse(self.agent.id).read(["deputy_id"])
                with self.assertRaises(AccessError):
                    users.search([("deputy_id", "=", self.other.id)])

    def test_who_names_a_deputy_reads_and_writes_it_in_the_preferences(self):
        own = self.agent.with_user(self.agent)
        own.web_save({"deputy_id": self.other.id}, {"deputy_id": {"fields": {}}})
        self.assertEqual(self.agent.deputy_id, self.other)
        (row,) = own.web_read({"deputy_id": {"fields": {"display_name": {}}}})
        self.assertEqual(row["deputy_id"]["id"], self.other.id)
