from datetime import date

from odoo.tests import freeze_time, tagged

from odoo.addons.attendance_rules.tests.common import MARCH
from odoo.addons.attendance_rules.tests.common_acknowledgement import (
    DAYS,
    AcknowledgementCase,
)


@tagged("post_install", "-at_install")
class TestAcknowledgement(AcknowledgementCase):
    """Nothing is deducted from who could not read the rules yet."""

    def test_cs_1_7_nothing_is_deducted_from_whom_nobody_has_told(self):
        self.assertEqual(self._deduction(), 0)
        statement = self.statement(self.employee, MARCH)
        self.assertEqual(statement.late_count, 4, "Judged all the same.")
        self.assertEqual(statement.pay_lines[-1][0], "not_read")

    def test_cs_1_7_after_the_deadline_the_rules_apply_read_or_not(self):
        row = self._ask("2026-03-09")
        self.assertEqual(row.deadline, date(2026, 3, 16))
        self.assertEqual(self._deduction(), 100, "The 17th and the 19th.")

    def test_cs_1_7_on_the_deadline_itself_nothing_is_deducted(self):
        self.assertEqual(self._ask("2026-03-10").deadline, DAYS[2])
        self.assertEqual(self._deduction(), 50, "The 19th only.")

    def test_cs_1_7_who_has_confirmed_is_held_to_the_rules_at_once(self):
        row = self._ask("2026-03-02")
        with freeze_time("2026-03-04 02:00:00"):
            row.with_user(self.employee.user_id).action_confirm()
        self.assertEqual(row.confirmed_by_id, self.employee.user_id)
        self.assertEqual(self._deduction(), 150)
        self.assertEqual(self._deduction(self.colleague), 100)

    def test_cs_1_7_the_bonus_is_told_in_a_sentence(self):
        summary = str(self.policy.summary_html)
        self.assertIn("3 months of full attendance in a row earn", summary)
