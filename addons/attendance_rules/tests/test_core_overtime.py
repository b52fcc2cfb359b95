from datetime import date, timedelta

from odoo.tests import tagged

from ..core.day_facts import Window
from .core_common import HOUR, MONDAY, AttendanceCoreCase, Story, span


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
