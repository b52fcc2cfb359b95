from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user, tagged

from ..core.landing import AGENT, Page

INBOX = "hr_employee_team.hr_inbox_action"


@tagged("post_install", "-at_install")
class TestHrLanding(HttpCase):
    """Who logs in lands where the role has its work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = new_test_user(cls.env, "agent_x", password="agent_x")
        model = cls.env.registry["hr.landing"]
        cls.classPatch(model, "_pages", lambda _self: [Page(AGENT, INBOX)])

    def _home(self):
        self.authenticate("agent_x", "agent_x")
        answer = self.make_jsonrpc_request("/web/session/get_session_info", {})
        return answer["home_action_id"]

    def test_the_role_says_where_somebody_lands(self):
        self.assertEqual(self._home(), self.env.ref(INBOX).id)

    def test_a_page_that_the_user_has_chosen_goes_first(self):
        chosen = self.env.ref("base.action_partner_form")
        self.agent.action_id = chosen.id
        self.assertEqual(self._home(), chosen.id)

    def test_who_has_no_role_is_left_to_odoo(self):
        model = self.env.registry["hr.landing"]
        with patch.object(model, "_pages", lambda _self: []):
            self.assertFalse(self._home())

    def test_a_page_that_is_gone_stops_nobody(self):
        model = self.env.registry["hr.landing"]
        with patch.object(model, "_pages", lambda _self: [Page(AGENT, "gone.action")]):
            self.assertFalse(self._home())

    def test_people_outside_are_left_to_the_portal(self):
        portal = new_test_user(self.env, "outsider", groups="base.group_portal")
        self.assertFalse(self.env["hr.landing"].with_user(portal)._action_id())
