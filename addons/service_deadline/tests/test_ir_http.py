from odoo.tests import HttpCase, TransactionCase, freeze_time, new_test_user, tagged

STAMP = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"


class TestServerTime(TransactionCase):
    @freeze_time("2026-03-02 08:00:00")
    def test_the_stamp_is_the_server_time_in_utc(self):
        self.assertEqual(
            self.env["ir.http"]._service_session_info(),
            {"service_server_time": "2026-03-02 08:00:00"},
        )


@tagged("post_install", "-at_install")
class TestServerTimeOnPages(HttpCase):
    def test_the_web_client_gets_the_server_time(self):
        new_test_user(self.env, "agent_http", groups="base.group_user")
        self.authenticate("agent_http", "agent_http")
        session = self.make_jsonrpc_request("/web/session/get_session_info", {})
        self.assertRegex(session["service_server_time"], STAMP)
