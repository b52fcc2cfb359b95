from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPortalPages(HttpCase):
    """Countdowns run in the portal: by the server's time, in the reader's words."""

    def test_the_portal_gets_the_server_time(self):
        new_test_user(self.env, "customer_http", groups="base.group_portal")
        self.authenticate("customer_http", "customer_http")
        page = self.url_open("/my").text
        self.assertIn('"service_server_time"', page)

    def test_the_portal_is_translated(self):
        modules = self.env["ir.http"]._get_translation_frontend_modules_name()
        for addon in ("base_engine_tools", "service_deadline", "service_management"):
            self.assertIn(addon, modules)
