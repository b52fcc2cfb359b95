from datetime import date, timedelta

from odoo.tests import tagged

from ..core.day_facts import Window
from ..core.day_verdict import DayVerdict
from ..core.overtime import judge_overtime, share_of_windows
from .core_common import HOUR, MONDAY, TERMS, AttendanceCoreCase, Story, span


@tagged("post_install", "-at_install")
class TestOvertime(AttendanceCoreCase):
    """CS-1.1: overtime is requested in advance; what counts is worked and approved."""

    def _day(self, stretch, *windows, day=MONDAY):
        story = Story()
        for number, text in enumerate(windows, start=1):
            story.add("overtime", Window(*span(day, text), number))
        return story.punch(day, stretch).day(day)

    def test_cs_1_1_without_a_request_it_is_shown_and_not_counted(self):
        day = self._day("08:00-20:00")
        self.assertDay(day, overtime=3 * HOUR, overtime_approved=0, verdict="present")

    def test_cs_1_1_two_hours_approved_and_three_worked(self):
        day = self._day("08:00-20:00", "17:00-19:00")
        self.assertDay(day, overtime=3 * HOUR, overtime_approved=2 * HOUR)
        figures = {"seconds": 3 * HOUR, "approved": 2 * HOUR, "day_type": "workday"}
        self.assertIn(("overtime", figures), day.lines)

    def test_two_hours_approved_and_one_worked(self):
        day = self._day("08:00-18:00", "17:00-19:00")
        self.assertDay(day, overtime=HOUR, overtime_approved=HOUR)

    def test_a_request_over_planned_hours_counts_only_beyond_them(self):
        day = self._day("08:00-18:00", "08:00-18:00")
        self.assertDay(day, overtime_approved=HOUR)

    def test_overlapping_requests_count_once(self):
        day = self._day("08:00-20:00", "17:00-19:00", "18:00-20:00")
        self.assertDay(day, overtime_approved=3 * HOUR)

    def test_coming_early_counts_when_it_was_approved(self):
        day = self._day("06:00-17:00", "06:00-08:00")
        self.assertDay(day, overtime_approved=2 * HOUR)

    def test_overtime_after_midnight_belongs_to_its_dates(self):
        last = date(2026, 3, 31)
        story = Story().punch(last, "08:00-17:00", "22:00-26:00")
        story.add("overtime", Window(*span(last, "22:00-26:00"), 1))
        days = story.days(last, last + timedelta(days=1))
        approved = [day.overtime_approved for _date, day in sorted(days.items())]
        self.assertEqual(approved, [2 * HOUR, 2 * HOUR])

    def test_what_counts_for_each_request(self):
        worked = [span(MONDAY, "17:00-20:00")]
        windows = [
            Window(*span(MONDAY, "18:00-21:00"), 2),
            Window(*span(MONDAY, "17:00-19:00"), 1),
            Window(*span(MONDAY, "21:00-22:00"), 3),
        ]
        shares = share_of_windows(worked, windows)
        self.assertEqual(shares, {1: 2 * HOUR, 2: HOUR, 3: 0})


@tagged("post_install", "-at_install")
class TestOvertimeOfMonth(AttendanceCoreCase):
    """CS-1.1: rates by the type of day, and warnings."""

    def _total(self, *days):
        """Days as (day type, worked hours, approved hours)."""
        return judge_overtime(
            {
                MONDAY + timedelta(days=number): (
                    day_type,
                    DayVerdict(
                        "present",
                        overtime=worked * HOUR,
                        overtime_approved=approved * HOUR,
                    ),
                )
                for number, (day_type, worked, approved) in enumerate(days)
            },
            TERMS,
        )

    def test_rates_by_type_of_day(self):
        total = self._total(("workday", 2, 2), ("restday", 3, 2), ("holiday", 1, 1))
        self.assertEqual(total.weighted, (3 + 4 + 3) * HOUR)
        self.assertEqual(total.approved["restday"], 2 * HOUR)
        self.assertEqual(total.unapproved, HOUR)

    def test_three_hours_a_day_are_no_warning(self):
        self.assertEqual(self._total(("workday", 9, 3)).lines, ())

    def test_more_than_three_hours_a_day(self):
        figures = {"date": "2026-03-02", "seconds": 4 * HOUR, "limit": 3 * HOUR}
        total = self._total(("workday", 4, 4))
        self.assertEqual(total.lines, (("overtime_day", figures),))
        self.assertLines(total.lines)

    def test_more_than_36_hours_a_month(self):
        self.assertEqual(self._total(*[("workday", 3, 3)] * 12).lines, ())
        total = self._total(*[("workday", 3, 3)] * 13)
        figures = {"seconds": 39 * HOUR, "limit": 36 * HOUR}
        self.assertEqual(total.lines, (("overtime_month", figures),))
        self.assertLines(total.lines)
