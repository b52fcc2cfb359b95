from odoo.exceptions import ValidationError
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

    def test_the_summary_follows_what_is_edited(self):
        """CS-1.7: what employees read and confirm is what counts."""
        before = self.policy.summary_html
        self.policy.correction_quota = 7
        self.assertNotEqual(self.policy.summary_html, before)
        self.assertIn("7 times a month", self.policy.summary_html)
