from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestPolicyFigures(BaseCommon):
    """The rules of attendance are compared with what the written policy says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cs = cls.env.ref("service_policy.service_policy_cs")
        cls.company = cls.env["res.company"].create({"name": "Clock House"})
        cls.cs.company_ids = [Command.set(cls.company.ids)]
        shipped = cls.env.ref("attendance_rules.attendance_policy_default")
        cls.rules = shipped.copy(
            {"company_id": cls.company.id, "date_from": "2026-01-01"}
        )
        cls.rules.write({"monthly_grace": 1, "talk_threshold": 3})
        cls.rules.action_publish()
        draft = cls.cs._draft()
        clause = draft.clause_ids.filtered(lambda clause: clause.number == "CS-1.3")
        text = "One grace a month. Three in a row lead to a performance talk."
        if clause:
            clause.text = text
        else:
            values = {"number": "CS-1.3", "name": "Late and early", "text": text}
            clause.create(values | {"version_id": draft.id})
        cls.draft = draft

    def _sentences(self):
        drifts = self.env["service.policy.drift"].search(
            [
                ("version_id", "=", self.draft.id),
                ("number", "=", "CS-1.3"),
                ("state", "=", "open"),
            ]
        )
        return drifts.mapped("sentence")

    def test_cs_1_3_rules_that_agree_with_the_wording_are_not_told(self):
        self.assertEqual(self._sentences(), [])

    def test_cs_1_3_an_edited_grace_is_told(self):
        self.rules.monthly_grace = 2
        [sentence] = self._sentences()
        self.assertIn("“Grace of the attendance policy” says 2", sentence)
        self.rules.monthly_grace = 1
        self.assertEqual(self._sentences(), [])

    def test_cs_1_3_an_edited_number_in_a_row_is_told(self):
        self.rules.talk_threshold = 5
        [sentence] = self._sentences()
        self.assertIn("says 5", sentence)

    def test_cs_1_3_a_draft_of_the_rules_counts_when_it_is_published(self):
        later = self.rules.copy({"date_from": "2026-02-01"})
        later.monthly_grace = 4
        self.assertEqual(self._sentences(), [])
        later.action_publish()
        self.assertIn("says 4", self._sentences()[0])
