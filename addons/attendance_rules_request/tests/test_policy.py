from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase


@tagged("post_install", "-at_install")
class TestPolicy(AttendanceCase):
    """What a version says about requests."""

    def setUp(self):
        super().setUp()
        self.default = self.env.ref("attendance_rules.attendance_policy_default")

    def test_default_policy_has_the_figures_of_the_clauses(self):
        """CS-1.1, CS-1.2, CS-1.4"""
        self.assertEqual(self.default.overtime_day_warning, 3)
        self.assertEqual(self.default.overtime_month_warning, 36)
        self.assertEqual(self.default.correction_quota, 3)
        rules = {
            rule.leave_type_id.name: (rule.notice_days, rule.certificate_required)
            for rule in self.default.leave_rule_ids
        }
        self.assertEqual(rules[False], (1, False))
        self.assertEqual(rules["Paid Time Off"], (7, False))
        self.assertTrue(rules["Sick Time Off"][1])

    def test_contradictory_figures(self):
        for values, sentence in (
            ({"overtime_month_warning": 2}, "lower the daily"),
            ({"correction_quota": -1}, "cannot be less than 0"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                self.policy.write(values)

    def test_contradictory_leave_rule(self):
        with self.assertRaisesRegex(ValidationError, "none is required"):
            self.policy.leave_rule_ids[0].write(
                {"certificate_required": False, "certificate_days": 3}
            )

    def test_the_summary_follows_what_is_edited(self):
        """CS-1.7: what employees read and confirm is what counts."""
        before = self.policy.summary_html
        self.policy.correction_quota = 7
        self.assertNotEqual(self.policy.summary_html, before)
        self.assertIn("7 times a month", self.policy.summary_html)

    def test_the_summary_names_leave_certificate_and_overtime(self):
        """CS-1.1, CS-1.2: each follows what is edited, like every other figure."""
        self.policy.enforce_requests = True
        sick = self.leave_type("Sick")
        self.policy.leave_rule_ids = [
            Command.create(
                {
                    "leave_type_id": sick.id,
                    "certificate_required": True,
                    "notice_days": 0,
                }
            )
        ]
        rule = self.policy.leave_rule_ids.filtered(
            lambda rule: rule.leave_type_id == sick
        )
        for record, name, value, said in (
            (rule, "certificate_days", 9, "Sick: a certificate within 9 days"),
            (rule, "notice_days", 4, "Sick: asked for 4 days ahead, in an emergency"),
            (rule, "emergency_allowed", False, "Sick: asked for 4 days ahead."),
            (sick, "name", "Ill", "Ill: asked for 4 days ahead."),
            (self.policy, "overtime_rate_holiday", 3.5, "3.5 times on holidays"),
        ):
            self.assertNotIn(said, self.policy.summary_html)
            record[name] = value
            self.assertIn(said, self.policy.summary_html)
