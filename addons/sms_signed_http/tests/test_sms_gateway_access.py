from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestSmsGatewayAccess(TransactionCase):
    """The secret is for system administrators alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway = cls.env["sms.gateway"].create(
            {"name": "Local", "url": "https://sms.test/", "secret": "Zz"}
        )
        cls.env.company.sms_gateway_id = cls.gateway
        cls.gateway._record([("1", "u", "Text")])

    def test_matrix(self):
        roles = {
            "base.group_user": "",
            "base.group_portal": "",
            "base.group_erp_manager": "",
            "base.group_system": "read write create unlink",
        }
        for group, rights in roles.items():
            user = new_test_user(self.env, f"sms_{group[5:]}", groups=group)
            for model, most in {
                "sms.gateway": "read write create unlink",
                "sms.gateway.record": "read unlink",
                "sms.gateway.report": "read unlink",
                "sms.gateway.call": "read",
            }.items():
                for operation in ("read", "write", "create", "unlink"):
                    allowed = operation in rights.split() and operation in most
                    with self.subTest(group=group, model=model, operation=operation):
                        records = self.env[model].with_user(user)
                        self.assertEqual(records.has_access(operation), allowed)

    def test_who_reads_the_company_does_not_read_its_gateway(self):
        user = new_test_user(self.env, "sms_reader", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.env.company.with_user(user).read(["sms_gateway_id"])

    def test_gateways_of_companies_are_kept_apart(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.gateway.company_id = other
        user = new_test_user(self.env, "sms_system", groups="base.group_system")
        found = self.env["sms.gateway"].with_user(user).search([])
        self.assertNotIn(self.gateway, found)
