from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..core.carrier import Carrier
from ..core.figures import AT_MOST, Figure
from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicyDrift(PolicyCase):
    """What is written and what is done are compared whenever one of them changes."""

    def setUp(self):
        super().setUp()
        self.hours = 24
        cls = type(self.env["service.policy.carrier"])
        self.startPatcher(patch.object(cls, "_carriers", self._carriers))
        self.version = self.policy.with_user(self.manager)._draft()

    def _carriers(self, policies):
        """A rule that says so many hours, which the test may change."""
        return [
            Carrier(
                policy=self.policy.id,
                number="HOW-1",
                kind="rule",
                name="Answered",
                model="res.partner",
                res_id=self.env.user.partner_id.id,
                figures=(Figure(self.hours, self.hours, "hour", AT_MOST),),
                open=3,
                broken=1,
            )
        ]

    def _clause(self, text="We answer within 24 hours."):
        return (
            self.env["service.policy.clause"]
            .with_user(self.manager)
            .create(
                {
                    "version_id": self.version.id,
                    "number": "HOW-1",
                    "name": "Answer",
                    "text": text,
                }
            )
        )

    def _drifts(self, *states):
        return (
            self.env["service.policy.drift"]
            .with_user(self.manager)
            .search(
                [
                    ("version_id", "=", self.version.id),
                    ("state", "in", states or ["open"]),
                ]
            )
        )

    def test_equal_figures_do_not_differ(self):
        self._clause("We answer within one day.")
        self.assertFalse(self._drifts())

    def test_an_edited_wording_differs_until_it_agrees_again(self):
        clause = self._clause()
        clause.text = "We answer within 2 days."
        drift = self._drifts()
        self.assertEqual(
            drift.sentence, "HOW-1 says “2 days”, “Answered” says 24 hours."
        )
        self.assertIn("2 days", self.version.page_html)
        self.assertIn(drift.sentence, self.version.page_html)
        clause.text = "We answer within one day, politely."
        self.assertFalse(self._drifts())
        self.assertEqual(drift.state, "gone")

    def test_a_figure_that_changes_is_found_too(self):
        self._clause()
        self.hours = 48
        self.env["service.policy.drift"]._compare(self.policy)
        self.assertIn("48 hours", self._drifts().sentence)

    def test_every_language_is_compared(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clause = self._clause()
        clause.with_context(lang="zh_CN").text = "两天内答复。"
        drift = self._drifts()
        self.assertEqual(drift.texts, {"zh_CN": "两天"})
        self.assertEqual(drift.with_context(lang="zh_CN").text_words, "两天")
        self.assertEqual(drift.text_words, "两天 (Chinese (Simplified, China))")
        self.assertIn("HOW-1 (Chinese (Simplified, China)) says “两天”", drift.sentence)

    def test_one_difference_in_two_languages_is_one_in_the_readers_words(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clause = self._clause("We answer within 2 days.")
        clause.with_context(lang="zh_CN").text = "两天内答复。"
        drift = self._drifts()
        self.assertEqual(drift.text_words, "2 days")
        self.assertEqual(drift.with_context(lang="zh_CN").text_words, "两天")
        self.assertIn("“两天”", drift.with_context(lang="zh_CN").sentence)
        clause.text = "We answer within one day."
        self.assertEqual(self._drifts(), drift, "the other wording differs still")
        self.assertEqual(drift.texts, {"zh_CN": "两天"})

    def test_somebody_decides_with_a_reason_and_it_is_kept(self):
        clause = self._clause("We answer within 2 days.")
        drift = self._drifts()
        with self.assertRaises(UserError):
            drift.action_decide()
        drift.write({"decision": "meant", "reason": "We promise less than we do."})
        drift.action_decide()
        self.assertEqual(drift.state, "decided")
        self.assertEqual(drift.decided_by_id, self.manager)
        with self.assertRaises(UserError):
            drift.reason = "Another one."
        clause.name = "Answering"
        clause.text = "Politely, we answer within 2 days."
        self.assertFalse(self._drifts(), "it is the same difference")

    def test_figures_that_nothing_carries_out_stand_on_the_page(self):
        clause = self._clause()
        self.assertNotIn("Figures that nothing here has", self.version.page_html)
        clause.text = "We answer within 24 hours, and meet twice a year."
        self.version.invalidate_recordset(["page_html"])  # as the next request
        self.assertFalse(self._drifts(), "people may do it")
        self.assertIn("Figures that nothing here has", self.version.page_html)
        self.assertIn(">twice a year<", self.version.page_html)
        self.assertNotIn(">24 hours<", self.version.page_html)
        self.version.with_user(self.manager).action_publish()
        mine = self.version.with_user(self.ann.user_id)
        self.assertNotIn(">twice a year<", mine.page_html)

    def test_staff_do_not_see_differences(self):
        self._clause("We answer within 2 days.")
        self.version.with_user(self.manager).action_publish()
        mine = self.version.with_user(self.ann.user_id)
        self.assertNotIn("alert-warning", mine.page_html)
        self.assertIn("Answered", mine.page_html)
        with self.assertRaises(AccessError):
            self._drifts().with_user(self.ann.user_id).read(["number"])

    def test_the_page_asks_so_many_queries_for_any_number_of_clauses(self):
        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.version.with_user(self.manager).page_html  # noqa: B018
            return self.env.cr.sql_log_count - before

        self._clause()
        count()
        few = count()
        self.env["service.policy.clause"].create(
            [
                {
                    "version_id": self.version.id,
                    "number": f"HOW-{number}",
                    "name": "Another",
                    "text": "We answer within 1 hour.",
                    "owner_id": self.env.user.id,
                }
                for number in range(2, 101)
            ]
        )
        count()
        self.assertLessEqual(count() - few, 2)
