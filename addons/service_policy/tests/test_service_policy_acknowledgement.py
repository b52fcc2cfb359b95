from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .common import PolicyCase


@tagged("post_install", "-at_install")
class TestServicePolicyAcknowledgement(PolicyCase):
    """All staff read the policy and confirm it (SM-8.1)."""

    def _ask(self, day="2026-03-02"):
        with freeze_time(f"{day} 09:00:00"):
            self.rows._cron_ask()
        return self.rows.search([("policy_id", "=", self.policy.id)])

    def test_sm_8_1_everybody_is_told_once_and_has_time_to_read(self):
        rows = self._ask()
        self.assertEqual(rows.employee_id, self.ann + self.bob)
        self.assertEqual(set(rows.mapped("deadline")), {date(2026, 3, 9)})
        self.assertEqual(self._ask("2026-03-03"), rows)

    def test_sm_8_1_who_joins_later_is_told_too(self):
        before = self._ask()
        newcomer = self._employee("newcomer")
        joined = self._ask("2026-03-20") - before
        self.assertEqual(joined.employee_id, newcomer)
        self.assertEqual(joined.deadline, date(2026, 3, 27))

    def test_sm_8_1_only_where_the_policy_is_in_force_and_asks_for_it(self):
        elsewhere = self.env["hr.employee"].create({"name": "Elsewhere"})
        self.assertNotIn(elsewhere, self._ask().employee_id)
        self.policy.acknowledgement_required = False
        self._employee("newcomer")
        self.assertEqual(len(self._ask("2026-03-03")), 2)

    def test_what_comes_from_the_mixin_speaks_the_languages_of_the_mixin(self):
        early, late = (
            self.env["ir.model.fields.selection"].search(
                [("field_id.model", "=", model), ("value", "=", "waiting")]
            )
            for model in ("service.acknowledgement.mixin", self.rows._name)
        )
        cr = self.env.cr
        name = "UPDATE ir_model_fields_selection SET name = %s WHERE id = %s"
        cr.execute(name, ['{"en_US": "To read", "zh_CN": "待阅读"}', early.id])
        cr.execute(name, ['{"en_US": "To read"}', late.id])
        late._reflect_selections([self.rows._name])
        words = "SELECT name->>'zh_CN' FROM ir_model_fields_selection WHERE id = %s"
        cr.execute(words, [late.id])
        self.assertEqual(cr.fetchone()[0], "待阅读")

    def test_sm_8_1_each_is_written_to_in_the_own_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.bob.user_id.lang = "zh_CN"
        self.policy.with_context(lang="zh_CN").name = "答复办法"
        self._ask()
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "service.policy"),
                ("res_id", "=", self.policy.id),
                ("message_type", "=", "user_notification"),
            ]
        )
        partners = messages.notified_partner_ids
        self.assertEqual(partners, (self.ann + self.bob).user_id.partner_id)
        chinese = messages.filtered(
            lambda m: m.notified_partner_ids == self.bob.user_id.partner_id
        )
        self.assertIn("答复办法", chinese.body)
        self.assertIn("/odoo/my-policies", chinese.body)

    def test_sm_8_1_the_employee_confirms_and_the_first_time_stays(self):
        row = self._ask().filtered(lambda r: r.employee_id == self.ann)
        mine = row.with_user(self.ann.user_id)
        self.assertTrue(mine.is_mine)
        for day in ("2026-03-04", "2026-03-05"):
            with freeze_time(f"{day} 09:00:00"):
                mine.action_confirm()
        self.assertEqual(row.state, "confirmed")
        self.assertEqual(row.confirmed_at.date(), date(2026, 3, 4))
        self.assertEqual(row.confirmed_by_id, self.ann.user_id)

    def test_sm_8_1_administrators_and_hr_note_a_signature_on_paper(self):
        officer = self._user("officer", "hr.group_hr_user")
        rows = self._ask()
        for row, user in zip(rows, (officer, self.manager), strict=True):
            row.with_user(user).action_confirm()
            self.assertEqual(row.confirmed_by_id, user)

    def test_sm_8_1_nobody_else_confirms_for_somebody(self):
        row = self._ask().filtered(lambda r: r.employee_id == self.ann)
        with self.assertRaises(AccessError):
            row.sudo().with_user(self.bob.user_id).sudo(False).action_confirm()
        self.assertEqual(row.state, "waiting")

    def test_sm_8_1_everybody_sees_the_own_ones_only(self):
        self._ask()
        for user, count in ((self.ann.user_id, 1), (self.manager, 2)):
            found = self.rows.with_user(user).search_count(
                [("policy_id", "=", self.policy.id)]
            )
            self.assertEqual(found, count, user.login)

    def test_sm_8_1_nobody_writes_a_confirmation_by_hand(self):
        row = self._ask()[0]
        for user in (self.ann.user_id, self.manager):
            with self.assertRaises(AccessError):
                row.with_user(user).confirmed_at = "2026-03-02 09:00:00"

    def test_sm_8_1_the_share_of_readers_stands_beside_the_policy(self):
        self.assertEqual(self.policy.acknowledged_share, 0)
        rows = self._ask()
        rows[0].with_user(self.manager).action_confirm()
        self.policy.invalidate_recordset()
        self.assertEqual(self.policy.acknowledgement_count, 2)
        self.assertEqual(self.policy.acknowledged_share, 50)

    def test_sm_8_1_an_administrator_asks_at_once(self):
        self.policy.with_user(self.manager).action_ask_to_read()
        told = self.rows.search([("policy_id", "=", self.policy.id)])
        self.assertEqual(told.employee_id, self.ann + self.bob)

    def test_sm_8_1_what_is_not_read_waits_in_the_inbox(self):
        row = self._ask().filtered(lambda r: r.employee_id == self.ann)
        inbox = self.env["hr.inbox"].with_user(self.ann.user_id)
        [source] = inbox.get_inbox()["sources"]
        self.assertEqual([each["id"] for each in source["rows"]], row.ids)
        self.assertEqual(
            inbox.action_open(source["key"])["name"], "Policies for you to read"
        )
        row.with_user(self.ann.user_id).action_confirm()
        self.assertEqual(inbox.get_count()["count"], 0)

    def test_sm_8_1_each_version_is_read_and_confirmed_anew(self):
        versions = []
        for day in ("2026-03-02", "2026-04-02"):
            with freeze_time(f"{day} 09:00:00"):
                draft = self.policy._draft()
                if not draft.clause_ids:
                    self.env["service.policy.clause"].create(
                        {
                            "version_id": draft.id,
                            "number": "HOW-1",
                            "name": "Answer",
                            "text": "We answer within 1 hour.",
                        }
                    )
                draft.action_publish()
                versions.append(draft)
            rows = self._ask(day)
            mine = rows.filtered(
                lambda r, v=draft: r.version_id == v and r.employee_id == self.ann
            )
            self.assertEqual(mine.state, "waiting")
            self.assertIn("within 1 hour", mine.version_text)
            mine.with_user(self.ann.user_id).action_confirm()
        self.assertEqual(len(rows), 4, "two people, two versions")
        states = rows.grouped("version_id")
        first = {row.employee_id: row.state for row in states[versions[0]]}
        self.assertEqual(first, {self.ann: "confirmed", self.bob: "replaced"})
        self.policy.invalidate_recordset()
        self.assertEqual(self.policy.acknowledged_share, 50, "of the present version")
