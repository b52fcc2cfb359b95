from unittest.mock import patch

from odoo.exceptions import ConcurrencyError
from odoo.tests import HttpCase, TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.web.controllers import dataset

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

    def test_who_collides_each_time_gets_a_sentence(self):
        new_test_user(self.env, "agent_http", groups="base.group_user")
        self.authenticate("agent_http", "agent_http")
        collision = ConcurrencyError("could not serialize access")
        with (
            patch.object(dataset, "call_kw", side_effect=collision),
            patch("odoo.service.model.MAX_TRIES_ON_CONCURRENCY_FAILURE", 1),
            mute_logger("odoo.http"),
        ):
            response = self.url_open(
                "/web/dataset/call_kw",
                json={
                    "params": {
                        "model": "res.users",
                        "method": "name_search",
                        "args": ["agent"],
                        "kwargs": {},
                    }
                },
            )
        message = response.json()["error"]["data"]["message"]
        self.assertIn("Somebody else was changing the same", message)
