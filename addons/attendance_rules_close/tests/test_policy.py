from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.common import AttendanceCase


@tagged("post_install", "-at_install")
class TestPolicy(AttendanceCase):
    """What a version says about rewards."""

    def setUp(self):
        super().setUp()
        self.default = self.env.ref("attendance_rules.attendance_policy_default")

    def test_default_policy_has_the_figures_of_the_clauses(self):
        """CS-1.6"""
        self.assertEqual(self.default.streak_months, 3)
        self.assertEqual(self.default.streak_mode, "consuming")
        self.assertEqual(self.default.bonus_amount, 500)
        self.assertEqual(self.default.award_max_incidents, 12)

    def test_contradictory_figures(self):
        for values, sentence in (
            ({"bonus_amount": -1}, "cannot be less than 0"),
            ({"streak_months": 25}, "between 0 and 24"),
        ):
            with (
                self.assertRaisesRegex(ValidationError, sentence),
                self.env.cr.savepoint(),
            ):
                self.policy.write(values)

    def test_the_summary_follows_what_is_edited(self):
        """CS-1.7: what employees read and confirm is what counts."""
        self.policy.streak_months = 5
        self.assertIn("5 months of full attendance", self.policy.summary_html)
