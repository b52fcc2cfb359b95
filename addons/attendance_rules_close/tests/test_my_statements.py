from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import MARCH, CloseCase


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestMyStatements(CloseCase):
    """Statements that wait for the reader's answer, on the reader's own page."""

    def test_cs_1_5_an_audited_statement_waits_for_the_answer(self):
        self.work(self.people, MARCH)
        self.audit(MARCH)
        data = self.my_month()
        statement = self.statement(self.employee, MARCH)
        self.assertEqual(
            [row["id"] for row in data["cards"]["statements"]], statement.ids
        )
        self.assertTrue(data["month"]["can_object"])
        statement.with_user(self.employee.user_id).action_confirm()
        self.assertFalse(self.my_month()["cards"]["statements"])

    def _object(self):
        self.work(self.people, MARCH)
        self.audit(MARCH)
        self.company.attendance_answer_days = 4
        objections = self.env["attendance.objection"].with_user(self.employee.user_id)
        return objections.create(
            {
                "month_id": self.statement(self.employee, MARCH).id,
                "reason": "I was there",
                "answer_deadline": "2030-01-01",
            }
        )

    def test_cs_1_5_an_objection_is_seen_with_the_day_of_the_answer(self):
        objection = self._object()
        [card] = self.my_month()["cards"]["objections"]
        self.assertEqual((card["id"], card["reason"]), (objection.id, "I was there"))
        self.assertIn("HR answers until 04/06/2026", card["text"])
        self.assertFalse(
            self.my_month(self.colleague_with_user())["cards"]["objections"]
        )
        objection.sudo().answer = "The door says otherwise."
        objection.with_user(self.hr_officer).action_decline()
        [card] = self.my_month()["cards"]["objections"]
        self.assertEqual(card["answer"], "The door says otherwise.")
        self.assertIn("declined", card["text"])

    def colleague_with_user(self):
        self.colleague.user_id = self._create_user("colleague")
        return self.colleague

    def test_cs_1_5_an_objection_is_taken_back_until_it_is_answered(self):
        objection = self._object()
        statement = self.statement(self.employee, MARCH)
        with self.assertRaises(AccessError):
            objection.with_user(self.manager.user_id).action_withdraw()
        objection.with_user(self.employee.user_id).action_withdraw()
        self.assertFalse(objection.exists())
        self.assertEqual(statement.confirmation, "waiting")
        self.assertEqual(
            [row["id"] for row in self.my_month()["cards"]["statements"]], statement.ids
        )

    def test_cs_1_5_an_answered_objection_stays(self):
        objection = self._object()
        objection.sudo().answer = "Right."
        objection.with_user(self.hr_officer).action_uphold()
        with self.assertRaises(UserError):
            objection.with_user(self.employee.user_id).action_withdraw()

    def test_cs_1_5_nobody_objects_to_an_open_month(self):
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, MARCH)
        data = self.my_month()
        self.assertFalse(data["month"]["can_object"])
        self.assertFalse(data["cards"]["statements"])
