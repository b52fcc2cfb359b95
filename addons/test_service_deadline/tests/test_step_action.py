from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestStepAction(EngineCommon):
    """Who writes policies chooses among the actions that a system administrator has
    made for steps: they run as the system does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._create_rule()
        cls.writer = new_test_user(
            cls.env,
            "writer_x",
            groups="base.group_user,service_policy.service_policy_group_manager",
        )
        cls.given, cls.other = (
            cls.env["ir.actions.server"].create(
                {
                    "name": name,
                    "model_id": cls.env["ir.model"]._get_id("test.deadline.request"),
                    "state": "code",
                    "code": "record.write({'name': 'Acted'})",
                    "is_step_action": given,
                }
            )
            for name, given in (("Given", True), ("Other", False))
        )

    def _step(self, action):
        return (
            self.env["service.deadline.step"]
            .with_user(self.writer)
            .create(
                {
                    "rule_id": self.rule.id,
                    "name": "Act",
                    "action": "server_action",
                    "server_action_id": action.id,
                    "delay": 0,
                }
            )
        )

    def test_only_what_was_made_for_steps_can_be_chosen(self):
        step = self._step(self.given)
        with self.assertRaisesRegex(ValidationError, "system administrator"):
            self._step(self.other)
        with self.assertRaisesRegex(ValidationError, "system administrator"):
            step.server_action_id = self.other.id
        actions = self.env["ir.actions.server"].with_user(self.writer)
        self.assertEqual(
            actions.search([("name", "in", ["Given", "Other"])]), self.given
        )
        self.assertEqual(dict(actions.name_search("Given")), {self.given.id: "Given"})

    def test_who_writes_policies_neither_makes_nor_reads_the_program(self):
        mine = self.given.with_user(self.writer)
        for attack in (
            lambda: mine.write({"code": "env.cr.commit()"}),
            lambda: self.other.with_user(self.writer).write({"is_step_action": True}),
            lambda: mine.copy(),
            lambda: mine.read(["code"]),
            lambda: self.other.with_user(self.writer).read(["name"]),
            lambda: mine.create(
                {
                    "name": "Own",
                    "model_id": self.given.model_id.id,
                    "state": "code",
                    "is_step_action": True,
                }
            ),
        ):
            with self.assertRaises(AccessError):
                attack()

    def test_an_action_that_is_withdrawn_runs_no_more(self):
        self._step(self.given)
        request = self._create_request()
        self.given.is_step_action = False
        self._go("2026-03-03 09:00:01")
        with (
            self.enter_registry_test_mode(),
            mute_logger("odoo.addons.service_deadline.models.service_deadline_engine"),
        ):
            self.env.ref(
                "service_deadline.ir_cron_deadline_engine"
            ).method_direct_trigger()
        self.env.invalidate_all()
        self.assertNotEqual(request.name, "Acted")
        self.assertIn(
            "may not be run by steps",
            str(self._deadline(request).event_ids.mapped("reason")),
        )
