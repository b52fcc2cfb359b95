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

    def test_cs_1_5_nobody_objects_to_an_open_month(self):
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, MARCH)
        data = self.my_month()
        self.assertFalse(data["month"]["can_object"])
        self.assertFalse(data["cards"]["statements"])
