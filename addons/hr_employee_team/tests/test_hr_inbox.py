from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

from ..core.inbox import Source


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10 04:00:00")
class TestHrInbox(BaseCommon):
    """Activities of the user as what waits, and languages, which only few may read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = new_test_user(cls.env, "reader", tz="Asia/Shanghai")
        cls.other = new_test_user(cls.env, "other")
        cls.partner = cls.env["res.partner"].create({"name": "Ann"})
        cls.today = fields.Date.to_date("2026-03-10")

    def setUp(self):
        super().setUp()
        model = self.env.registry["hr.inbox"]
        self.startPatcher(patch.object(model, "_sources", _sources))

    def _inbox(self, user=None):
        return self.env["hr.inbox"].with_user(user or self.user)

    def _activity(self, days=0, user=None):
        return self.partner.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=self.today + timedelta(days=days),
            summary=f"In {days}",
            user_id=(user or self.user).id,
        )

    def test_what_is_due_first_comes_first_and_says_whether_it_is_late(self):
        later, late, today = (self._activity(days) for days in (2, -1, 0))
        self._activity(user=self.other)
        inbox = self._inbox().get_inbox()
        self.assertEqual(inbox["count"], 3)
        [source] = inbox["sources"]
        self.assertEqual((source["key"], source["title"]), ("activity", "To do"))
        self.assertEqual(
            [(row["id"], row["is_late"]) for row in source["rows"]],
            [(late.id, True), (today.id, False), (later.id, False)],
        )
        self.assertEqual(source["rows"][0]["name"], "In -1")
        self.assertEqual(self._inbox().get_count(), {"count": 3, "is_used": True})

    def test_the_page_begins_with_what_is_due_first(self):
        sources = self.env.registry["hr.inbox"]._sources

        later, urgent = self._activity(5), self._activity(-3)

        def two(inbox):
            [source, *_others] = sources(inbox)
            return [
                replace(source, key="later", domain=[("id", "=", later.id)]),
                replace(source, key="urgent", domain=[("id", "=", urgent.id)]),
            ]

        with patch.object(self.env.registry["hr.inbox"], "_sources", two):
            found = self._inbox().get_inbox()["sources"]
        self.assertEqual([source["key"] for source in found], ["urgent", "later"])

    def test_nothing_waits(self):
        nothing = {"count": 0, "is_used": True}
        self.assertEqual(self._inbox().get_count(), nothing)
        self.assertEqual(self._inbox().get_inbox(), {**nothing, "sources": []})

    def test_many_are_counted_and_the_first_are_shown(self):
        for days in range(12):
            self._activity(days)
        [source] = self._inbox().get_inbox()["sources"]
        self.assertEqual((source["count"], len(source["rows"])), (12, 10))

    def test_queries_do_not_grow_with_what_waits(self):
        def count(method):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            getattr(self._inbox(), method)()
            return self.cr.sql_log_count - before

        self._activity()
        few = {method: count(method) for method in ("get_inbox", "get_count")}
        few = {method: count(method) for method in few}
        for days in range(9):
            self._activity(days)
        for method, queries in few.items():
            with self.subTest(method):
                self.assertLessEqual(count(method), queries + 1)

    def test_what_the_user_may_not_read_is_left_out(self):
        keys = [source.key for source in self._inbox()._readable_sources()]
        self.assertEqual(keys, ["activity"])
        self.assertFalse(self._inbox().action_open("rule"))
        admin = self._inbox(self.env.ref("base.user_admin"))
        keys = [source.key for source in admin._readable_sources()]
        self.assertEqual(keys, ["activity", "rule"])

    def test_nothing_waits_for_people_outside(self):
        portal = new_test_user(self.env, "outsider", groups="base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            with self.subTest(user=user.login):
                nothing = {"count": 0, "is_used": False}
                self.assertEqual(self._inbox(user).get_count(), nothing)
                self.assertEqual(
                    self._inbox(user).get_inbox(), {**nothing, "sources": []}
                )

    def test_everything_of_a_source_opens_as_a_list(self):
        mine = self._activity()
        self._activity(user=self.other)
        action = self._inbox().action_open("activity")
        self.assertEqual(
            (action["res_model"], action["name"]), ("mail.activity", "To do")
        )
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, mine)
        named = self._inbox(self.env.ref("base.user_admin")).action_open("rule")
        self.assertEqual(named["name"], "Rules")
        self.assertEqual(named["id"], self.env.ref("base.action_rule").id)

    # Several at once

    def _approve(self, ids, key="activity", method="action_done"):
        sources = self.env.registry["hr.inbox"]._sources

        def approving(inbox):
            return [
                replace(each, approve=method if each.key == key else "")
                for each in sources(inbox)
            ]

        with patch.object(self.env.registry["hr.inbox"], "_sources", approving):
            return self._inbox().approve(key, ids)

    def test_several_are_approved_at_once(self):
        three = [self._activity(days) for days in range(3)]
        answer = self._approve([three[0].id, three[2].id])
        self.assertEqual(answer, {"approved": 2, "refused": []})
        self.assertEqual(self._inbox().get_count()["count"], 1)

    def test_only_what_waits_for_the_user_is_approved(self):
        mine, other = self._activity(), self._activity(user=self.other)
        answer = self._approve([mine.id, other.id, 10**9])
        self.assertEqual(answer["approved"], 1)
        self.assertTrue(other.exists())

    def test_what_cannot_be_approved_stays_and_says_why(self):
        first, second = self._activity(), self._activity(1)
        activities = self.env.registry["mail.activity"]

        def approve(activity):
            if activity == first:
                raise UserError("Not this one.")  # pylint: disable=translation-required
            activity.unlink()

        self.startPatcher(
            patch.object(activities, "action_approve_x", approve, create=True)
        )
        answer = self._approve([first.id, second.id], method="action_approve_x")
        self.assertEqual(
            answer,
            {
                "approved": 1,
                "refused": [{"name": "In 0", "reason": "Not this one."}],
            },
        )
        self.assertTrue(first.exists())
        self.assertFalse(second.exists())

    def test_what_is_decided_one_by_one_is_not_approved_in_a_batch(self):
        mine = self._activity()
        for key in ("activity", "rule", "nothing"):
            with self.subTest(key), self.assertRaises(UserError):
                self._inbox().approve(key, mine.ids)


def _sources(self):
    return [
        Source(
            key="activity",
            title="To do",
            model="mail.activity",
            domain=[("user_id", "=", self.env.uid)],
            since="create_date",
            due="date_deadline",
        ),
        Source(
            key="rule",
            title="Rules",
            model="ir.rule",
            domain=[],
            action="base.action_rule",
        ),
    ]
