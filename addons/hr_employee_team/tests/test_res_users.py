from odoo.exceptions import ValidationError
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
