from odoo.tests import HttpCase, new_test_user, tagged

from .common import ServiceCommon


class DeadlineTours:
    """An agent and a manager with one ticket that carries one promise.

    Each walk is made on a desktop and on a phone.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule(policy_ref="TP-1", limit=8)
        cls.env["service.pause.reason"].create({"name": "Waiting for the plumber"})
        cls._create_tour_user("tour_manager", "manager")
        agent = cls._create_tour_user("tour_agent", "user_own")
        cls.ticket = cls._create_ticket(user_id=agent.id)

    @classmethod
    def _create_tour_user(cls, login, role):
        user = new_test_user(cls.env, login, f"helpdesk_mgmt.group_helpdesk_{role}")
        cls.team.user_ids |= user
        return user

    def test_agent_pauses_and_resumes_a_promise(self):
        path = f"/odoo/helpdesk-tickets/{self.ticket.id}"
        self.start_tour(path, "service_management_agent", login="tour_agent")
        events = self._deadlines(self.ticket).event_ids
        self.assertEqual(events.mapped("kind"), ["start", "pause", "resume"])
        self.assertIn("He comes tomorrow", events[1].reason)

    def test_leader_sees_promises_in_all_views(self):
        path = "/odoo/service-promises"
        self.start_tour(path, "service_management_leader", login="tour_manager")

    def test_leader_sees_the_share_kept(self):
        path = "/odoo/service-promises-kept"
        self.start_tour(path, "service_management_share_kept", login="tour_manager")

    def test_manager_applies_a_rule_to_running_promises(self):
        before = self._deadlines(self.ticket).due_at
        path = f"/odoo/service-rules/{self.rule.id}"
        self.start_tour(path, "service_management_manager", login="tour_manager")
        deadline = self._deadlines(self.ticket)
        self.assertGreater(deadline.due_at, before)
        self.assertEqual(deadline.terms_id, self.rule.terms_id)


@tagged("post_install", "-at_install")
class TestDeadlineTours(DeadlineTours, ServiceCommon, HttpCase):
    pass


@tagged("post_install", "-at_install")
class TestDeadlineToursOnAPhone(DeadlineTours, ServiceCommon, HttpCase):
    browser_size = "390x844"
    touch_enabled = True
