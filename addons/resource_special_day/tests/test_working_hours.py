from datetime import date, datetime, timedelta

from pytz import timezone, utc

from odoo.fields import Command
from odoo.tests import warmup
from odoo.tools import mute_logger

from odoo.addons.resource.models.resource_calendar import (
    ResourceCalendar as HostCalendar,
)

from ..core.special_days import SpecialDay, week_type
from .common import SHANGHAI, SpecialDayCommon

WORKDAY = ["09:00-12:00", "13:00-18:00"]


class TestWorkingHours(SpecialDayCommon):
    def _national_day_week(self):
        for day in (1, 2, 3, 6, 7, 8):
            self._create_day(self._date(day))
        self._create_day(self._date(11), "working", like_weekday="2")

    def test_holiday_takes_hours_away(self):
        self._create_day(self._date(8))
        hours = self._hours((2025, 10, 7), (2025, 10, 9))
        self.assertEqual(hours, {self._date(7): WORKDAY, self._date(9): WORKDAY})

    def test_make_up_day_adds_hours(self):
        self._create_day(self._date(11), "working")
        hours = self._hours((2025, 10, 10), (2025, 10, 12))
        self.assertEqual(hours, {self._date(10): WORKDAY, self._date(11): WORKDAY})

    def test_make_up_day_copies_breaks_too(self):
        self._create_day(self._date(11), "working")
        self._create_day(self._date(10))
        hours = self._hours((2025, 10, 9), (2025, 10, 12), lunch=True)
        lunch = ["12:00-13:00"]
        self.assertEqual(hours, {self._date(9): lunch, self._date(11): lunch})

    def test_plan_hours_passes_over_holidays_and_uses_make_up_days(self):
        self._national_day_week()
        start = self._local(2025, 9, 30, 17)
        # 1 h on Tuesday 30, then Thursday 9, Friday 10 and Saturday 11: 8 h each
        self.assertEqual(
            self.calendar.plan_hours(9, start), self._local(2025, 10, 9, 18)
        )
        self.assertEqual(
            self.calendar.plan_hours(20, start, compute_leaves=True),
            self._local(2025, 10, 11, 12),
        )

    def test_plan_hours_backwards(self):
        self._national_day_week()
        self.assertEqual(
            self.calendar.plan_hours(-17, self._local(2025, 10, 11, 18)),
            self._local(2025, 9, 30, 17) + timedelta(days=9),
        )

    def test_plan_hours_with_naive_utc(self):
        self._national_day_week()
        self.assertEqual(
            self.calendar.plan_hours(9, datetime(2025, 9, 30, 9)),
            datetime(2025, 10, 9, 10),
        )

    def test_plan_days_counts_make_up_days(self):
        self._national_day_week()
        # Tue 30, Thu 9, Fri 10, Sat 11 are days 1 to 4
        planned = self.calendar.plan_days(4, self._local(2025, 9, 30, 8))
        self.assertEqual(planned, self._local(2025, 10, 11, 12))

    def test_work_hours_count(self):
        self._national_day_week()
        count = self.calendar.get_work_hours_count(
            self._local(2025, 10, 1), self._local(2025, 10, 13)
        )
        self.assertEqual(count, 3 * 8)

    def test_work_duration_in_days(self):
        self._national_day_week()
        data = self.calendar.get_work_duration_data(
            self._local(2025, 10, 9), self._local(2025, 10, 13)
        )
        self.assertEqual(data, {"days": 3.0, "hours": 24.0})

    def test_unusual_days(self):
        self._national_day_week()
        unusual = self.calendar._get_unusual_days(
            self._local(2025, 10, 8), self._local(2025, 10, 12)
        )
        self.assertEqual(
            unusual,
            {
                "2025-10-08": True,
                "2025-10-09": False,
                "2025-10-10": False,
                "2025-10-11": False,
                "2025-10-12": True,
            },
        )

    def test_plan_hours_equals_a_calendar_with_leaves(self):
        """Holidays as special days are the same as Odoo's own global time off."""
        twin = self._create_calendar(
            global_leave_ids=[
                Command.clear(),
                *(
                    Command.create(
                        {
                            "name": "Free",
                            "date_from": datetime(2025, 10, day - 1, 16),
                            "date_to": datetime(2025, 10, day, 15, 59, 59),
                        }
                    )
                    for day in (2, 3, 6, 7, 8)
                ),
            ]
        )
        for day in (2, 3, 6, 7, 8):
            self._create_day(self._date(day), calendar_id=self.calendar.id)
        start = self._local(2025, 9, 29, 10, 30)
        for hours in (1, 7.5, 16, 24, 40, -3, -30):
            with self.subTest(hours=hours):
                self.assertEqual(
                    self.calendar.plan_hours(hours, start, compute_leaves=True),
                    twin.plan_hours(hours, start, compute_leaves=True),
                )

    def test_global_leave_wins_over_make_up_day(self):
        self._create_day(self._date(11), "working")
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed in the morning",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2025, 10, 10, 16),
                "date_to": datetime(2025, 10, 11, 4),
            }
        )
        count = self.calendar.get_work_hours_count(
            self._local(2025, 10, 11), self._local(2025, 10, 12)
        )
        self.assertEqual(count, 5)

    # Time zones

    def test_holiday_is_a_date_of_the_calendar(self):
        """8 October in Shanghai starts at 16:00 UTC on the 7th."""
        night = self._create_calendar(hours=((0, 24),), weekdays=range(7))
        self._create_day(self._date(8))
        intervals = night._attendance_intervals_batch(
            self._utc(2025, 10, 7), self._utc(2025, 10, 9)
        )[False]
        bounds = [
            (start.astimezone(utc), stop.astimezone(utc))
            for start, stop, _a in intervals
        ]
        end = self._utc(2025, 10, 7, 16) - timedelta(microseconds=1)
        self.assertEqual(
            bounds,
            [
                (self._utc(2025, 10, 7), end),
                (self._utc(2025, 10, 8, 16), self._utc(2025, 10, 9)),
            ],
        )

    def test_resources_have_their_own_date(self):
        """One calendar, people in two zones: each has the date of the own zone."""
        resources = self.env["resource.resource"].create(
            [
                {"name": zone, "tz": zone, "calendar_id": self.calendar.id}
                for zone in (SHANGHAI, "America/New_York")
            ]
        )
        resources.company_id = self.company
        self._create_day(self._date(8))
        intervals = self.calendar._attendance_intervals_batch(
            self._utc(2025, 10, 6), self._utc(2025, 10, 11), resources=resources
        )
        for resource in resources:
            with self.subTest(resource=resource.name):
                dates = {start.date() for start, _stop, _a in intervals[resource.id]}
                self.assertNotIn(self._date(8), dates)
                self.assertLessEqual({self._date(7), self._date(9)}, dates)
                zones = {
                    str(start.tzinfo) for start, _stop, _a in intervals[resource.id]
                }
                self.assertEqual(zones, {resource.tz})

    def test_explicit_time_zone_goes_first(self):
        self._create_day(self._date(11), "working")
        hours = self._hours((2025, 10, 11), (2025, 10, 11), tz="Asia/Tokyo")
        self.assertEqual(hours, {self._date(11): WORKDAY})
        intervals = self.calendar._attendance_intervals_batch(
            self._utc(2025, 10, 11), self._utc(2025, 10, 12), tz=timezone("Asia/Tokyo")
        )[False]
        first = next(iter(intervals))
        self.assertEqual(first[0].astimezone(utc), self._utc(2025, 10, 11))

    def test_daylight_saving_make_up_day(self):
        """The make-up Sunday on which Berlin's clocks go back has its usual hours."""
        berlin = self._create_calendar(tz="Europe/Berlin")
        self._create_day(self._date(26), "working")
        hours = self._hours((2025, 10, 26), (2025, 10, 26), berlin, "Europe/Berlin")
        self.assertEqual(hours, {self._date(26): WORKDAY})

    def test_daylight_saving_holiday_has_25_hours(self):
        berlin = self._create_calendar(
            hours=((0, 24),), weekdays=range(7), tz="Europe/Berlin"
        )
        self._create_day(self._date(26))
        span = (
            self._local(2025, 10, 25, 12, tz="Europe/Berlin"),
            self._local(2025, 10, 27, 12, tz="Europe/Berlin"),
        )
        worked = berlin.get_work_hours_count(*span)
        self.assertAlmostEqual(worked, 24, places=5)
        self.assertEqual((span[1] - span[0]).total_seconds() / 3600, 49)

    # Kinds of schedules

    def test_night_shift_loses_the_hours_of_the_date(self):
        night = self._create_calendar(hours=((0, 6), (22, 24)), weekdays=range(7))
        night.attendance_ids.filtered(lambda a: a.day_period == "lunch").unlink()
        self._create_day(self._date(8))
        hours = self._hours((2025, 10, 7), (2025, 10, 9), night)
        both = ["00:00-06:00", "22:00-23:59"]
        self.assertEqual(hours, {self._date(7): both, self._date(9): both})

    def test_two_week_calendar_copies_the_same_week(self):
        calendar = self._create_calendar(weekdays=())
        calendar.write(
            {
                "two_weeks_calendar": True,
                "attendance_ids": [
                    Command.create(self._line(0, 8, 12, week_type="0")),
                    Command.create(self._line(0, 14, 20, week_type="1")),
                ],
            }
        )
        get_week_type = self.env["resource.calendar.attendance"].get_week_type
        for day in (11, 18):
            self._create_day(self._date(day), "working", like_weekday="0")
        expected = {"0": ["08:00-12:00"], "1": ["14:00-20:00"]}
        hours = self._hours((2025, 10, 6), (2025, 10, 19), calendar)
        for day in (11, 18):
            week = str(get_week_type(self._date(day)))
            self.assertEqual(hours[self._date(day)], expected[week])
        self.assertNotEqual(hours[self._date(11)], hours[self._date(18)])

    def test_weeks_are_those_of_odoo(self):
        get_week_type = self.env["resource.calendar.attendance"].get_week_type
        for days in range(15):
            day = date(2025, 10, 5) + timedelta(days=days)
            self.assertEqual(week_type(day), get_week_type(day), day)

    def test_make_up_day_never_shortens_a_day(self):
        six_days = self._create_calendar()
        six_days.attendance_ids = [Command.create(self._line(5, 9, 20))]
        self._create_day(self._date(11), "working")
        hours = self._hours((2025, 10, 11), (2025, 10, 11), six_days)
        self.assertEqual(hours, {self._date(11): ["09:00-20:00"]})

    def test_make_up_day_lengthens_a_half_day(self):
        half_saturday = self._create_calendar()
        half_saturday.attendance_ids = [Command.create(self._line(5, 8, 12))]
        self._create_day(self._date(11), "working")
        hours = self._hours((2025, 10, 11), (2025, 10, 11), half_saturday)
        self.assertEqual(hours, {self._date(11): WORKDAY})

    def test_duration_based_calendar(self):
        calendar = self._create_calendar(hours=((8, 16),))
        calendar.duration_based = True
        self._create_day(self._date(8))
        self._create_day(self._date(11), "working")
        hours = self._hours((2025, 10, 8), (2025, 10, 12), calendar)
        self.assertEqual(set(hours), {self._date(9), self._date(10), self._date(11)})
        self.assertEqual(hours[self._date(11)], ["08:00-16:00"])

    def test_flexible_calendar(self):
        """A holiday takes the hours of its date, a make-up day adds average hours."""
        flexible = self._create_calendar(
            schedule_type="flexible", hours_per_day=8, full_time_required_hours=40
        )
        flexible.full_time_required_hours = 40
        self._create_day(self._date(8))
        self._create_day(self._date(11), "working")
        hours = self._hours((2025, 10, 6), (2025, 10, 12), flexible)
        day = ["08:00-16:00"]
        worked = [6, 7, 9, 10, 11]
        self.assertEqual(hours, {self._date(d): day for d in worked})
        data = flexible.get_work_duration_data(
            self._local(2025, 10, 6), self._local(2025, 10, 13)
        )
        self.assertEqual(data, {"days": 5.0, "hours": 40.0})
        self.assertEqual(
            self._hours((2025, 10, 6), (2025, 10, 12), flexible, lunch=True), {}
        )

    def test_flexible_schedule_of_a_resource(self):
        """Asked through a fixed calendar, Odoo answers with the flexible one of the
        resource: its special days count then."""
        flexible = self._create_calendar(schedule_type="flexible", hours_per_day=8)
        flexible.full_time_required_hours = 40
        resource = self.env["resource.resource"].create(
            {
                "name": "Li",
                "tz": SHANGHAI,
                "calendar_id": flexible.id,
                "company_id": self.company.id,
            }
        )
        self._create_day(self._date(8), calendar_id=flexible.id)
        self._create_day(self._date(9), calendar_id=self.calendar.id)
        hours = self._hours((2025, 10, 6), (2025, 10, 10), resources=resource)
        self.assertEqual(set(hours), {self._date(d) for d in (6, 7, 9, 10)})

    def test_resource_without_schedule_is_always_free_to_work(self):
        resource = self.env["resource.resource"].create(
            {"name": "Li", "tz": SHANGHAI, "company_id": self.company.id}
        )
        resource.calendar_id = False
        self._create_day(self._date(8))
        hours = self._hours((2025, 10, 8), (2025, 10, 8), resources=resource)
        self.assertEqual(hours, {self._date(8): ["00:00-23:59"]})

    def test_domain_on_lines_holds_for_make_up_days(self):
        self._create_day(self._date(11), "working")
        hours = self._hours(
            (2025, 10, 10), (2025, 10, 11), domain=[("hour_from", "<", 12)]
        )
        morning = ["09:00-12:00"]
        self.assertEqual(hours, {self._date(10): morning, self._date(11): morning})

    @mute_logger("odoo.domains")  # Odoo searches the lines of the new record
    def test_schedule_that_is_not_saved(self):
        calendar = self.env["resource.calendar"].new({"tz": SHANGHAI})
        self.assertFalse(self._hours((2025, 10, 11), (2025, 10, 11), calendar))

    # Which days count

    def test_day_of_another_company_does_not_count(self):
        self._create_day(self._date(8), company_id=self.other_company.id)
        self.assertIn(self._date(8), self._hours((2025, 10, 8), (2025, 10, 8)))

    def test_day_of_another_schedule_does_not_count(self):
        other = self._create_calendar()
        self._create_day(self._date(8), calendar_id=other.id)
        self.assertIn(self._date(8), self._hours((2025, 10, 8), (2025, 10, 8)))
        self.assertFalse(self._hours((2025, 10, 8), (2025, 10, 8), other))

    def test_day_of_the_schedule_goes_before_the_company(self):
        self._create_day(self._date(8))
        self._create_day(self._date(8), "working", calendar_id=self.calendar.id)
        other = self._create_calendar()
        hours = self._hours((2025, 10, 8), (2025, 10, 8))
        self.assertEqual(hours, {self._date(8): WORKDAY})
        self.assertFalse(self._hours((2025, 10, 8), (2025, 10, 8), other))

    def test_shared_schedule_takes_the_named_company(self):
        """Neither the user nor the current company decides when a company is named."""
        shared = self._create_calendar(company_id=False)
        self._create_day(self._date(8))
        day = (2025, 10, 8)
        for current in (self.company, self.other_company):
            named = shared.with_company(current).with_context(
                special_day_company_id=self.company.id
            )
            self.assertFalse(self._hours(day, day, named))
            other = named.with_context(special_day_company_id=self.other_company.id)
            self.assertTrue(self._hours(day, day, other))

    def test_shared_schedule_takes_the_current_company(self):
        shared = self._create_calendar(company_id=False)
        self._create_day(self._date(8))
        day = (2025, 10, 8)
        self.assertFalse(self._hours(day, day, shared.with_company(self.company)))
        self.assertTrue(self._hours(day, day, shared.with_company(self.other_company)))

    def test_shared_schedule_takes_the_company_of_the_resource(self):
        shared = self._create_calendar(company_id=False)
        resources = self.env["resource.resource"].create(
            [
                {
                    "name": company.name,
                    "tz": SHANGHAI,
                    "company_id": company.id,
                    "calendar_id": shared.id,
                }
                for company in (self.company, self.other_company)
            ]
        )
        self._create_day(self._date(8))
        day = (2025, 10, 8)
        for context_company in (self.company, self.other_company):
            named = shared.with_context(special_day_company_id=context_company.id)
            worked = [self._hours(day, day, named, resources=r) for r in resources]
            self.assertEqual([bool(hours) for hours in worked], [False, True])

    def test_hours_do_not_depend_on_who_asks(self):
        """The hidden day of another company still counts for its schedule."""
        user = self._create_new_internal_user(
            login="willow",
            company_ids=self.other_company.ids,
            company_id=self.other_company.id,
        )
        self._create_day(self._date(8))
        calendar = self.calendar.with_user(user)
        self.assertFalse(self._hours((2025, 10, 8), (2025, 10, 8), calendar))

    def test_preview_writes_nothing(self):
        self._create_day(self._date(8))
        rows = [(False, SpecialDay(self._date(9), False))]
        preview = self.calendar.with_context(
            special_day_preview={self.company.id: rows}
        )
        days = (2025, 10, 8), (2025, 10, 9)
        self.assertEqual(set(self._hours(*days, preview)), {self._date(8)})
        self.assertEqual(set(self._hours(*days)), {self._date(9)})

    # Cost

    @warmup
    def test_special_days_cost_no_query(self):
        """Any number of special days, and make-up days too: as many queries as
        without this add-on."""
        self._national_day_week()
        span = self._local(2025, 9, 1), self._local(2025, 11, 1)
        self.calendar._attendance_intervals_batch(*span)
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            self.calendar._cached_special_days(self.calendar.id, self.company.id)
        before = self.cr.sql_log_count
        HostCalendar._attendance_intervals_batch(self.calendar, *span)
        host = self.cr.sql_log_count - before
        self.env.invalidate_all()
        with self.assertQueryCount(host):
            intervals = self.calendar._attendance_intervals_batch(*span)[False]
        self.assertIn(self._date(11), {start.date() for start, _e, _a in intervals})

    def test_a_new_schedule_reads_no_special_days(self):
        self._national_day_week()
        span = self._local(2025, 9, 1), self._local(2025, 11, 1)
        self.calendar._attendance_intervals_batch(*span)
        fresh = self.calendar.copy()
        with self.assertQueryCount(2):  # the lines for Odoo, the lines
            intervals = fresh._attendance_intervals_batch(*span)[False]
        self.assertIn(self._date(11), {start.date() for start, _e, _a in intervals})

    def test_a_new_resource_is_planned_without_a_query_for_special_days(self):
        self.env.registry.clear_cache("stable")
        resource = self.env["resource.resource"].create(
            {"name": "Willow", "calendar_id": self.calendar.id}
        )
        with self.assertQueryCount(0):
            self.calendar._cached_company_special_days(resource.company_id.id)

    def test_first_call_costs_two_queries_at_most(self):
        self._national_day_week()
        span = self._local(2025, 9, 1), self._local(2025, 11, 1)
        self.calendar._attendance_intervals_batch(*span)
        self.env.registry.clear_cache("stable")
        with self.assertQueryCount(3):  # the lines for Odoo, the days, the lines
            self.calendar._attendance_intervals_batch(*span)
