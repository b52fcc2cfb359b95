import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged

CODES = ("SM", "SA", "CM")


@tagged("post_install", "-at_install")
class TestPolicyPacksAsFiles(TransactionCase):
    """Policies are taken from one database to another, and nothing binds by that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.manager = new_test_user(
            cls.env,
            "pack_manager",
            "base.group_user,service_policy.service_policy_group_manager,"
            "helpdesk_mgmt.group_helpdesk_manager,mail.group_mail_template_editor",
        )
        cls.env = cls.env(user=cls.manager)

    def _policy(self, code):
        return self.env["service.policy"].sudo().search([("code", "=", code)])

    def _export(self, policy):
        wizard = self.env["service.policy.pack.export"].create({"policy_id": policy.id})
        return base64.b64decode(wizard.file).decode()

    def _wizard(self, text, code=""):
        content = text if isinstance(text, bytes) else text.encode()
        return self.env["service.policy.pack"].create(
            {"file": base64.b64encode(content), "code": code}
        )

    def _import(self, text, code=""):
        wizard = self._wizard(text, code)
        wizard.action_preview()
        action = wizard.action_import()
        return self.env["service.policy"].browse(action["res_id"])

    def _forget(self, policy):
        """As in a database that knows the policy and its rules not yet."""
        self.env.flush_all()
        policy = policy.sudo()
        policy.company_ids = [Command.clear()]
        self.env["service.deadline"].sudo().search(
            [("policy_id", "=", policy.id)]
        ).unlink()
        policy.version_ids.unlink()
        policy.unlink()

    def _let_read(self, manager):
        """Rules look at what their author may read: also where other add-ons bring some
        for records of theirs."""
        staff = self.env.ref("base.group_user")
        rules = self.env["service.deadline.rule"].sudo().search([])
        access = self.env["ir.model.access"].sudo()
        access = access.search(
            [("model_id", "in", rules.model_id.ids), ("perm_read", "=", True)]
        )
        manager.sudo().group_ids += access.group_id.filtered(
            lambda group: staff in group.all_implied_ids
        )

    def test_export_import_export_is_the_identity(self):
        self._let_read(self.manager)
        for code in CODES:
            with self.subTest(code):
                policy = self._policy(code)
                before = self._export(policy)
                self._forget(policy)
                self.assertFalse(self._policy(code))
                again = self._import(before)
                self.assertEqual(self._export(again), before)
                self.assertFalse(again.sudo().company_ids)
                self.assertTrue(again.rule_ids.step_ids)

    def test_pages_keep_what_they_say_in_each_language(self):
        self.env["res.lang"].sudo()._activate_lang("zh_TW")
        policy = self._policy("CM")
        policy.description = "<p>First</p><p>Second</p>"
        for code, first in {"zh_CN": "第一条", "zh_TW": "第一條"}.items():
            policy.update_field_translations("description", {code: {"First": first}})
        before = self._export(policy)
        self._forget(policy)
        again = self._import(before)
        for code, first in {
            "en_US": "First",
            "zh_CN": "第一条",
            "zh_TW": "第一條",
        }.items():
            with self.subTest(code):
                self.assertEqual(
                    again.with_context(lang=code).description,
                    f"<p>{first}</p><p>Second</p>",
                )

    def test_pages_of_other_languages_are_cleaned_too(self):
        policy = self._policy("CM")
        pack = json.loads(self._export(policy))
        self._forget(policy)
        for record in pack["records"]:
            if record["model"] == "service.policy":
                record["values"]["description"] = {
                    "in": {
                        "en_US": "<p>Text</p>",
                        "zh_CN": "<p>文<img src=x onerror=alert(1)></p>",
                    }
                }
        again = self._import(json.dumps(pack))
        said = again.with_context(lang="zh_CN").description
        self.assertIn("文", said)
        self.assertNotIn("onerror", said)
        self.assertEqual(again.with_context(lang="en_US").description, "<p>Text</p>")

    def test_clauses_travel_and_are_a_draft(self):
        policy = self._policy("CM")
        draft = policy._draft()
        clause = self.env["service.policy.clause"].create(
            {
                "version_id": draft.id,
                "number": "CM-9.9",
                "name": "Thanks",
                "text": "We thank within 2 days.",
                "audience": "customers",
                "review_date": "2027-01-31",
            }
        )
        clause.with_context(lang="zh_CN").name = "致谢"
        before = self._export(policy)
        self._forget(policy)
        again = self._import(before)
        self.assertEqual(self._export(again), before)
        self.assertEqual(again.version_ids.state, "draft")
        clause = again.version_ids.clause_ids
        self.assertEqual(clause.with_context(lang="zh_CN").name, "致谢")

    def test_what_is_shared_is_made_where_it_is_missing(self):
        policy = self._policy("CM")
        promise = (
            self.env["service.promise"]
            .sudo()
            .create({"name": "Thanked", "code": "thanked_x"})
        )
        rule = policy.rule_ids[0]
        rule.sudo().promise_id = promise
        text = self._export(policy)
        self._forget(policy)
        promise.unlink()
        again = self._import(text)
        self.assertIn("thanked_x", again.rule_ids.promise_id.mapped("code"))

    def test_a_policy_in_force_is_not_touched(self):
        policy = self._policy("CM")
        policy.sudo().company_ids = [Command.set(self.env.company.ids)]
        wizard = self._wizard(self._export(policy))
        with self.assertRaisesRegex(UserError, "in force for"):
            wizard.action_preview()
        other = self._import(self._export(policy), "CM-NEW")
        self.assertEqual(other.code, "CM-NEW")
        self.assertFalse(other.sudo().company_ids)
        self.assertEqual(len(other.rule_ids), len(policy.rule_ids))
        self.assertEqual(policy.company_ids, self.env.company)

    def _publish(self, policy):
        """A version of the policy is in force."""
        draft = policy._draft()
        if not draft.clause_ids:
            self.env["service.policy.clause"].create(
                {
                    "version_id": draft.id,
                    "number": "CM-1.1",
                    "name": "Repairs",
                    "text": "Repairs are accepted at once.",
                }
            )
        draft.action_publish()
        policy.sudo().company_ids = [Command.set(self.env.company.ids)]

    def test_a_pack_goes_to_the_draft_of_a_policy_in_force(self):
        policy = self._policy("CM").sudo(False)
        self._publish(policy)
        rule = policy.rule_ids.filtered("step_ids")[0]
        limit, step = rule.limit, rule.step_ids[0]
        steps = len(rule.step_ids)
        text = self._export(policy)
        pack = json.loads(text)
        for entry in pack["records"]:
            values = entry["values"]
            if entry["model"] == "service.policy.clause":
                values["name"] = {"in": {"en_US": "Repairs and more"}}
            elif entry["key"] == f"CM/{rule.name}":
                values["limit"] = limit + 3
            elif entry["model"] == "service.policy":
                values["acknowledgement_days"] = 99
        wizard = self._wizard(json.dumps(pack))
        wizard.action_preview()
        states = {row["key"]: row["state"] for row in wizard.preview}
        self.assertEqual(states[f"CM/{rule.name}"], "changed")
        self.assertEqual(states["CM"], "kept")
        self.assertFalse(policy.draft_id, "looking writes nothing")
        wizard.action_import()
        draft = policy.draft_id
        self.assertEqual(set(draft.clause_ids.mapped("name")), {"Repairs and more"})
        self.assertNotIn(
            "Repairs and more", policy.version_id.clause_ids.mapped("name")
        )
        self.assertEqual(rule.limit, limit, "nothing binds by a pack")
        changed = self.env["service.deadline.rule"].with_context(active_test=False)
        changed = changed.search([("version_id", "=", draft.id)])
        self.assertEqual(changed.replaces_id, rule)
        self.assertEqual(changed.limit, limit + 3)
        again = self._wizard(json.dumps(pack))
        again.action_preview()
        self.assertLessEqual({row["state"] for row in again.preview}, {"same", "kept"})
        draft.action_publish()
        rule.invalidate_recordset()
        self.assertEqual(rule.limit, limit + 3)
        self.assertEqual(len(rule.step_ids), steps)
        self.assertIn(step, rule.step_ids)
        self.assertNotEqual(policy.acknowledgement_days, 99)

    def test_the_own_pack_of_a_policy_in_force_leaves_no_draft(self):
        policy = self._policy("CM").sudo(False)
        self._publish(policy)
        wizard = self._wizard(self._export(policy))
        wizard.action_preview()
        self.assertEqual({row["state"] for row in wizard.preview}, {"same"})
        wizard.action_import()
        self.assertFalse(policy.draft_id)
        self.assertFalse(policy.rule_ids.draft_ids)

    def test_a_pack_that_archives_a_rule_takes_it_out_with_the_draft(self):
        policy = self._policy("CM").sudo(False)
        self._publish(policy)
        gone, new = policy.rule_ids[0], "Thanked"
        pack = json.loads(self._export(policy))
        for entry in list(pack["records"]):
            if entry["key"] == f"CM/{gone.name}":
                entry["values"]["active"] = False
                other = entry["values"] | {"name": {"in": {"en_US": new}}}
                pack["records"].append(
                    {"model": entry["model"], "key": f"CM/{new}", "values": other}
                )
        wizard = self._wizard(json.dumps(pack))
        wizard.action_preview()
        states = {row["key"]: row["state"] for row in wizard.preview}
        self.assertEqual(states[f"CM/{gone.name}"], "changed")
        wizard.action_import()
        draft = policy.draft_id
        self.assertTrue(gone.active, "nothing binds by a pack")
        self.assertTrue(gone.draft_ids.removes)
        again = self._wizard(json.dumps(pack))
        again.action_preview()
        self.assertLessEqual({row["state"] for row in again.preview}, {"same", "kept"})
        draft.action_publish()
        self.assertFalse(gone.active)
        self.assertNotIn(new, policy.rule_ids.mapped("name"), "archived in the pack")

    def test_differences_are_shown_and_nothing_is_written_before(self):
        policy = self._policy("CM")
        policy.sudo().company_ids = [Command.clear()]
        text = self._export(policy)
        rule = policy.rule_ids[0].sudo()
        name, limit = rule.name, rule.limit
        rule.limit = limit + 1
        policy.rule_ids[1].sudo().unlink()
        count = len(policy.rule_ids)
        wizard = self._wizard(text)
        wizard.action_preview()
        states = {row["key"]: row["state"] for row in wizard.preview}
        self.assertEqual(states[f"CM/{name}"], "changed")
        self.assertIn("new", states.values())
        self.assertIn("same", states.values())
        self.assertNotIn("impossible", states.values())
        self.assertEqual((rule.limit, len(policy.rule_ids)), (limit + 1, count))
        wizard.action_import()
        self.assertEqual((rule.limit, len(policy.rule_ids)), (limit, count + 1))

    def test_what_is_not_possible_is_said(self):
        policy = self._policy("CM")
        policy.sudo().company_ids = [Command.clear()]
        pack = json.loads(self._export(policy))
        rule = next(r for r in pack["records"] if r["model"].endswith(".rule"))
        rule["values"]["domain"] = [["nothing_like_it", "=", 1]]
        step = next(
            r
            for r in pack["records"]
            if r["model"].endswith(".step") and not r["key"].startswith(rule["key"])
        )
        step["values"]["action"] = "server_action"
        step["values"]["server_action_id"] = {
            "model": "ir.actions.server",
            "id": "elsewhere.action",
            "name": "Wipe the disk",
        }
        pack["records"].append({"model": "x.y", "key": "z", "values": {}})
        wizard = self._wizard(json.dumps(pack))
        wizard.action_preview()
        rows = {row["key"]: row for row in wizard.preview}
        self.assertEqual(rows[rule["key"]]["state"], "impossible")
        self.assertIn("nothing_like_it", rows[rule["key"]]["detail"])
        self.assertEqual(rows[step["key"]]["state"], "impossible")
        self.assertIn("Wipe the disk", wizard.preview_html)
        self.assertEqual(rows["z"]["reason"], "model")

    def test_files_that_are_no_packs_get_one_sentence(self):
        text = self._export(self._policy("CM"))
        pack = json.loads(text)
        broken = (
            b"\xff\xfe",
            "{",
            "[]",
            "{}",
            text[:500],
            json.dumps(pack | {"version": 2}),
            json.dumps(pack | {"records": 1}),
            json.dumps(pack | {"records": pack["records"] * 2}),
            json.dumps(pack | {"records": [{"model": "res.users"}]}),
            json.dumps(pack | {"records": []}),
            json.dumps(pack | {"addons": {"not_there": "1"}}),
        )
        for content in broken:
            with self.subTest(content[:40]), self.assertRaises(UserError):
                self._wizard(content).action_preview()

    def test_values_of_wrong_kinds_are_refused_one_by_one(self):
        policy = self._policy("CM")
        policy.sudo().company_ids = [Command.clear()]
        text = self._export(policy)
        for value in ([], {"in": 1}, {"model": "res.users"}, "x", 1e400, None):
            pack = json.loads(text)
            for record in pack["records"]:
                if record["model"].endswith((".rule", ".step")):
                    record["values"] = dict.fromkeys(record["values"], value) | {
                        name: given
                        for name, given in record["values"].items()
                        if name.endswith("policy_id")
                    }
            wizard = self._wizard(json.dumps(pack))
            with self.subTest(repr(value)):
                wizard.action_preview()
                self.assertTrue(wizard.preview_html)

    def test_only_administrators_of_policies(self):
        policy = self._policy("CM")
        text = self._export(policy)
        other = new_test_user(self.env(su=True), "pack_other", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["service.policy.pack"].with_user(other).create(
                {"file": base64.b64encode(text.encode())}
            )
        with self.assertRaises(AccessError):
            self.env["service.policy.pack.export"].with_user(other).create(
                {"policy_id": policy.id}
            )

    def test_a_condition_on_what_the_importer_may_not_read_is_refused(self):
        policy = self._policy("CM")
        policy.sudo().company_ids = [Command.clear()]
        pack = json.loads(self._export(policy))
        rule = next(r for r in pack["records"] if r["model"].endswith(".rule"))
        rule["values"]["domain"] = [["user_id.employee_ids.version_id.wage", ">", 1]]
        wizard = self._wizard(json.dumps(pack))
        wizard.action_preview()
        rows = {row["key"]: row for row in wizard.preview}
        self.assertEqual(rows[rule["key"]]["state"], "impossible")
