from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from .common import FollowUpCase


@tagged("post_install", "-at_install")
class TestServiceReview(FollowUpCase):
    """Who is asked, who may answer, how it ends."""

    def test_sm_2_2_each_opinion_is_a_promise_of_two_working_days(self):
        review = self._create_review()
        first, second = review.opinion_ids
        self.assertEqual(first.user_id, self.manager.user_id)
        for opinion in (first, second):
            promise = self._promises(opinion)
            self.assertEqual(promise.rule_id.policy_ref, "SM-2.2")
            self.assertEqual(promise.user_id, opinion.user_id)
            self.assertEqual(
                promise.due_at, Datetime.to_datetime("2026-03-04 09:00:00")
            )
        self._answer(first, "agrees")
        self.assertEqual(self._promises(first).state, "met")
        self._go("2026-03-04 10:00:00")
        self._run()
        self.assertEqual(self._promises(second).state, "breached")
        self.assertIn(self.asker, self._todo_users(second))

    def test_it_begins_with_what_the_record_says(self):
        opened = self.origin.with_user(self.asker).action_open_service_reviews()
        reviews = self.env["service.review"].with_user(self.asker)
        values = reviews.with_context(**opened["context"]).default_get(
            ["name", "shown", "res_model", "res_id", "company_id"]
        )
        self.assertEqual(values["name"], "House rules")
        self.assertIn("closed at ten", values["shown"])
        self.assertEqual(values["res_id"], self.origin.id)
        self.assertEqual(values["company_id"], self.company.id)
        forged = reviews.with_context(follow_up_model="res.users", follow_up_id=2)
        self.assertFalse(forged.default_get(["res_id", "name"]).get("name"))

    def test_all_have_to_agree(self):
        review = self._create_review()
        for opinion in review.opinion_ids:
            self.assertEqual(review.state, "asked")
            self._answer(opinion, "agrees")
        self.assertEqual(review.state, "agreed")
        self.assertTrue(review.decided_at)

    def test_an_objection_is_enough_where_all_have_to_agree(self):
        review = self._create_review(hear_all=False)
        first, second = review.opinion_ids
        self._answer(first, "objects", "Too early")
        self.assertEqual(review.state, "objected")
        self.assertEqual(second.state, "not_needed")
        self.assertEqual(self._promises(second).state, "cancelled")
        with self.assertRaisesRegex(UserError, "not asked any more"):
            self._answer(second, "agrees")

    def test_everybody_is_heard_even_if_it_is_certain(self):
        review = self._create_review()
        self._answer(review.opinion_ids[0], "objects", "Too early")
        self.assertEqual(review.state, "asked")
        self._answer(review.opinion_ids[1], "agrees")
        self.assertEqual(review.state, "objected")

    def test_one_after_another(self):
        review = self._create_review(in_order=True)
        first, second = review.opinion_ids
        self.assertEqual((first.state, second.state), ("asked", "waiting"))
        self.assertFalse(self._promises(second))
        with self.assertRaises(UserError):
            self._answer(second, "agrees")
        self._go("2026-03-03 01:00:00")
        self._answer(first, "agrees")
        self.assertEqual(second.state, "asked")
        self.assertEqual(
            self._promises(second).due_at, Datetime.to_datetime("2026-03-05 09:00:00")
        )

    def test_a_condition_and_an_objection_need_words(self):
        opinion = self._create_review().opinion_ids[0]
        for verdict in ("on_condition", "objects"):
            with self.subTest(verdict=verdict), self.assertRaises(UserError):
                self._answer(opinion, verdict, " ")

    def test_a_deputy_answers_and_is_named(self):
        self.manager.user_id.deputy_id = self.employee.user_id
        opinion = self._create_review().opinion_ids[0]
        self._answer(opinion, "agrees", user=self.employee.user_id)
        self.assertEqual(opinion.user_id, self.manager.user_id)
        self.assertEqual(opinion.answered_by_id, self.employee.user_id)

    def test_nobody_else_answers(self):
        opinion = self._create_review().opinion_ids[0]
        for user in (self.asker, self.chief.user_id, self.policy_admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._answer(opinion, "agrees", user=user)

    def test_the_dialog_gives_an_opinion_with_its_files(self):
        opinion = self._create_review().opinion_ids[0]
        user = opinion.user_id
        mine = self.env["ir.attachment"].with_user(user)
        file = mine.create({"name": "plan.txt", "raw": b"x"})
        dialog = self.env["service.review.answer"].with_user(user)
        dialog = dialog.create(
            {
                "opinion_id": opinion.id,
                "verdict": "on_condition",
                "opinion": "Not on Sundays",
                "attachment_ids": [Command.set(file.ids)],
            }
        )
        dialog.action_apply()
        self.assertEqual(opinion.verdict, "on_condition")
        self.assertEqual((file.res_model, file.res_id), (opinion._name, opinion.id))

    def test_a_file_of_another_record_is_not_taken_along(self):
        opinion = self._create_review().opinion_ids[0]
        file = self.env["ir.attachment"].create(
            {"name": "x", "raw": b"x", "res_model": "res.partner", "res_id": 1}
        )
        with self.assertRaises(AccessError):
            opinion.with_user(opinion.user_id)._answer("agrees", "", file)

    def test_a_forged_write_is_refused(self):
        review = self._create_review()
        opinion = review.opinion_ids[0]
        users = (opinion.user_id, self.asker, self.policy_admin, self.stranger)
        for user in users:
            for record, values in (
                (review, {"state": "agreed"}),
                (review, {"decided_at": "2026-03-01 00:00:00"}),
                (review, {"version": 7}),
                (review, {"shown": "<p>Something else</p>"}),
                (review, {"opinion_ids": [Command.clear()]}),
                (opinion, {"verdict": "agrees"}),
                (opinion, {"state": "answered"}),
                (opinion, {"answered_by_id": user.id}),
                (opinion, {"user_id": user.id}),
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRaises(UserError),
                ):
                    record.with_user(user).write(values)
        with self.assertRaises(AccessError):
            self._create_review(ask=False, state="agreed")
        with self.assertRaises(UserError):
            opinion.with_user(self.asker).unlink()
        with self.assertRaises(UserError):
            review.with_user(self.asker).unlink()

    def test_the_record_itself_stays_writable(self):
        review = self._create_review()
        self.origin.description = "<p>Doors are closed at nine.</p>"
        self.assertIn("ten", review.shown)

    def test_a_new_version_asks_again(self):
        old = self._create_review()
        self._answer(old.opinion_ids[0], "objects", "Too early")
        self.origin.description = "<p>Doors are closed at eleven.</p>"
        opened = old.with_user(self.asker).action_new_version()
        new = self.env["service.review"].browse(opened["res_id"])
        self.assertEqual((new.version, new.previous_id), (2, old))
        self.assertIn("eleven", new.shown)
        self.assertEqual(old.state, "asked", "until the new one is asked")
        new.with_user(self.asker).action_ask()
        self.assertEqual(old.state, "superseded")
        self.assertEqual(old.opinion_ids.mapped("state"), ["answered", "not_needed"])
        self.assertEqual(new.opinion_ids.mapped("state"), ["asked", "asked"])
        self.assertEqual(new.opinion_ids.user_id, old.opinion_ids.user_id)

    def test_only_who_asks_leads_a_review(self):
        review = self._create_review()
        for name in ("action_withdraw", "action_new_version"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(review.with_user(self.chief.user_id), name)()
        review.with_user(self.asker).action_withdraw()
        self.assertEqual(review.state, "withdrawn")
        self.assertEqual(set(review.opinion_ids.mapped("state")), {"not_needed"})

    def test_nothing_is_asked_without_people_or_text(self):
        with self.assertRaisesRegex(UserError, "shown"):
            self._create_review(shown="<p><br></p>")
        with self.assertRaisesRegex(UserError, "whom"):
            self._create_review(opinion_ids=[])

    def test_two_who_answer_at_once_take_turns(self):
        review = self._create_review()
        with self.assertTurns("service_review", review):
            self._answer(review.opinion_ids[0], "agrees")

    def test_what_waits_for_whom(self):
        review = self._create_review()
        manager = self.manager.user_id
        manager.deputy_id = self.employee.user_id
        self.assertEqual(self._inbox(manager), {"service.review.opinion": 1})
        self.assertFalse(self._inbox(self.employee.user_id))
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "resource_id": self.manager.resource_id.id,
                "calendar_id": self.calendar.id,
                "date_from": "2026-03-01 00:00:00",
                "date_to": "2026-03-10 00:00:00",
            }
        )
        self.assertEqual(
            self._inbox(self.employee.user_id), {"service.review.opinion": 1}
        )
        self._answer(review.opinion_ids[0], "agrees")
        self.assertFalse(self._inbox(manager))
