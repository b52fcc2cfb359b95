from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import FollowUpCase


@tagged("post_install", "-at_install")
class TestServiceAction(FollowUpCase):
    """From what was agreed to whether it has helped."""

    def test_sm_4_3_an_action_is_done_by_the_agreed_date(self):
        action = self._create_action()
        promise = self._promises(action)
        self.assertEqual(promise.rule_id.policy_ref, "SM-4.3")
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-06 15:59:59"))
        self.assertEqual(promise.user_id, self.employee.user_id)
        self._go("2026-03-05 01:00:00")
        self._step(action, self.employee.user_id, "done", "Changed the lock")
        self.assertEqual(promise.state, "met")
        self.assertEqual(action.state, "done")
        self.assertEqual(action.result, "Changed the lock")

    def test_sm_4_3_an_effect_is_checked_by_somebody_else(self):
        action = self._create_action()
        self.assertEqual(action.verifier_id, self.asker)
        self._step(action, self.employee.user_id, "done")
        self.assertEqual(action.check_date, date(2026, 3, 16))
        self.assertFalse(action.is_over)
        check = self._promises(action).filtered(lambda one: one.is_open)
        self.assertEqual(check.promise_id.code, "follow_up_checked")
        self.assertEqual(check.user_id, self.asker)
        with self.assertRaises(AccessError):
            self._step(action, self.employee.user_id, "effective")
        self._go("2026-03-17 01:00:00")
        self._step(action, self.asker, "effective")
        self.assertEqual((action.state, check.state), ("effective", "met"))
        self.assertTrue(action.is_over)

    def test_cm_4_3_an_agreed_item_is_followed_until_it_is_done(self):
        self.sm.company_ids = False
        policy = self.env.ref("service_policy.service_policy_cm")
        policy.company_ids = self.company
        policy.rule_ids.date_from = policy.adoption_ids.since = "2020-01-01"
        kind = self.env.ref("service_follow_up.service_action_kind_agreed")
        action = self._create_action(kind_id=kind.id)
        promise = self._promises(action)
        self.assertEqual(promise.rule_id.policy_ref, "CM-4.3")
        self._step(action, self.employee.user_id, "done")
        self.assertTrue(action.is_over, "nobody has to look whether it helped")

    def test_sa_7_what_is_found_is_followed_up_until_it_is_corrected(self):
        self.sm.company_ids = False
        policy = self.env.ref("service_policy.service_policy_sa")
        policy.company_ids = self.company
        policy.rule_ids.date_from = policy.adoption_ids.since = "2020-01-01"
        self.assertEqual(
            self._promises(self._create_action()).rule_id.policy_ref, "SA-7"
        )

    def test_what_has_not_helped_is_done_again_under_a_new_promise(self):
        action = self._create_action()
        self._step(action, self.employee.user_id, "done")
        self._step(action, self.asker, "not_effective", "It leaks again")
        self.assertEqual(action.state, "not_effective")
        self.assertTrue(action.is_over)
        with self.assertRaisesRegex(UserError, "until when"):
            self._step(action, self.asker, "again")
        self._step(action, self.asker, "again", date_due="2026-03-20")
        self.assertEqual(action.state, "open")
        promise = self._promises(action).filtered("is_open")
        self.assertEqual(promise.cycle, 2)
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-20 15:59:59"))

    def test_an_overdue_action_climbs_from_the_owner_to_the_managers(self):
        action = self._create_action()
        self._go("2026-03-06 02:00:00")
        self._run()
        self.assertEqual(self._todo_users(action), self.employee.user_id)
        self._go("2026-03-06 16:00:00")
        self._run()
        self.assertIn(self.manager.user_id, self._todo_users(action))
        self.assertNotIn(self.chief.user_id, self._todo_users(action))
        self._go("2026-03-19 01:00:00")
        self._run()
        self.assertIn(self.chief.user_id, self._todo_users(action))

    def test_a_manager_gives_it_to_somebody_else(self):
        action = self._create_action()
        self._step(
            action.with_user(self.manager.user_id),
            self.manager.user_id,
            "reassign",
            user_id=self.chief.user_id.id,
            date_due="2026-03-10",
        )
        self.assertEqual(action.user_id, self.chief.user_id)
        promise = self._promises(action)
        self.assertEqual(promise.user_id, self.chief.user_id)
        self.assertEqual(promise.due_at, Datetime.to_datetime("2026-03-10 15:59:59"))

    def test_the_owner_changes_nothing_of_what_was_agreed(self):
        action = self._create_action().with_user(self.employee.user_id)
        for values in (
            {"date_due": "2026-12-31"},
            {"user_id": self.chief.user_id.id},
            {"verifier_id": self.chief.user_id.id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                action.write(values)
        with self.assertRaises(AccessError):
            self._step(action, self.employee.user_id, "drop")
        with self.assertRaises(AccessError):
            self._step(action, self.employee.user_id, "reassign", date_due="2026-12-31")

    def test_nobody_forges_what_was_done(self):
        action = self._create_action()
        for user in (self.employee.user_id, self.asker, self.policy_admin):
            for values in (
                {"state": "effective"},
                {"done_at": "2026-03-01 00:00:00"},
                {"verified_by_id": self.asker.id},
                {"due_at": "2027-01-01 00:00:00"},
                {"result": "All well"},
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaises(AccessError),
                ):
                    action.with_user(user).write(values)

    def test_what_one_asks_of_oneself_is_checked_by_the_next_above(self):
        action = (
            self.env["service.action"]
            .with_user(self.employee.user_id)
            .create(
                {
                    "name": "Tidy up",
                    "user_id": self.employee.user_id.id,
                    "date_due": "2026-03-06",
                }
            )
        )
        self.assertEqual(action.verifier_id, self.manager.user_id)
        with self.assertRaises(ValidationError):
            action.sudo().verifier_id = self.employee.user_id

    def test_a_dropped_action_breaks_no_promise(self):
        action = self._create_action()
        self._step(action, self.asker, "drop")
        self.assertEqual(self._promises(action).state, "cancelled")
        with self.assertRaisesRegex(UserError, "any more"):
            self._step(action, self.asker, "done")

    def test_what_waits_for_whom(self):
        action = self._create_action()
        self.assertEqual(self._inbox(self.employee.user_id), {"service.action": 1})
        self.assertFalse(self._inbox(self.asker))
        self._step(action, self.employee.user_id, "done")
        self.assertFalse(self._inbox(self.employee.user_id))
        self._go("2026-03-16 01:00:00")
        self.assertEqual(self._inbox(self.asker), {"service.action.check": 1})

    def test_the_record_shows_what_follows_from_it(self):
        action = self._create_action(**self._on(self.origin))
        self.assertEqual(action.origin_name, self.origin.display_name)
        self.assertEqual(self.origin.service_action_count, 1)
        opened = self.origin.action_open_service_actions()
        found = self.env["service.action"].search(opened["domain"])
        self.assertEqual(found, action)
        self.assertEqual(action.action_open_origin()["res_id"], self.origin.id)
