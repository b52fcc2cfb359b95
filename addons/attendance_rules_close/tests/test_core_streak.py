from datetime import date

from odoo.tests import tagged

from odoo.addons.attendance_rules.tests.core_common import AttendanceCoreCase

from ..core.streak import MonthMark, completed_streaks


def month(number):
    """First date of a month, counted from January 2026."""
    return date(2026 + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def marks(text, closed=True):
    """One month per letter: "F" full, "-" not, " " no such month."""
    return [
        MonthMark(month(number), letter == "F", closed)
        for number, letter in enumerate(text, start=1)
        if letter != " "
    ]


@tagged("post_install", "-at_install")
class TestStreak(AttendanceCoreCase):
    """CS-1.6: three full months in a row earn the bonus, once."""

    def _ends(self, text, mode="consuming"):
        streaks = completed_streaks(marks(text), 3, mode)
        return [last.month + 12 * (last.year - 2026) for _first, last in streaks]

    def test_cs_1_6_three_full_months_in_a_row(self):
        expected = [(month(1), month(3))]
        self.assertEqual(completed_streaks(marks("FFF"), 3), expected)

    def test_a_month_counts_for_one_streak_only(self):
        self.assertEqual(self._ends("FFFFF"), [3])
        self.assertEqual(self._ends("FFFFFF"), [3, 6])

    def test_rolling_streaks(self):
        self.assertEqual(self._ends("FFFFF", "rolling"), [3, 4, 5])
        self.assertEqual(self._ends("FF-FFF", "rolling"), [6])

    def test_a_month_that_is_not_full_begins_anew(self):
        self.assertEqual(self._ends("FF-FFF"), [6])

    def test_a_month_that_is_missing_begins_anew(self):
        self.assertEqual(self._ends("FF FFF"), [6])

    def test_over_the_end_of_the_year(self):
        self.assertEqual(self._ends("----------FFF"), [13])

    def test_open_months_do_not_count(self):
        still_open = MonthMark(month(3), True, closed=False)
        self.assertEqual(completed_streaks([*marks("FF"), still_open], 3), [])

    def test_the_order_does_not_matter(self):
        turned = marks("FFFFFF")[::-1]
        self.assertEqual(
            completed_streaks(turned, 3), completed_streaks(marks("FFFFFF"), 3)
        )
