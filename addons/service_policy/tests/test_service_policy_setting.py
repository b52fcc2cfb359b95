from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicySetting(PolicyCase):
    """A figure of the settings carries a clause out, and is compared with it."""

    figure = "hr_presence_control_email_amount"

    def setUp(self):
        super().setUp()
        self.company[self.figure] = 3
        self.version = self.policy._draft()
        self.clause = self.env["service.policy.clause"].create(
            {
                "version_id": self.version.id,
                "number": "HOW-1",
                "name": "Presence",
                "text": "Who has sent 3 e-mails a day is there.",
            }
        )
        self.carrier = self._register()

    def _register(self, **values):
        return (
            self.env["service.policy.carrier"]
            .with_user(self.manager)
            .create(
                {
                    "policy_id": self.policy.id,
                    "number": "HOW-1",
                    "kind": "setting",
                    "name": "E-mails of a day",
                    "figure_model": "res.company",
                    "figure_field": self.figure,
                    "figure_unit": "count",
                    "figure_per": "day",
                    **values,
                }
            )
        )

    def _drifts(self, user=None):
        return (
            self.env["service.policy.drift"]
            .with_user(user or self.manager)
            .search([("policy_id", "=", self.policy.id), ("state", "=", "open")])
        )

    def test_an_edited_setting_differs_until_it_agrees_again(self):
        self.assertFalse(self._drifts())
        self.company[self.figure] = 5
        drift = self._drifts()
        self.assertEqual(drift.res_model, "service.policy.carrier")
        self.assertIn("“3 e-mails a day”", drift.sentence)
        self.assertIn("“E-mails of a day” says 5", drift.sentence)
        self.assertEqual(self.carrier.figure_drift, drift.sentence)
        self.company[self.figure] = 3
        self.assertFalse(self._drifts())

    def test_an_edited_wording_differs_from_the_setting(self):
        self.clause.text = "Who has sent 7 e-mails a day is there."
        self.assertIn("“7 e-mails a day”", self._drifts().sentence)

    def test_another_company_has_no_part_in_it(self):
        self.env["res.company"].create({"name": "Other"})[self.figure] = 9
        self.assertFalse(self._drifts())
        other = self.env["res.company"].create({"name": "Third"})
        other[self.figure] = 8
        other.service_policy_ids = self.policy
        drift = self.env["service.policy.drift"].search(
            [("policy_id", "=", self.policy.id), ("company_id", "=", other.id)]
        )
        self.assertIn("says 8", drift.sentence)
        self.assertIn("Third", drift.sentence)
        self.assertFalse(self._drifts(), "not for who may not read that company")
        self.assertEqual(self.carrier.with_user(self.manager).figure_drift, "")
        self.manager.company_ids += other
        both = self.company + other
        shown = drift.with_user(self.manager).with_context(allowed_company_ids=both.ids)
        self.assertIn("says 8", shown.sentence)

    def test_each_company_is_compared_by_itself(self):
        """The figure of one does not hide that another one differs."""
        other = self.env["res.company"].create({"name": "Third"})
        other[self.figure] = 3
        other.service_policy_ids = self.policy
        self.assertFalse(self._drifts())
        self.company[self.figure] = 6
        self.assertEqual(self._drifts().company_id, self.company)

    def test_what_is_gone_or_bound_elsewhere_differs_no_more(self):
        self.company[self.figure] = 5
        self.carrier.number = "HOW-2"
        self.assertFalse(self._drifts())
        self.carrier.number = "HOW-1"
        self.assertTrue(self._drifts())
        self.carrier.unlink()
        self.assertFalse(self._drifts())

    def test_only_figures_that_one_may_read_are_registered(self):
        for values in (
            {"figure_model": "res.users"},
            {"figure_field": "name"},
            {"figure_field": "no_such_field"},
            {"figure_unit": False},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self._register(**values)

    def test_staff_see_the_figure_beside_the_clause(self):
        self.version.action_publish()
        page = self.version.with_user(self.ann.user_id).page_html
        self.assertIn("E-mails of a day", page)
