from lxml import html

from odoo import http
from odoo.tests import HttpCase, JsonRpcException, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPortalMessages(HttpCase):
    """What customers hear of their requests: Anna, and Ben of another company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = new_test_user(
            cls.env, "agent_x", groups="helpdesk_mgmt.group_helpdesk_manager"
        )
        for login in ("anna_x", "ben_x"):
            user = new_test_user(cls.env, login, groups="base.group_portal")
            cls.env["helpdesk.ticket"].create(
                {
                    "name": f"Escalator of {login}",
                    "description": "<p>It stands still</p>",
                    "user_id": cls.agent.id,
                    "partner_id": user.partner_id.id,
                }
            )
        cls.complaint = cls.env["helpdesk.ticket"].search(
            [("name", "=", "Escalator of anna_x")]
        )

    def _messages(self, token):
        return self.make_jsonrpc_request(
            "/mail/chatter_fetch",
            {
                "thread_model": "helpdesk.ticket",
                "thread_id": self.complaint.id,
                "token": token,
            },
        )

    def test_customer_reads_the_messages_of_the_request(self):
        self.complaint.with_user(self.agent).message_post(
            body="We are on our way",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        token = self.complaint._portal_ensure_token()
        for login in ("anna_x", None):
            with self.subTest(login):
                self.authenticate(login, login)
                self.assertEqual(len(self._messages(token)["messages"]), 1)

    def test_nobody_reads_messages_by_a_wrong_token(self):
        self.complaint._portal_ensure_token()
        for login in ("anna_x", "ben_x", None):
            with self.subTest(login), self.assertRaises(JsonRpcException):
                self.authenticate(login, login)
                self._messages("wrong")

    def test_a_damaged_token_is_none(self):
        """It is refused as a wrong one is, and is no error of the server."""
        self.complaint._portal_ensure_token()
        path = f"/my/ticket/{self.complaint.id}"
        for login in ("anna_x", "ben_x", None):
            self.authenticate(login, login)
            csrf = http.Request.csrf_token(self)
            for step in ("", "/chase", "/callback"):
                data = step and {"csrf_token": csrf, "access_token": "ü"}
                query = "" if step else "?access_token=%C3%BC"
                with self.subTest(login, step=step):
                    response = self.url_open(path + step + query, data=data or None)
                    self.assertLess(response.status_code, 400)
            with self.subTest(login), self.assertRaises(JsonRpcException) as refused:
                self._messages("ü")
            self.assertNotIn("TypeError", str(refused.exception))

    def test_page_tells_its_language(self):
        self.authenticate("anna_x", "anna_x")
        page = html.fromstring(self.url_open(f"/my/ticket/{self.complaint.id}").text)
        self.assertEqual(page.get("lang"), "en-US")
