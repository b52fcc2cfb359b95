from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.service_deadline.engine.tried_rule import snapshot

from .common import EngineCommon


@tagged("post_install", "-at_install")
class TestRuleDraft(EngineCommon):
    """A rule of a version in force changes with the next version, on its day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator = cls._create_user(
            "policy_admin_x",
            "base.group_user,service_policy.service_policy_group_manager",
        )
        cls.rule = cls._create_rule(limit=1, unit="hour", policy_ref="TP-1")
        cls.step = cls._create_step(cls.rule, delay=0)
        cls.other_step = cls._create_step(cls.rule, name="Tell again", delay=2)

    def setUp(self):
        super().setUp()
        self.mine = self.rule.with_user(self.administrator)

    def _publish(self, version, day=False):
        version = version.with_user(self.administrator)
        version.date_from = day
        version.action_publish()
        return version

    def _first_version(self):
        version = self.policy.with_user(self.administrator)._draft()
        version.clause_ids = [
            Command.create({"number": "TP-1", "name": "Solved", "text": "Soon."})
        ]
        self._publish(version)
        return version

    def _draft(self):
        action = self.mine.action_change_in_draft()
        return self.mine.browse(action["res_id"])

    def test_without_a_version_a_rule_is_edited_directly(self):
        self.mine.limit = 2
        self.assertEqual(self.rule.limit, 2)
        self.assertFalse(self.rule.is_versioned or self.rule.draft_ids)

    def test_what_is_written_goes_to_the_draft(self):
        self._first_version()
        terms = self.rule.terms_id
        self.mine.write({"limit": 2, "note": "How it is meant"})
        self.assertEqual((self.rule.limit, self.rule.terms_id), (1, terms))
        self.assertIn("How it is meant", self.rule.note)
        draft = self.rule.draft_ids
        self.assertEqual((draft.limit, draft.active), (2, False))
        self.assertEqual(draft.version_id, self.policy.draft_id)
        self.mine.limit = 3
        self.assertEqual(self.rule.draft_ids, draft)
        self.assertEqual(draft.limit, 3)

    def test_what_is_the_same_makes_no_draft(self):
        self._first_version()
        self.mine.write({"limit": 1, "unit": "hour"})
        self.assertFalse(self.rule.draft_ids)

    def test_the_change_is_said_in_words(self):
        self._first_version()
        self._draft().limit = 2
        self.assertEqual(
            self.policy.draft_id._changes(),
            ["Solved: 1 working hour → 2 working hours"],
        )
        self.assertIn("→", self.policy.draft_id.changes_html)

    def test_a_draft_never_makes_a_promise(self):
        self._first_version()
        draft = self._draft()
        draft.write({"limit": 5, "domain": "[]"})
        specs = self.env["service.deadline.rule"]._specs_in_force(
            self.record_model, self.company.id
        )
        self.assertNotIn(draft.id, [spec.id for spec in specs])
        with self.assertRaises(UserError):
            draft.active = True
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            draft.sudo().active = True
            self.env.flush_all()

    def test_terms_come_into_force_on_the_day_of_the_version(self):
        self._go("2026-03-02 09:00")
        self._first_version()
        running = self._create_request()
        draft = self._draft()
        draft.limit = 4
        version = self._publish(self.policy.draft_id, "2026-03-04")
        self.assertEqual(self.rule.limit, 1)
        with self.assertRaises(UserError):
            draft.limit = 6
        self._go("2026-03-04 09:00")
        version.sudo()._cron_come_into_force()
        self.assertEqual(self.rule.limit, 4)
        self.assertFalse(draft.exists())
        self.assertEqual(self._deadline(running).terms_id._terms().limit, 1)
        fresh = self._create_request()
        self.assertEqual(self._deadline(fresh).terms_id._terms().limit, 4)
        self.assertEqual(
            version._changes(), ["Solved: 1 working hour → 4 working hours"]
        )

    def test_names_keep_their_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        chinese = [each.with_context(lang="zh_CN") for each in (self.rule, self.step)]
        chinese[0].name, chinese[1].name = "解决", "告知组长"
        self._first_version()
        draft = self._draft()
        self.assertEqual(draft.with_context(lang="zh_CN").name, "解决")
        draft.limit = 5
        self.assertEqual(
            self.policy.draft_id._changes(),
            ["Solved: 1 working hour → 5 working hours"],
        )
        self._publish(self.policy.draft_id)
        self.assertEqual(self.rule.limit, 5)
        self.assertEqual([each.name for each in chinese], ["解决", "告知组长"])
        self.assertEqual(
            (self.rule.name, self.step.name), ("Solved", "Tell the leader")
        )

    def test_steps_keep_their_identity(self):
        self._first_version()
        draft = self._draft()
        first, second = draft.step_ids.sorted("id")
        self.assertEqual(first.replaces_id, self.step)
        first.delay = 7
        second.unlink()
        draft.step_ids = [
            Command.create(
                {"name": "New", "delay": 9, "role_id": self._role("assignee").id}
            )
        ]
        self.assertEqual(
            self.policy.draft_id._changes(), ["Solved: its steps are changed"]
        )
        self._publish(self.policy.draft_id)
        self.assertEqual(self.step.delay, 7)
        self.assertFalse(self.other_step.exists())
        self.assertEqual(sorted(self.rule.step_ids.mapped("delay")), [7, 9])

    def test_steps_of_a_version_in_force_are_left_alone(self):
        self._first_version()
        step = self.step.with_user(self.administrator)
        for act in (
            lambda: step.write({"delay": 5}),
            step.unlink,
            lambda: self.mine.write({"step_ids": [Command.delete(step.id)]}),
            self.mine.unlink,
            lambda: step.create(
                {"name": "x", "rule_id": self.rule.id, "role_id": step.role_id.id}
            ),
        ):
            with self.assertRaisesRegex(UserError, "Change in a Draft"):
                act()

    def test_a_new_rule_waits_for_the_version(self):
        self._first_version()
        with Form(self.env["service.deadline.rule"].with_user(self.administrator)) as f:
            f.model_id = self.env["ir.model"]._get(self.record_model)
            f.policy_id = self.policy
            f.promise_id = self._create_promise("call_x")
            f.stop_domain = "[('stage_id.closed', '=', True)]"
            with f.step_ids.new() as step:
                step.role_id = self._role("team_leader")
        rule = f.record
        self.assertEqual(rule.version_id, self.policy.draft_id)
        self.assertFalse(rule.active)
        self.assertRegex(self.policy.draft_id._changes()[0], "^New rule.*Call_X within")
        self._publish(self.policy.draft_id)
        self.assertTrue(rule.active)
        self.assertFalse(rule.version_id)
        self.assertRegex(self.policy.version_id._changes()[0], "^New rule.*Call_X")

    def test_a_rule_is_taken_out_with_a_version(self):
        self._first_version()
        self.mine.active = False
        self.assertTrue(self.rule.active)
        self.assertTrue(self.rule.draft_ids.removes)
        self._publish(self.policy.draft_id)
        self.assertFalse(self.rule.active)
        self.assertEqual(self.policy.version_id._changes(), ["Rule taken out: Solved"])

    def test_a_draft_is_tried_in_the_place_of_its_rule(self):
        self._first_version()
        draft = self._draft()
        draft.limit = 3
        values = snapshot(draft)
        self.assertEqual(values["rule_id"], self.rule.id)
        self.assertEqual(values["rank"], snapshot(self.rule)["rank"])
        self.assertEqual(values["terms"]["limit"], 3)

    def test_nobody_makes_a_rule_a_draft_of_something_by_hand(self):
        version = self._first_version()
        draft = self._draft()
        for values in ({"version_id": version.id}, {"replaces_id": self.rule.id}):
            with self.assertRaises(UserError):
                draft.write(values)

    def test_who_may_not_write_rules_makes_no_draft(self):
        self._first_version()
        with self.assertRaises(AccessError):
            self.rule.with_user(self.agent).action_change_in_draft()
        with self.assertRaises(AccessError):
            self.rule.with_user(self.agent).limit = 9

    @freeze_time("2026-03-02 09:00:00")
    def test_the_form_shows_fields_of_a_version_in_force_readonly(self):
        self._first_version()
        with Form(self.mine) as form, self.assertRaises(AssertionError):
            form.limit = 9
        with Form(self._draft()) as form:
            form.limit = 9
        self.assertEqual(self.rule.draft_ids.limit, 9)
