from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicyVersion(PolicyCase):
    """A policy changes by versions; what is published stays as it was."""

    def setUp(self):
        super().setUp()
        self.mine = self.policy.with_user(self.manager)

    def _draft(self, *clauses):
        draft = self.mine._draft()
        for number, text in clauses:
            self.env["service.policy.clause"].with_user(self.manager).create(
                {
                    "version_id": draft.id,
                    "number": number,
                    "name": f"Title of {number}",
                    "text": text,
                }
            )
        return draft

    def _publish(self, *clauses, day="2026-03-02"):
        with freeze_time(f"{day} 09:00:00"):
            draft = self._draft(*clauses)
            draft.action_publish()
        return draft

    def test_a_version_comes_into_force_when_it_is_published(self):
        self.assertFalse(self.policy.version_id, "as before there were versions")
        first = self._publish(("HOW-1", "We answer within 1 hour."))
        self.assertEqual(self.policy.version_id, first)
        self.assertEqual(first.state, "published")
        self.assertEqual(first.date_from, date(2026, 3, 2))
        self.assertEqual(first.published_by_id, self.manager)

    def test_a_draft_begins_as_a_copy_and_replaces_what_was_in_force(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        first = self._draft(("HOW-1", "We answer within 1 hour."))
        first.clause_ids.with_context(lang="zh_CN").text = "一小时内答复。"
        first.action_publish()
        draft = self.mine._draft()
        self.assertEqual(draft, self.mine._draft(), "there is one at a time")
        self.assertEqual((draft.number, draft.replaces_id), (2, first))
        clause = draft.clause_ids
        self.assertEqual(clause.number, "HOW-1")
        self.assertEqual(clause.with_context(lang="zh_CN").text, "一小时内答复。")
        clause.text = "We answer within 2 hours."
        self.assertEqual(first.clause_ids.text, "We answer within 1 hour.")
        draft.action_publish()
        self.assertEqual(first.state, "superseded")
        self.assertEqual(self.policy.version_id, draft)

    def test_a_version_waits_for_its_day(self):
        first = self._publish(("HOW-1", "We answer within 1 hour."))
        with freeze_time("2026-03-03 09:00:00"):
            draft = self._draft()
            draft.date_from = "2026-04-01"
            draft.action_publish()
            self.assertEqual(draft.state, "scheduled")
            with self.assertRaises(UserError):
                self.mine._draft()
        versions = self.env["service.policy.version"]
        for day, state in (("2026-03-31", "scheduled"), ("2026-04-01", "published")):
            with freeze_time(f"{day} 09:00:00"):
                versions._cron_come_into_force()
            self.assertEqual(draft.state, state)
        self.assertEqual(first.state, "superseded")

    def test_what_is_published_is_not_changed_by_any_door(self):
        version = self._publish(("HOW-1", "We answer within 1 hour."))
        clause = version.clause_ids.with_user(self.manager)
        forbidden = (
            lambda: clause.write({"text": "We answer some day."}),
            lambda: clause.update_field_translations("text", {"en_US": "Some day."}),
            lambda: clause.unlink(),
            lambda: clause.copy({"number": "HOW-2"}),
            lambda: version.with_user(self.manager).unlink(),
            lambda: version.with_user(self.manager).write({"date_from": "2020-01-01"}),
        )
        for attempt in forbidden:
            with self.assertRaises(UserError):
                attempt()
        clause.review_date = "2027-01-01"

    def test_changes_are_told_in_words(self):
        self._publish(("HOW-1", "We answer within 1 hour."), ("HOW-2", "Politely."))
        draft = self._draft(("HOW-3", "In the customer's language."))
        draft.clause_ids.filtered(
            lambda c: c.number == "HOW-1"
        ).text = "We answer within 2 hours."
        draft.clause_ids.filtered(lambda c: c.number == "HOW-2").unlink()
        self.assertEqual(
            draft._changes(),
            [
                "Reworded: HOW-1 Title of HOW-1",
                "New: HOW-3 Title of HOW-3",
                "Removed: HOW-2 Title of HOW-2",
            ],
        )
        self.assertIn("<del>1</del><ins>2</ins>", draft.changes_html)
        self.assertIn("<ins>hours</ins>", draft.changes_html)

    def test_staff_read_what_is_published_and_write_nothing(self):
        version = self._publish(("HOW-1", "We answer within 1 hour."))
        draft = self._draft()
        ann = self.ann.user_id
        mine = version.with_user(ann)
        self.assertEqual(mine.clause_ids.text, "We answer within 1 hour.")
        self.assertIn("HOW-1", mine.page_html)
        for model in ("service.policy.version", "service.policy.clause"):
            found = self.env[model].with_user(ann).search([])
            self.assertFalse(
                found & (draft if "version" in model else draft.clause_ids)
            )
        with self.assertRaises(AccessError):
            draft.with_user(ann).read(["number"])
        with self.assertRaises(AccessError):
            mine.clause_ids.owner_id = ann
        with self.assertRaises(AccessError):
            self.policy.with_user(ann).action_draft()

    def test_other_companies_do_not_see_it(self):
        version = self._publish(("HOW-1", "We answer within 1 hour."))
        stranger = self._user("stranger", "service_policy.service_policy_group_manager")
        house = self.env["res.company"].create({"name": "Other House"})
        stranger.write({"company_ids": [(6, 0, house.ids)], "company_id": house.id})
        for records in (version, version.clause_ids):
            found = records.with_user(stranger).search([("id", "in", records.ids)])
            self.assertFalse(found)
