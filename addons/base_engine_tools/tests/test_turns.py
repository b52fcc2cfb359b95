from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..engine.turns import do_anew


@tagged("post_install", "-at_install")
class TestTurns(TransactionCase):
    """A part of a job begins anew when it collides with somebody's change."""

    def setUp(self):
        super().setUp()
        self.rolled_back = self.startPatcher(patch.object(self.env.cr, "rollback"))
        self.tries = 0

    def _work(self, failures, error):
        def work():
            self.tries += 1
            if self.tries <= failures:
                raise error
            return "done"

        return work

    def test_what_collides_begins_anew(self):
        self.assertEqual(do_anew(self.env, self._work(2, UniqueViolation())), "done")
        self.assertEqual((self.tries, self.rolled_back.call_count), (3, 2))

    def test_what_collides_when_it_is_written_begins_anew(self):
        error = UniqueViolation()
        with patch.object(type(self.env), "flush_all", side_effect=[error, None]):
            self.assertEqual(do_anew(self.env, self._work(0, error)), "done")
        self.assertEqual((self.tries, self.rolled_back.call_count), (2, 1))

    def test_what_collides_each_time_fails(self):
        with self.assertRaises(UniqueViolation):
            do_anew(self.env, self._work(99, UniqueViolation()))
        self.assertLess(self.tries, 10)

    def test_other_errors_are_not_tried_again(self):
        with self.assertRaises(UserError):
            do_anew(self.env, self._work(1, UserError("No")))
        self.assertEqual((self.tries, self.rolled_back.call_count), (1, 0))
