from datetime import date, datetime
from unittest import TestCase

from ..core.agreed_date import as_hours_of_day, end_of_day, hours_of_day
from ..core.links import is_genuine, sign
from ..core.review import consents_needed, outcome, to_ask


class TestReview(TestCase):
    """The outcome of a round, and whose turn it is."""

    def test_all_have_to_consent(self):
        self.assertEqual(outcome("all", 2, 0, ["agrees"]), "")
        self.assertEqual(outcome("all", 2, 0, ["agrees", "no_concern"]), "agreed")
        self.assertEqual(outcome("all", 2, 0, ["objects"]), "objected")

    def test_any_is_enough(self):
        self.assertEqual(outcome("any", 3, 0, ["objects", "objects"]), "")
        self.assertEqual(outcome("any", 3, 0, ["objects", "on_condition"]), "agreed")
        self.assertEqual(outcome("any", 2, 0, ["objects", "objects"]), "objected")

    def test_some_are_enough(self):
        self.assertEqual(outcome("some", 3, 2, ["agrees"]), "")
        self.assertEqual(outcome("some", 3, 2, ["agrees", "agrees"]), "agreed")
        self.assertEqual(outcome("some", 3, 2, ["objects", "objects"]), "objected")

    def test_more_than_there_are_cannot_be_wanted(self):
        self.assertEqual(consents_needed("some", 2, 5), 2)
        self.assertEqual(consents_needed("some", 2, 0), 1)

    def test_nobody_asked_decides_nothing(self):
        self.assertEqual(outcome("all", 0, 0, []), "")

    def test_in_parallel_everybody_is_asked(self):
        self.assertEqual(to_ask(False, [(1, "waiting"), (2, "waiting")]), [0, 1])

    def test_in_order_the_next_place_is_asked(self):
        rows = [(1, "answered"), (2, "waiting"), (2, "waiting"), (3, "waiting")]
        self.assertEqual(to_ask(True, rows), [1, 2])
        rows[1] = (2, "asked")
        self.assertEqual(to_ask(True, rows), [2])
        rows[2] = (2, "answered")
        self.assertEqual(to_ask(True, rows), [])

    def test_the_end_of_a_local_day(self):
        self.assertEqual(
            end_of_day(date(2026, 3, 2), "Asia/Shanghai"),
            datetime(2026, 3, 2, 15, 59, 59),
        )
        # The day on which the clocks go forward has 23 hours.
        self.assertEqual(
            end_of_day(date(2026, 3, 29), "Europe/Berlin"),
            datetime(2026, 3, 29, 21, 59, 59),
        )

    def test_the_hours_of_a_meeting(self):
        self.assertEqual(
            hours_of_day(date(2026, 3, 2), 14.5, 1.25, "Asia/Shanghai"),
            (datetime(2026, 3, 2, 6, 30), datetime(2026, 3, 2, 7, 45)),
        )
        # In summer the clock on the wall says another hour; the meeting keeps its own.
        self.assertEqual(
            hours_of_day(date(2026, 3, 29), 9, 1, "Europe/Berlin"),
            (datetime(2026, 3, 29, 7), datetime(2026, 3, 29, 8)),
        )

    def test_a_link_is_for_one_reader_one_question_and_one_time(self):
        link = sign(b"key", 1, 2, 3)
        self.assertTrue(is_genuine(b"key", 1, 2, 3, link))
        for other in ((2, 2, 3), (1, 3, 3), (1, 2, 4)):
            self.assertFalse(is_genuine(b"key", *other, link))
        self.assertFalse(is_genuine(b"other", 1, 2, 3, link))
        self.assertFalse(is_genuine(b"key", 1, 2, 3, "é"))

    def test_hours_are_read_back_as_they_were_said(self):
        for day, begins, lasts, tz in (
            (date(2026, 3, 2), 14.5, 1.25, "Asia/Shanghai"),
            (date(2026, 3, 29), 9.0, 1.0, "Europe/Berlin"),
            (date(2026, 3, 2), 0.0, 24.0, "UTC"),
        ):
            start, stop = hours_of_day(day, begins, lasts, tz)
            self.assertEqual(as_hours_of_day(start, stop, tz), (day, begins, lasts))
