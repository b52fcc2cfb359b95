import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

TEXT = """1. Complaints
1.1 Contact. Whoever complains is contacted within 1 hour.
1.2 Solution. A general complaint is solved within 24 hours.
1.3 Courtesy. We are polite."""


@tagged("post_install", "-at_install")
class TestServicePolicyReading(BaseCommon):
    """A document becomes clauses, and only those that somebody has confirmed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.author = new_test_user(
            cls.env, "author", groups="service_policy.service_policy_group_manager"
        )
        cls.policy = cls.env["service.policy"].create({"name": "Mall", "code": "MA"})
        cls.Reading = cls.env["service.policy.reading"].with_user(cls.author)

    def _read(self, **values):
        reading = self.Reading.create(
            {"text": TEXT, "policy_id": self.policy.id} | values
        )
        reading.action_read()
        return reading

    def test_clauses_are_found_with_their_figures(self):
        reading = self._read()
        self.assertEqual(
            reading.line_ids.mapped(lambda it: (it.number, it.name, it.figures)),
            [
                ("MA-1.1", "Contact", "1 hour"),
                ("MA-1.2", "Solution", "24 hours"),
                ("MA-1.3", "Courtesy", ""),
            ],
        )
        self.assertFalse(self.policy.version_ids)

    def test_nothing_is_created_without_a_confirmed_line(self):
        with self.assertRaises(UserError):
            self._read().action_create()
        self.assertFalse(self.policy.version_ids)

    def test_confirmed_lines_become_clauses_of_the_draft(self):
        reading = self._read()
        reading.line_ids[:2].confirmed = True
        reading.action_create()
        draft = self.policy.draft_id
        self.assertEqual(draft.clause_ids.mapped("number"), ["MA-1.1", "MA-1.2"])
        again = self._read(text=TEXT.replace("24 hours", "2 days"))
        self.assertEqual(again.line_ids.mapped("known"), [True, True, False])
        again.line_ids[1].confirmed = True
        again.action_create()
        self.assertEqual(len(draft.clause_ids), 2)
        self.assertIn("2 days", draft.clause_ids[1].text)

    def test_a_new_policy_needs_a_name_and_a_code(self):
        reading = self._read(policy_id=False, policy_code="NP")
        reading.line_ids[0].confirmed = True
        with self.assertRaises(UserError):
            reading.action_create()
        reading.policy_name = "New"
        reading.action_create()
        policy = self.env["service.policy"].search([("code", "=", "NP")])
        self.assertEqual(policy.draft_id.clause_ids.number, "NP-1.1")

    def test_a_file_that_cannot_be_read_is_refused_in_words(self):
        content = base64.b64encode(b"\xd0\xcf\x11\xe0 old")
        with self.assertRaisesRegex(UserError, "old version of Word"):
            self._read(file=content, file_name="policy.doc", text=False)
        with self.assertRaises(UserError):
            self._read(text=" ")

    def test_a_text_of_another_language_says_so(self):
        reading = self._read(text="Жалоба рассматривается в течение двух дней.")
        self.assertIn("neither English nor Chinese", reading.problems)

    def test_only_administrators_of_policies_read_documents(self):
        user = new_test_user(self.env, "reader", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.Reading.with_user(user).create({"text": TEXT})
        reading = self._read()
        with self.assertRaises(AccessError):
            reading.with_user(user).action_create()
        with self.assertRaises(AccessError):
            reading.line_ids[0].with_user(user).read(["text"])

    def test_another_document_takes_the_place_of_the_first(self):
        reading = self._read()
        reading.action_back()
        self.assertFalse(reading.line_ids)
        self.assertEqual(reading.state, "give")
