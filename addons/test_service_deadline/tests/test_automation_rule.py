from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestAutomationRule(EngineCommon):
    """Odoo's automation rules start and end promises, and react to them.

    The log of the promise names the action; what has been clicked together by an
    administrator is all there is to it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls._create_user(
            "rule_admin_x",
            "base.group_system,service_policy.service_policy_group_manager",
        )
        cls.rule = cls._create_rule(limit=8)

    def _automate(self, name, condition, fields, **action):
        """An automation rule with one action, as the administrator saves it."""
        model_id = self.env["ir.model"]._get_id(self.record_model)
        values = {"name": name, "model_id": model_id, **action}
        return (
            self.env["base.automation"]
            .with_user(self.administrator)
            .create(
                {
                    "name": name,
                    "model_id": model_id,
                    "trigger": "on_create_or_write",
                    "trigger_field_ids": [
                        Command.set([self._field(field).id for field in fields])
                    ],
                    "filter_domain": condition,
                    "action_server_ids": [Command.create(values)],
                }
            )
        )

    def _change(self, change, promise=None):
        promise = promise or self.promise
        return {
            "state": "service_promise",
            "promise_id": promise.id,
            "promise_change": change,
        }

    def test_it_starts_a_promise(self):
        self.rule.start_mode = "call"
        fire = "[('name', '=', 'Fire')]"
        self._automate("When it burns", fire, ["name"], **self._change("start"))
        request = self._create_request()
        self.assertFalse(self._deadlines(request))
        self._go("2026-03-02 10:00")
        request.with_user(self.agent).name = "Fire"
        deadline = self._deadline(request)
        self.assertDeadline(deadline, state="running", started_at="2026-03-02 10:00")
        said = deadline.event_ids.sorted("id")[0]._describe()
        self.assertIn("by the automation “When it burns”", said)

    def test_it_ends_a_promise(self):
        out = "[('name', '=', 'Out')]"
        self._automate("When it is out", out, ["name"], **self._change("stop"))
        request = self._create_request()
        self._go("2026-03-02 10:00")
        request.with_user(self.agent).name = "Out"
        deadline = self._deadline(request)
        self.assertEqual(deadline.state, "met")
        said = deadline.event_ids.sorted("id")[-1]._describe()
        self.assertIn("by the automation “When it is out”", said)

    def test_it_reacts_to_a_broken_promise_by_ending_another(self):
        call = self._create_promise("call_x")
        self._create_rule(promise_id=call.id, limit=80)
        broken = "[('next_deadline_state', '=', 'breached')]"
        self._automate(
            "Nobody need call any more",
            broken,
            ["next_deadline_state"],
            **self._change("stop", call),
        )
        request = self._create_request()
        self._run_at("2026-03-02 16:00")
        self.assertEqual(self._deadline(request, call).state, "running")
        self._run_at("2026-03-03 16:00")
        self.assertEqual(self._deadline(request, self.promise).state, "breached")
        deadline = self._deadline(request, call)
        self.assertEqual(deadline.state, "met")
        said = deadline.event_ids.sorted("id")[-1]._describe()
        self.assertIn("by the automation “Nobody need call any more”", said)

    def test_nobody_claims_to_be_an_automation(self):

        out = "[('name', '=', 'Out')]"
        automation = self._automate("Out", out, ["name"], **self._change("stop"))
        action = automation.sudo().action_server_ids
        request = self._create_request().with_user(self.agent)
        for name in ("start", "stop", "pause", "resume"):
            with self.subTest(name), self.assertRaises(AccessError):
                getattr(request, f"_promise_{name}")(self.promise.code)
        with self.assertRaises(AccessError):
            action.with_user(self.agent).write({"promise_change": "start"})
        with self.assertRaises(AccessError):
            self.env["service.deadline"].with_user(self.agent).create({})
        self.assertEqual(self._deadline(request.sudo()).state, "running")
