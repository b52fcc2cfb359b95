from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

TEXT = """翠湖天地客户服务规定

第一条 报修
商户报修后，工程部应在25分钟内接单。
第二条 维修
一般维修应在三个工作日内完成。
第三条 维修回访
维修完工后两个工作日内，客服人员对商户进行电话回访。
第四条 复杂投诉
复杂投诉三至七个工作日内解决，并将结果告知客户。
第五条 意见建议
客户的意见和建议，应在五个工作日内答复。
第六条 钥匙
借出的钥匙应在九十分钟内归还前台。
"""

#: clause -> (figures of the rule in words of its fields, the shipped rule it is like)
EXPECTED = {
    "CH-1": (0, 25, "minute", "cm_repair_accepted"),
    "CH-2": (0, 3, "day", "cm_repair_done"),
    "CH-3": (0, 2, "day", "cm_repair_callback"),
    "CH-4": (3, 7, "day", "sm_complex"),
    "CH-5": (0, 5, "day", "sm_feedback"),
}


@tagged("post_install", "-at_install")
class TestLivingPolicy(BaseCommon):
    """A Chinese policy becomes rules, and neither side changes unnoticed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in ("zh_CN", "zh_TW"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.env["ir.module.module"].search(
            [("name", "in", ["service_management", "service_deadline"])]
        )._update_translations(["zh_CN", "zh_TW"])
        cls.author = new_test_user(
            cls.env, "author", groups="service_policy.service_policy_group_manager"
        )
        cls.author.lang = "zh_CN"

    def setUp(self):
        super().setUp()
        self.env = self.env(user=self.author, context={"lang": "zh_CN"})
        reading = self.env["service.policy.reading"].create(
            {"text": TEXT, "policy_name": "翠湖天地", "policy_code": "CH"}
        )
        reading.action_read()
        self.reading = reading

    def _carry_out(self):
        """Every line is confirmed; the version with the rules comes into force."""
        self.reading.line_ids.confirmed = True
        self.reading.proposal_ids.confirmed = True
        action = self.reading.action_create()
        policy = self.env["service.policy"].browse(action["res_id"])
        policy.draft_id.action_publish()
        return policy

    def _differences(self, policy):
        return self.env["service.policy.drift"].search(
            [("policy_id", "=", policy.id), ("state", "=", "open")]
        )

    def _page(self, policy):
        version = policy.version_id
        version.invalidate_recordset()
        return version.page_html

    def test_a_chinese_policy_becomes_rules(self):
        self.assertIn("CH-6", self.reading.unmatched)
        self.assertIn("九十分钟", self.reading.unmatched)
        policy = self._carry_out()
        rules = {rule.policy_ref: rule for rule in policy.rule_ids}
        self.assertEqual(rules.keys(), EXPECTED.keys())
        for number, (target, limit, unit, pattern) in EXPECTED.items():
            rule = rules[number]
            with self.subTest(number):
                self.assertEqual(
                    (rule.target, rule.limit, rule.unit), (target, limit, unit)
                )
                shipped = self.env.ref(f"service_management.deadline_rule_{pattern}")
                self.assertEqual(rule.promise_id, shipped.promise_id)
                self.assertEqual(rule.stop_domain, shipped.stop_domain)
        self.assertEqual(len(policy.version_id.clause_ids), 6)
        self.assertFalse(self._differences(policy))

    def test_what_is_not_confirmed_is_not_made(self):
        self.reading.line_ids.confirmed = True
        self.reading.proposal_ids.filtered(
            lambda proposal: proposal.number == "CH-4"
        ).confirmed = True
        action = self.reading.action_create()
        policy = self.env["service.policy"].browse(action["res_id"])
        self.assertEqual(policy.rule_ids.policy_ref, "CH-4")

    def test_an_edited_limit_is_told_on_both_sides(self):
        policy = self._carry_out()
        rule = policy.rule_ids.filtered(lambda rule: rule.policy_ref == "CH-2")
        rule.sudo().limit = 5  # as an import does it
        [drift] = self._differences(policy)
        self.assertEqual(drift.number, "CH-2")
        self.assertIn("三个工作日", drift.sentence)
        self.assertIn("5", drift.sentence)
        rule.invalidate_recordset()
        self.assertEqual(rule.figure_drift, drift.sentence)
        self.assertIn(drift.sentence, self._page(policy))

    def test_an_edited_wording_is_told_on_both_sides(self):
        policy = self._carry_out()
        rule = policy.rule_ids.filtered(lambda rule: rule.policy_ref == "CH-2")
        draft = policy._draft()
        clause = draft.clause_ids.filtered(lambda clause: clause.number == "CH-2")
        clause.text = "一般维修应在四个工作日内完成。"
        [drift] = self._differences(policy)
        self.assertIn("四个工作日", drift.sentence)
        rule.invalidate_recordset()
        self.assertEqual(rule.figure_drift, drift.sentence)
        draft.action_publish()
        self.assertIn(drift.sentence, self._page(policy))
        clause.with_context(lang="zh_CN")
        self.assertEqual(self._differences(policy), drift, "it is not told twice")

    def test_a_figure_changed_in_the_settings_says_that_it_went_to_the_draft(self):
        sa = self.env.ref("service_policy.service_policy_sa")
        rule = self.env.ref("service_management.deadline_rule_sa_answer")
        settings = self.env(su=True)["res.config.settings"]
        self.assertFalse(settings.create({}).service_figures_note)
        draft = sa._draft()
        if not draft.clause_ids:
            self.env["service.policy.clause"].create(
                {
                    "version_id": draft.id,
                    "number": "SA-4.1",
                    "name": "答复",
                    "text": "及时答复。",
                }
            )
        draft.action_publish()
        before = rule.limit
        self.assertIn(sa.name, settings.create({}).service_figures_note)
        self.assertFalse(rule.waiting_changes)
        rule.limit = before + 7
        rule.invalidate_recordset()
        self.assertEqual(rule.limit, before)
        self.assertIn(str(before + 7), rule.waiting_changes)
        note = settings.create({}).service_figures_note
        self.assertIn(rule.waiting_changes, note)
