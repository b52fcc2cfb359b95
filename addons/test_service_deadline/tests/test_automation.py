from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestAutomation(EngineCommon):
    """Server actions of an administrator start, end and pause promises."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls._create_user(
            "automation_admin_x",
            "base.group_system,service_policy.service_policy_group_manager",
        )
        cls.rule = cls._create_rule(limit=8)

    def setUp(self):
        super().setUp()
        self._go("2026-03-02 09:00")
        self.request = self._create_request()

    def _action(self, change="stop", user=None, **values):
        return (
            self.env["ir.actions.server"]
            .with_user(user or self.administrator)
            .create(
                {
                    "name": "When the parcel is there",
                    "state": "service_promise",
                    "model_id": self.env["ir.model"]._get_id(self.record_model),
                    "promise_id": self.promise.id,
                    "promise_change": change,
                    "is_step_action": True,
                    **values,
                }
            )
        )

    def _act(self, action, record=None, user=None):
        record = record or self.request
        action = action.with_user(user or self.agent)
        action.with_context(
            active_model=record._name, active_id=record.id, active_ids=record.ids
        ).run()
        self.env.flush_all()

    def test_an_automation_ends_a_promise_and_the_log_names_it(self):
        self._act(self._action())
        deadline = self._deadline(self.request)
        self.assertEqual(deadline.state, "met")
        self.assertEqual(
            deadline.event_ids[-1]._describe(),
            "Done · by the automation “When the parcel is there”",
        )
        self.assertLogsReplay()

    def test_an_automation_pauses_and_resumes(self):
        self._act(self._action("pause"))
        deadline = self._deadline(self.request)
        self.assertEqual(deadline.state, "paused")
        self._go("2026-03-02 10:00")
        self._act(self._action("resume"))
        self.assertEqual(deadline.state, "running")
        self.assertEqual(deadline.paused_s, 3600)
        self.assertLogsReplay()

    def test_an_automation_starts_the_clock_that_waits_for_it(self):
        self.rule.start_mode = "call"
        request = self._create_request()
        self.assertFalse(self._deadlines(request))
        self._go("2026-03-02 10:00")
        start = self._action("start")
        self._act(start, request)
        deadline = self._deadline(request)
        self.assertEqual(str(deadline.started_at), "2026-03-02 10:00:00")
        self.assertIn("by the automation", deadline.event_ids[0]._describe())
        self._go("2026-03-02 11:00")
        self._act(start, request)  # once is enough
        self.assertEqual(self._deadline(request), deadline)
        self.assertEqual(str(deadline.started_at), "2026-03-02 10:00:00")
        self.assertLogsReplay()

    def test_code_of_an_administrator_does_the_same(self):
        code = f"records._promise_stop({self.promise.code!r})"
        self._act(self._action(state="code", code=code))
        self.assertEqual(self._deadline(self.request).state, "met")

    def test_it_reacts_to_promises(self):
        """A step that runs an action ends another promise of the record."""
        other = self._create_promise("call_x")
        self._create_rule(limit=2, promise_id=other.id)
        action = self._action(promise_id=other.id)
        self._create_step(
            self.rule,
            action="server_action",
            server_action_id=action.id,
            anchor="start",
            delay=1,
        )
        request = self._create_request()
        self._go("2026-03-02 10:00")
        deadline = self._deadline(request, self.promise)
        step = self.rule.step_ids
        step._act(request.sudo(), deadline.sudo(), 0)
        self.env.flush_all()
        self.assertEqual(self._deadline(request, other).state, "met")

    def test_who_is_no_administrator_of_policies_automates_no_promise(self):
        technician = self._create_user("technician_x", "base.group_system")
        action = self._action(user=technician)
        with self.assertRaisesRegex(AccessError, "administrator of the policies"):
            self._act(action)
        self.assertEqual(self._deadline(self.request).state, "running")

    def test_nobody_calls_it_without_a_server_action(self):
        for name in ("start", "stop", "pause", "resume"):
            with self.assertRaises(AccessError):
                getattr(self.request, f"_promise_{name}")(self.promise.code)

    def test_an_action_without_a_promise_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "choose the promise"):
            self._action(promise_id=False)
        with self.assertRaisesRegex(ValidationError, "has no promises"):
            self._action(model_id=self.env["ir.model"]._get_id("res.country"))

    def test_an_unknown_promise_is_named(self):
        action = self._action(state="code", code="records._promise_stop('nothing')")
        with self.assertRaisesRegex((UserError, ValueError), "nothing"):
            self._act(action)

    def test_nobody_reads_or_writes_what_automations_note(self):
        for user in (self.agent, self.administrator):
            calls = self.env["service.deadline.call"].with_user(user)
            for operation in ("read", "write", "create", "unlink"):
                self.assertFalse(calls.has_access(operation))
