from odoo.tests import freeze_time, tagged

from .common import MARCH, CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestHrInbox(CloseCase):
    """CS-1.5: what a close asks waits for whom it asks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work(cls.people, MARCH)
        cls.period = cls.audit(MARCH)
        cls.month = cls.statement(cls.employee, MARCH)
        cls.me = cls.employee.user_id

    def _waiting(self, user):
        inbox = self.env["hr.inbox"].with_user(user).get_inbox()
        return {
            source["key"]: [row["id"] for row in source["rows"]]
            for source in inbox["sources"]
        }

    def test_cs_1_5_statements_wait_for_the_employee(self):
        self.assertEqual(self._waiting(self.me), {"attendance.month": self.month.ids})
        self.assertEqual(
            self._waiting(self.hr_officer), {"attendance.period": self.period.ids}
        )

    def test_cs_1_5_objections_wait_for_hr(self):
        objection = (
            self.env["attendance.objection"]
            .with_user(self.me)
            .create({"month_id": self.month.id, "reason": "I was there"})
        )
        expected = {
            "attendance.objection": objection.ids,
            "attendance.period": self.period.ids,
        }
        self.assertEqual(self._waiting(self.hr_officer), expected)
        self.assertEqual(self._waiting(self.me), {})

    def test_cs_1_5_questions_wait_for_the_department(self):
        question = self.env["attendance.period.question"].create(
            {
                "period_id": self.period.id,
                "department_id": self.department.id,
                "question": "Who was there?",
                "date_deadline": "2026-04-05",
            }
        )
        self.assertEqual(
            self._waiting(self.manager.user_id),
            {"attendance.period.question": question.ids},
        )

    def test_every_list_opens(self):
        inbox = self.env["hr.inbox"].with_user(self.hr_officer)
        for source in inbox._readable_sources():
            with self.subTest(source=source.key):
                action = inbox.action_open(source.key)
                self.assertEqual(action["res_model"], source.model)
