from datetime import date, datetime

from odoo.tests import BaseCase, tagged

from ..core.inbox import Source, is_late

NOW, TODAY = datetime(2026, 3, 10, 4), date(2026, 3, 10)


@tagged("post_install", "-at_install")
class TestCoreInbox(BaseCase):
    def test_a_date_is_late_once_it_is_over_and_a_moment_once_it_has_passed(self):
        for due, expected in (
            (None, False),
            (False, False),
            (TODAY, False),
            (date(2026, 3, 9), True),
            (date(2026, 3, 11), False),
            (datetime(2026, 3, 10, 3, 59), True),
            (NOW, False),
        ):
            with self.subTest(due=due):
                self.assertEqual(is_late(due, NOW, TODAY), expected)

    def test_the_most_urgent_comes_first(self):
        source = Source("key", "Title", "res.partner", [])
        self.assertEqual(source.sorting, "id")
        source = Source("key", "Title", "res.partner", [], since="asked", due="until")
        self.assertEqual(source.sorting, "until, asked, id")
        source = Source("key", "Title", "res.partner", [], order="name", due="until")
        self.assertEqual(source.sorting, "name")
