from xml.etree import ElementTree

from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

TEXT = "{http://www.w3.org/2000/svg}text"


@tagged("post_install", "-at_install")
class TestFlowChart(BaseCommon):
    """The flow chart shows how it is, with who is responsible."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env.ref("service_policy.service_policy_cm")

    def _texts(self, policy, **context):
        charts = self.env["service.flow.chart"].with_context(**context)
        found = {}
        for name, parts in charts._charts(policy.with_context(**context)):
            words = [
                text.text
                for svg in parts
                for text in ElementTree.fromstring(svg).iter(TEXT)
            ]
            found[name] = " ".join(words)
        return found

    def test_cs_7_3_the_chart_names_who_is_responsible(self):
        complaint = self._texts(self.policy)["Complaint"]
        rules = self.policy.rule_ids.filtered(lambda rule: "complaint" in rule.domain)
        for rule in rules:
            self.assertIn(rule.role_id.name, complaint)
        self.assertIn("Within 30 minutes", complaint)
        self.assertIn("Head of the department", complaint)

    def test_each_class_that_has_rules_has_a_chart(self):
        self.assertEqual(
            set(self._texts(self.policy)),
            {"Complaint", "Repair", "Service application"},
        )

    def test_a_changed_rule_changes_the_chart(self):
        rule = self.env.ref("service_management.deadline_rule_cm_repair_accepted")
        rule.limit = 47
        self.assertIn("47", self._texts(self.policy)["Repair"])

    def test_cs_7_3_a_policy_that_asks_for_a_chart_shows_what_is_in_force(self):
        policies = self.env["service.policy"].search([])
        policies.company_ids = False
        asking = self.env.ref("service_policy.service_policy_cs")
        self.assertFalse(asking.flow_html)
        self.policy.company_ids = self.env.company
        asking.invalidate_recordset()
        self.assertIn("Within 30 minutes", asking.flow_html)

    def test_a_policy_without_rules_has_none(self):
        policy = self.env["service.policy"].create({"name": "A", "code": "AA"})
        self.assertFalse(policy.flow_html)

    def test_staff_see_it_and_names_are_escaped(self):
        self.policy.rule_ids[0].role_id.name = "<Head> & 'Co'"
        user = new_test_user(self.env, "reader", groups="base.group_user")
        self.policy.company_ids |= self.env.company
        self.assertIn("&lt;Head&gt;", self.policy.with_user(user).flow_html)
