from freezegun import freeze_time

from odoo.tests import HttpCase, new_test_user, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRuleTour(ServiceCommon, HttpCase):
    """A rule is written in the web client, with few clicks, and it acts."""

    def test_the_first_rule_is_written_and_acts(self):
        new_test_user(self.env, "rule_writer", "helpdesk_mgmt.group_helpdesk_manager")
        self.start_tour(
            "/odoo/service-rules", "service_management_first_rule", login="rule_writer"
        )
        rule = self.env["service.deadline.rule"].search(
            [("policy_id", "=", self.policy.id), ("promise_id", "=", self.promise.id)]
        )
        self.assertEqual(
            rule._sentences()[0],
            "Helpdesk Ticket where Severity is Important: Solution_X within 4 working "
            "hours in the working hours of the team.",
        )
        rule.date_from = "2020-01-01"
        with freeze_time("2026-03-02 08:00:00"):
            general = self._create_ticket()
            ticket = self._create_ticket(severity="important")
            self.assertFalse(self._deadlines(general, self.promise))
            promise = self._deadlines(ticket, self.promise)
            self.assertEqual(promise.state, "running")
            self.assertEqual(str(promise.due_at), "2026-03-02 12:00:00")
        with freeze_time("2026-03-02 10:01:00"):
            self._run()
            self.assertIn(self.agent, ticket.activity_ids.user_id)
        with freeze_time("2026-03-02 12:01:00"):
            self._run()
            self.assertEqual(self._deadlines(ticket, self.promise).state, "breached")
