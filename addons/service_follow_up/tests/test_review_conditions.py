from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import FollowUpCase

MATCHES = "[('code', '=', 'HR')]"
OTHER = "[('code', '=', 'XX')]"


@tagged("post_install", "-at_install")
class TestReviewConditions(FollowUpCase):
    """Some are asked only if the record is one that concerns them."""

    def _review(self, *conditions, **values):
        """A review of the house rules, of as many people as conditions, not asked."""
        people = [self.manager.user_id, self.chief.user_id, self.employee.user_id]
        review = self._create_review(*people[: len(conditions)], ask=False, **values)
        for opinion, condition in zip(review.opinion_ids, conditions, strict=True):
            opinion.condition = condition
        return review

    def test_whom_it_does_not_concern_is_not_asked(self):
        review = self._review(MATCHES, OTHER, False)
        review.action_ask()
        self.env.flush_all()
        first, second, third = review.opinion_ids
        self.assertEqual(
            review.opinion_ids.mapped("state"), ["asked", "skipped", "asked"]
        )
        self.assertFalse(self._promises(second))
        self.assertFalse(self._inbox(second.user_id))
        self.assertEqual(review.summary, "0 of 2 have answered")
        self._answer(first, "agrees")
        self.assertEqual(review.state, "asked")
        self._answer(third, "agrees")
        self.assertEqual(review.state, "agreed", "nobody waits for the other one")
        with self.assertRaises(UserError):
            self._answer(second, "objects", "But I object")

    def test_of_those_in_order_the_next_concerned_is_asked(self):
        review = self._review(MATCHES, OTHER, False, in_order=True)
        review.action_ask()
        first, _second, third = review.opinion_ids
        self.assertEqual(third.state, "waiting")
        self._answer(first, "agrees")
        self.assertEqual(third.state, "asked")

    def test_somebody_has_to_be_concerned(self):
        review = self._review(OTHER, OTHER)
        with self.assertRaisesRegex(UserError, "nobody would be asked"):
            review.action_ask()
        self.assertEqual(review.state, "draft")

    def test_a_new_version_looks_again(self):
        review = self._review(MATCHES, OTHER)
        review.action_ask()
        self.origin.code = "XX"
        opened = review.action_new_version()
        new = review.browse(opened["res_id"])
        self.assertEqual(new.opinion_ids.mapped("condition"), [MATCHES, OTHER])
        new.action_ask()
        self.assertEqual(new.opinion_ids.mapped("state"), ["skipped", "asked"])

    def test_a_condition_sees_what_its_author_may_read(self):
        """Whether somebody is asked tells what the condition is true of."""
        review = self._review(False)
        for path in ("create_uid.employee_ids.pin", "create_uid.employee_ids.birthday"):
            condition = f"[('{path}', '!=', False)]"
            with self.subTest(path=path), self.assertRaises(AccessError):
                review.opinion_ids.condition = condition

    def test_a_condition_that_cannot_be_used_is_named_before_it_is_saved(self):
        review = self._review(False)
        for condition in ("[('no_field', '=', 1)]", "code = HR", "[(1, 2)]", "{}"):
            with self.subTest(condition=condition), self.assertRaises(ValidationError):
                review.opinion_ids.condition = condition
        bare = self._create_review(ask=False, res_model=False, res_id=False)
        with self.assertRaisesRegex(ValidationError, "has none"):
            bare.opinion_ids[0].condition = MATCHES

    def test_what_was_asked_keeps_its_conditions(self):
        review = self._review(MATCHES)
        review.action_ask()
        for values in ({"condition": False}, {"state": "skipped"}):
            with self.subTest(values=values), self.assertRaises(UserError):
                review.opinion_ids.write(values)

    def test_the_files_of_a_version_stay_once_it_is_asked_about(self):
        files = self.env["ir.attachment"].with_user(self.asker)
        file = files.create({"name": "plan.txt", "raw": b"Doors close at ten."})
        review = self._create_review(ask=False)
        review.attachment_ids = [Command.set(file.ids)]
        file.raw = b"Doors close at eleven."
        review.action_ask()
        for values in ({"raw": b"At two."}, {"name": "x"}, {"res_id": 0}):
            with self.subTest(values=values), self.assertRaises(UserError):
                file.write(values)
        with self.assertRaises(UserError):
            file.unlink()
        self.assertEqual(file.raw, b"Doors close at eleven.")
