from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicyClause(PolicyCase):
    """Clauses are reviewed by whoever answers for them (CS-3.5)."""

    def setUp(self):
        super().setUp()
        with freeze_time("2026-03-02 09:00:00"):
            draft = self.policy._draft()
            self.clause = self.env["service.policy.clause"].create(
                {
                    "version_id": draft.id,
                    "number": "HOW-1",
                    "name": "Answer",
                    "text": "We answer within 1 hour.",
                    "owner_id": self.ann.user_id.id,
                }
            )
            draft.action_publish()

    def _messages(self):
        return self.env["mail.message"].search(
            [
                ("model", "=", "service.policy"),
                ("res_id", "=", self.policy.id),
                ("subject", "=", "Clauses to review"),
            ]
        )

    def test_cs_3_5_a_review_is_due_some_months_after_the_day_in_force(self):
        self.assertEqual(self.clause.review_date, date(2027, 3, 2))

    def test_cs_3_5_who_answers_for_a_clause_is_reminded_once(self):
        for day, count in (("2027-03-01", 0), ("2027-03-02", 1), ("2027-03-03", 1)):
            with freeze_time(f"{day} 09:00:00"):
                self.env["service.policy.clause"]._cron_remind()
            self.assertEqual(len(self._messages()), count, day)
        self.assertEqual(
            self._messages().notified_partner_ids, self.ann.user_id.partner_id
        )

    def test_cs_3_5_it_waits_in_the_inbox_until_it_is_reviewed(self):
        mine = self.clause.with_user(self.ann.user_id)
        inbox = self.env["hr.inbox"].with_user(self.ann.user_id)
        with freeze_time("2027-03-02 09:00:00"):
            self.env.invalidate_all()
            self.assertEqual(inbox.get_count()["count"], 1)
            with self.assertRaises(UserError):
                self.clause.with_user(self.bob.user_id).action_reviewed()
            mine.action_reviewed()
            self.assertEqual(inbox.get_count()["count"], 0)
            with self.assertRaises(UserError):
                mine.action_reviewed()
        self.assertEqual(self.clause.review_date, date(2028, 3, 2))
