from datetime import timedelta

from pytz import utc

from odoo.fields import Command

from .common import SpecialDayCommon


class TestDayKinds(SpecialDayCommon):
    """One reading of a date, for whoever weighs, pays or explains it.

    Wednesday 1 October 2025 to Sunday the 12th, nine to six with a break at noon.
    """

    def _kinds(self, first=1, last=12, calendar=None, company=None):
        calendar = self.calendar if calendar is None else calendar
        kinds = calendar._day_kinds(
            company or self.company, self._date(first), self._date(last)
        )
        self.assertEqual(len(kinds), last - first + 1)
        return {day.day: kind for day, kind in kinds.items()}

    def _close(self, start, stop, **values):
        """Time off for all, from a local time to a local time of October 2025."""
        bounds = (self._local(2025, 10, *start), self._local(2025, 10, *stop))
        begin, end = (bound.astimezone(utc) for bound in bounds)
        # Odoo gives time off without a schedule to the current company.
        leaves = self.env["resource.calendar.leaves"].with_company(self.company)
        return leaves.create(
            {
                "name": "Stock-take",
                "date_from": begin.replace(tzinfo=None),
                "date_to": end.replace(tzinfo=None),
                "calendar_id": self.calendar.id,
                **values,
            }
        )

    def test_holidays_weekends_and_make_up_days(self):
        for day in (1, 2, 3, 6, 7, 8):
            self._create_day(self._date(day))
        self._create_day(self._date(11), "working", like_weekday="2")
        kinds = self._kinds()
        self.assertEqual(
            {d for d, k in kinds.items() if k == "holiday"}, {1, 2, 3, 6, 7, 8}
        )
        self.assertEqual({d for d, k in kinds.items() if k == "weekend"}, {4, 5, 12})
        self.assertEqual({d for d, k in kinds.items() if k == "workday"}, {9, 10, 11})

    def test_three_closed_hours_make_no_holiday(self):
        self._close((9, 8), (9, 11))
        self.assertEqual(self._kinds()[9], "workday")

    def test_a_closed_working_day_is_a_holiday(self):
        self._close((9, 9), (9, 18))
        kinds = self._kinds()
        self.assertEqual((kinds[9], kinds[10]), ("holiday", "workday"))

    def test_the_weekend_of_a_closed_week_is_holiday_too(self):
        self._close((1, 0), (8, 23, 59, 59))
        kinds = self._kinds()
        self.assertEqual(
            {d for d, k in kinds.items() if k == "holiday"}, set(range(1, 9))
        )

    def test_time_off_without_a_schedule_is_for_every_schedule(self):
        self._close((9, 0), (9, 23, 59, 59), calendar_id=False)
        self.assertEqual(self._kinds()[9], "holiday")
        none = self.env["resource.calendar"]
        self.assertEqual(self._kinds(calendar=none)[9], "holiday")

    def test_other_companies_change_nothing(self):
        shared = self._create_calendar(company_id=False)
        self._create_day(self._date(9))
        kinds = self._kinds(calendar=shared, company=self.other_company)
        self.assertEqual(kinds[9], "workday")
        self.assertEqual(self._kinds(calendar=shared)[9], "holiday")

    def test_without_hours_there_is_no_weekend(self):
        empty = self._create_calendar(attendance_ids=[Command.clear()])
        self._create_day(self._date(2))
        for calendar in (empty, self.env["resource.calendar"]):
            kinds = self._kinds(calendar=calendar)
            self.assertEqual(kinds.pop(2), "holiday")
            self.assertEqual(set(kinds.values()), {"workday"})

    def test_flexible_hours_have_weekends(self):
        self.calendar.write({"schedule_type": "flexible", "hours_per_day": 8})
        self._create_day(self._date(12), "working")
        for first in range(6, 13):
            with self.subTest(first=first):
                kinds = self._kinds(first, 13)
                self.assertEqual(kinds.pop(11, "weekend"), "weekend")
                self.assertEqual(set(kinds.values()), {"workday"})

    def test_two_weeks_are_told_apart(self):
        self.calendar.switch_calendar_type()
        week = str(
            self.env["resource.calendar.attendance"].get_week_type(self._date(9))
        )
        self.calendar.attendance_ids.filtered(
            lambda line: line.dayofweek == "3" and line.week_type == week
        ).unlink()
        kinds = self._kinds()
        self.assertEqual((kinds[2], kinds[9]), ("workday", "weekend"))

    def test_a_long_time_takes_no_more_queries(self):
        def count(last):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.calendar._day_kinds(self.company, self._date(1), last)
            return self.env.cr.sql_log_count - before

        count(self._date(2))
        self.assertEqual(
            count(self._date(2)), count(self._date(1) + timedelta(days=400))
        )

    def test_labels_name_what_changes_the_hours(self):
        self._close((9, 8), (10, 11))
        self._create_day(self._date(8))
        self._create_day(
            self._date(8), name="For this schedule", calendar_id=self.calendar.id
        )
        labels = self.calendar._day_labels(self.company, self._date(8), self._date(9))
        self.assertEqual(labels[self._date(8)], "For this schedule")
        self.assertEqual(labels[self._date(9)], "Stock-take")
        elsewhere = self.calendar._day_labels(
            self.other_company, self._date(8), self._date(9)
        )
        self.assertFalse(elsewhere)
