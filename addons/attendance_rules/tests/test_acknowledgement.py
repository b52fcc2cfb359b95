from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common_acknowledgement import AcknowledgementCase


@tagged("post_install", "-at_install")
class TestAcknowledgement(AcknowledgementCase):
    """Who is told of the rules, and who confirms them."""

    def test_cs_1_7_without_the_setting_everything_counts(self):
        self.policy.acknowledgement_required = False
        self.assertEqual(self._deduction(), 150)

    def test_cs_1_7_everybody_is_told_once(self):
        first = self._ask("2026-03-02")
        self.assertTrue(first)
        self.assertFalse(self._ask("2026-03-03"))
        newcomer = self._create_employee("Newcomer")
        rows = self.env["attendance.acknowledgement"]._ask(self.policy)
        self.assertEqual(rows.employee_id, newcomer)

    def test_cs_1_7_the_job_tells_of_the_version_in_force_only(self):
        old = self.policy.copy({"date_from": "2025-01-01", "state": "published"})
        with freeze_time("2026-03-02 02:00:00"):
            self.env["attendance.acknowledgement"]._cron_ask()
        told = self.env["attendance.acknowledgement"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertIn(self.policy, told.policy_id)
        self.assertNotIn(old, told.policy_id)

    def test_cs_1_7_nobody_reads_shared_rules_where_the_company_has_its_own(self):
        shared = self.env.ref("attendance_rules.attendance_policy_default")
        self.assertFalse(shared.company_id)
        elsewhere = self.env["hr.employee"].create(
            {
                "name": "Elsewhere",
                "company_id": self.env["res.company"].create({"name": "Far"}).id,
            }
        )
        rows = self.env["attendance.acknowledgement"]._ask(shared)
        self.assertIn(elsewhere, rows.employee_id)
        self.assertNotIn(self.employee, rows.employee_id)

    def test_cs_1_7_nobody_confirms_for_somebody_else_but_hr(self):
        row = self._ask("2026-03-02")
        with self.assertRaises(AccessError):
            row.with_user(self.manager.user_id).sudo().with_user(
                self.manager.user_id
            ).action_confirm()
        row.with_user(self.hr_officer).action_confirm()
        self.assertEqual(row.confirmed_by_id, self.hr_officer)

    def test_cs_1_7_the_first_confirmation_stays(self):
        row = self._ask("2026-03-02")
        with freeze_time("2026-03-04 02:00:00"):
            row.with_user(self.employee.user_id).action_confirm()
        with freeze_time("2026-03-20 02:00:00"):
            row.with_user(self.employee.user_id).action_confirm()
        self.assertEqual(row.confirmed_at.date(), date(2026, 3, 4))

    def test_cs_1_7_the_share_of_readers_stands_beside_the_version(self):
        row = self._ask("2026-03-02")
        row.with_user(self.employee.user_id).action_confirm()
        self.policy.invalidate_recordset()
        total = self.policy.acknowledgement_count
        self.assertEqual(self.policy.acknowledged_share, round(100 / total))

    def test_cs_1_7_the_rules_are_told_in_sentences(self):
        summary = str(self.policy.summary_html)
        self.assertIn("The first incident of a month costs nothing.", summary)
        self.assertIn("20% of its wage", summary)
