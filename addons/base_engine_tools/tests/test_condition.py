from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

from ..engine.condition import check_condition, refuse_hidden


@tagged("post_install", "-at_install")
class TestCondition(BaseCommon):
    """Conditions of users are readable, and look at nothing that is not for them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "writes_conditions", "base.group_user")
        cls.partners = cls.env["res.partner"].with_user(cls.user)

    def _check(self, *condition):
        check_condition(self.partners, lambda: Domain(*condition), "Monthly")

    def test_what_its_author_may_read_is_taken(self):
        self._check("name", "=", "Anna")

    def test_a_field_that_is_not_there_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Monthly: .* cannot be read"):
            self._check("no_such_field", "=", 1)

    def test_what_is_no_condition_is_refused(self):
        for wrong in (ValueError, SyntaxError, TypeError, KeyError):

            def read(error=wrong):
                raise error("no condition")

            with self.subTest(wrong), self.assertRaises(ValidationError):
                check_condition(self.partners, read, "Monthly")

    def test_what_is_not_for_its_author_is_refused(self):
        hidden = self.partners._fields["name"]
        self.patch(hidden, "groups", "base.group_system")
        with self.assertRaises(AccessError):
            self._check("name", "=", "Anna")

    def test_the_path_and_its_owner_are_named(self):
        refuse_hidden(self.env, "", "Monthly")
        with self.assertRaisesRegex(
            AccessError, "Monthly: .* looks at 'user_id.email'"
        ):
            refuse_hidden(self.env, "user_id.email", "Monthly")
