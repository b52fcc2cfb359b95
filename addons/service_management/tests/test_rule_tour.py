from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Datetime
from odoo.tests import HttpCase, new_test_user, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRuleTour(ServiceCommon, HttpCase):
    """A rule is written in the web client, with few clicks, and it acts."""

    def setUp(self):
        super().setUp()
        new_test_user(self.env, "rule_writer", "helpdesk_mgmt.group_helpdesk_manager")

    def _written(self):
        """The rule that the tour has written, in force or not."""
        return (
            self.env["service.deadline.rule"]
            .with_context(active_test=False)
            .search(
                [
                    ("policy_id", "=", self.policy.id),
                    ("promise_id", "=", self.promise.id),
                ]
            )
        )

    def assertActs(self, rule):
        """A ticket gets the promise, both steps come at their time, and it breaks."""
        rule.date_from = "2020-01-01"
        with freeze_time("2026-03-02 08:00:00"):
            general = self._create_ticket()
            ticket = self._create_ticket(severity="important")
            self.assertFalse(self._deadlines(general, self.promise))
            promise = self._deadlines(ticket, self.promise)
            self.assertEqual(promise.state, "running")
            self.assertEqual(str(promise.due_at), "2026-03-02 12:00:00")
        with freeze_time("2026-03-02 09:59:00"):
            self._run()
            self.assertFalse(ticket.activity_ids)
        with freeze_time("2026-03-02 10:01:00"):
            self._run()
            self.assertEqual(self.agent, ticket.activity_ids.user_id)
        with freeze_time("2026-03-02 12:01:00"):
            self._run()
            self.assertEqual(self._deadlines(ticket, self.promise).state, "breached")

    def test_the_first_rule_is_written_and_acts(self):
        self.start_tour(
            "/odoo/service-rules", "service_management_first_rule", login="rule_writer"
        )
        rule = self._written()
        self.assertEqual(
            rule._sentences()[0],
            "Helpdesk Ticket where Severity is Important: Solution_X within 4 working "
            "hours in the working hours of the team.",
        )
        self.assertActs(rule)

    def test_a_rule_is_written_tried_on_the_past_and_switched_on(self):
        """Of a policy in force: nothing counts before its version is published."""
        draft = self.policy._draft()
        self.env["service.policy.clause"].create(
            {
                "version_id": draft.id,
                "number": "TP-1",
                "name": "Solved",
                "text": "What is important is solved within 4 working hours.",
            }
        )
        draft.action_publish()
        with freeze_time(Datetime.now() - timedelta(days=20)):
            self._create_ticket(severity="important")  # never solved
        self.start_tour(
            "/odoo/service-rules", "service_management_first_rule", login="rule_writer"
        )
        rule = self._written()
        self.assertFalse(rule.active, "it waits for its version")
        with self._trials_at_once():
            self.start_tour(
                f"/odoo/service.deadline.rule/{rule.id}",
                "service_management_try_and_switch_on",
                login="rule_writer",
            )
        trial = self.env["service.deadline.backtest"].search(
            [("rule_id", "=", rule.id)]
        )
        self.assertEqual(trial.state, "done")
        self.assertEqual(trial.done, trial.total)
        rule.invalidate_recordset()
        self.assertTrue(rule.active)
        self.assertActs(rule)

    def _trials_at_once(self):
        """No job runs beside a test: a trial is carried out when it is asked for."""
        trials = type(self.env["service.deadline.backtest"])
        show = trials._show

        def run_and_show(trial):
            while trial.state in ("waiting", "running"):
                trial.sudo()._run()
                trial.invalidate_recordset()
            return show(trial)

        return patch.object(trials, "_show", run_and_show)
