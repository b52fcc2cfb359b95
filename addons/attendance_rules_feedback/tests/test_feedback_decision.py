from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.attendance_rules_close.tests.common import MARCH, CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-20 02:00:00")
class TestFeedbackDecision(CloseCase):
    """A round that ran from 2 to 16 March, and what becomes of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asked = cls.env["attendance.feedback.round"].create(
            {
                "company_id": cls.company.id,
                "policy_id": cls.policy.id,
                "date_start": "2026-03-02",
                "date_end": "2026-03-16",
            }
        )
        cls.asked.action_ask()

    def _as_admin(self):
        return self.asked.with_user(self.hr_admin)

    def _decide(self, decision, note=False):
        self.asked.action_close()
        if decision == "adjusted":
            self._as_admin().action_make_draft()
        self._as_admin().write({"decision": decision, "decision_note": note})
        self._as_admin().action_decide()

    def _told(self):
        return self.env["mail.message"].search(
            [
                ("model", "=", self.asked._name),
                ("res_id", "=", self.asked.id),
                ("subject", "=like", "What becomes of your opinion%"),
            ]
        )

    def test_cs_1_7_the_rules_are_adjusted_by_a_draft_made_from_the_feedback(self):
        self.asked.action_close()
        action = self._as_admin().action_make_draft()
        draft = self.asked.draft_id
        self.assertEqual(action["res_id"], draft.id)
        self.assertEqual((draft.state, draft.company_id), ("draft", self.company))
        self.assertEqual(str(draft.date_from), "2026-04-01")
        self.assertEqual(draft.monthly_grace, self.policy.monthly_grace)
        self._as_admin().action_decide()
        self.assertEqual(self.asked.decided_by_id, self.hr_admin)
        self.assertEqual(draft.origin_ids, self.asked)

    def test_cs_1_7_employees_are_told_what_becomes_of_it(self):
        self._decide("kept", "Two graces would cost the evening shift.")
        told = self._told()
        self.assertIn("stay as they are", told.body)
        self.assertIn("cost the evening shift", told.body)
        for person in self.people:
            self.assertIn(person.work_contact_id, told.partner_ids)

    def test_cs_1_7_the_decision_stands_beside_the_policy(self):
        self._decide("kept", "Two graces would cost the evening shift.")
        self.assertIn("cost the evening shift", self.policy.feedback_html)
        self.assertNotIn(
            "cost the evening shift", self.policy.copy({}).feedback_html or ""
        )

    def test_cs_1_7_the_draft_shows_the_feedback_it_was_made_from(self):
        self._decide("adjusted", "Two graces a month.")
        self.assertIn("Two graces a month.", self.asked.draft_id.feedback_html)
        self.assertIn("new version", self.asked.draft_id.feedback_html)

    def test_cs_1_7_hr_is_asked_for_a_decision(self):
        self.assertFalse(self.asked.activity_ids)
        self.asked.action_close()
        self.assertIn(self.hr_admin, self.asked.activity_ids.user_id)
        self.assertNotIn(self.hr_officer, self.asked.activity_ids.user_id)
        self._decide("kept", "No money")
        self.assertFalse(self.asked.activity_ids)

    def test_cs_1_7_the_audit_names_feedback_without_a_decision(self):
        self.asked.action_close()
        period = self.audit(MARCH)
        period.action_check()
        point = period.check_ids.filtered(lambda check: check.kind == "feedback")
        self.assertEqual((point.count, point.res_ids), (1, self.asked.ids))
        self.assertFalse(point.blocking)
        self._decide("kept", "No money")
        period.action_check()
        self.assertNotIn("feedback", period.check_ids.mapped("kind"))

    def test_nothing_is_decided_while_people_are_asked(self):
        with self.assertRaisesRegex(UserError, "still being asked"):
            self._as_admin().action_make_draft()
        self.asked.write({"decision": "kept", "decision_note": "No money"})
        with self.assertRaisesRegex(UserError, "still being asked"):
            self._as_admin().action_decide()

    def test_a_decision_needs_its_reason_or_its_draft(self):
        self.asked.action_close()
        for decision, message in (
            (False, "Choose first"),
            ("adjusted", "Make the draft"),
            ("kept", "Say why"),
        ):
            self.asked.decision = decision
            with self.subTest(decision), self.assertRaisesRegex(UserError, message):
                self._as_admin().action_decide()
        self.assertFalse(self._told())

    def test_a_decision_that_was_told_stays(self):
        self._decide("kept", "No money")
        with self.assertRaisesRegex(UserError, "it stays"):
            self._as_admin().decision_note = "Never said"

    def test_only_an_administrator_decides(self):
        self.asked.action_close()
        self.asked.write({"decision": "kept", "decision_note": "No money"})
        for user in (self.hr_officer, self.employee.user_id):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.asked.with_user(user).action_decide()
        self.assertFalse(self._told())
