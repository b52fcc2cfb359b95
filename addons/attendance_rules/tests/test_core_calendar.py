from datetime import date, timedelta

from odoo.tests import tagged

from ..core.day_facts import Absence, Window
from .core_common import (
    HOUR,
    MINUTE,
    MONDAY,
    OFFICE,
    AttendanceCoreCase,
    Story,
    at,
    span,
)

FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)


def verdicts(days):
    """Names of verdicts in order of date."""
    return [day.verdict for _date, day in sorted(days.items())]


@tagged("post_install", "-at_install")
class TestDaysWithoutPlan(AttendanceCoreCase):
    """Edge case: public holiday, make-up working day, rest day worked."""

    def test_cs_1_1_weekends_are_off(self):
        self.assertEqual(verdicts(Story().days(SATURDAY, SUNDAY)), ["rest", "rest"])

    def test_a_holiday(self):
        story = Story(weekdays=()).set(day_types={MONDAY: "holiday"})
        self.assertDay(story.day(MONDAY), verdict="holiday", planned=0, lines=())

    def test_work_on_a_holiday_is_nobodys_lateness(self):
        story = Story(weekdays=()).set(day_types={MONDAY: "holiday"})
        day = story.punch(MONDAY, "09:00-15:00").day(MONDAY)
        self.assertDay(day, verdict="off_plan", kinds=[], late=0, overtime=6 * HOUR)
        self.assertEqual(day.overtime_approved, 0)
        self.assertEqual(day.lines[0][1]["day_type"], "holiday")

    def test_approved_work_on_a_rest_day(self):
        story = Story().add("overtime", Window(*span(SATURDAY, "09:00-12:00"), 1))
        day = story.punch(SATURDAY, "09:30-15:00").day(SATURDAY)
        self.assertDay(
            day,
            verdict="off_plan",
            overtime=330 * MINUTE,
            overtime_approved=150 * MINUTE,
            worked=330 * MINUTE,
        )

    def test_an_open_punch_on_a_rest_day_is_shown_only(self):
        day = Story().punch(SATURDAY, "09:00-").day(SATURDAY)
        self.assertDay(day, verdict="off_plan", kinds=[], overtime=0)
        self.assertEqual(self.codes(day), ["overtime", "missing_out"])
        day = Story().punch(SATURDAY, "-12:00").day(SATURDAY)
        self.assertEqual(self.codes(day), ["overtime", "missing_in"])

    def _make_up(self, *stretches):
        story = Story(weekdays=range(6))
        return story.punch(SATURDAY, *stretches)

    def test_a_make_up_saturday_is_a_working_day(self):
        self.assertDay(self._make_up().day(SATURDAY), verdict="absent")
        late = self._make_up("08:10-17:00").day(SATURDAY)
        self.assertDay(late, verdict="late")
        leave = Absence(*span(SATURDAY, "08:00-17:00"))
        day = self._make_up().add("absences", leave).day(SATURDAY)
        self.assertDay(day, verdict="leave")

    def test_a_weekday_swapped_for_a_saturday(self):
        swapped = {FRIDAY: (), SATURDAY: OFFICE}
        story = Story(lambda day: swapped.get(day, ()))
        story.punch(FRIDAY, "08:00-12:00").attend(SATURDAY)
        self.assertEqual(
            verdicts(story.days(FRIDAY, SATURDAY)), ["off_plan", "present"]
        )


@tagged("post_install", "-at_install")
class TestSchedules(AttendanceCoreCase):
    """Edge cases: part-time, two weeks, change of schedule, flexible hours."""

    def test_part_time_three_days(self):
        story = Story(("09:00-13:00",), weekdays=(0, 2, 4))
        story.punch(MONDAY, "09:10-13:00")
        days = story.days(MONDAY, FRIDAY)
        self.assertEqual(verdicts(days), ["late", "rest", "absent", "rest", "absent"])
        self.assertDay(days[MONDAY], planned=4 * HOUR)

    def test_two_week_schedule(self):
        def hours_of(day):
            even = day.isocalendar().week % 2 == 0
            return ("08:00-12:00",) if even else OFFICE

        first, second = MONDAY, MONDAY + timedelta(days=7)
        story = Story(hours_of).punch(first, "08:00-12:00").punch(second, "08:00-12:00")
        days = story.days(first, second)
        self.assertDay(days[first], verdict="present", planned=4 * HOUR)
        self.assertDay(days[second], verdict="early", planned=8 * HOUR)

    def test_schedule_changes_in_the_middle_of_a_week(self):
        wednesday = MONDAY + timedelta(days=2)

        def hours_of(day):
            return OFFICE if day < wednesday else ("10:00-19:00",)

        story = Story(hours_of)
        tuesday = MONDAY + timedelta(days=1)
        story.punch(tuesday, "10:00-19:00").punch(wednesday, "10:00-19:00")
        days = story.days(tuesday, wednesday)
        self.assertDay(days[tuesday], verdict="late", late=2 * HOUR)
        self.assertDay(days[wednesday], verdict="present", overtime=0)

    def test_flexible_hours_know_no_lateness(self):
        story = Story(weekdays=()).set(flexible={MONDAY: 8 * HOUR})
        day = story.punch(MONDAY, "11:00-13:00", "15:00-18:00").day(MONDAY)
        self.assertDay(
            day, verdict="flexible", kinds=[], planned=8 * HOUR, worked=5 * HOUR
        )

    def test_flexible_hours_beyond_the_plan(self):
        story = Story(weekdays=()).set(flexible={MONDAY: 8 * HOUR})
        story.add("overtime", Window(*span(MONDAY, "18:00-21:00"), 1))
        day = story.punch(MONDAY, "09:00-20:00").day(MONDAY)
        self.assertDay(
            day,
            worked=11 * HOUR,
            overtime=3 * HOUR,
            overtime_approved=2 * HOUR,
            first_in=at(MONDAY, "09:00"),
        )

    def test_flexible_leave_counts_towards_the_plan(self):
        story = Story(weekdays=()).set(flexible={MONDAY: 8 * HOUR})
        story.add("absences", Absence(*span(MONDAY, "08:00-12:00")))
        day = story.punch(MONDAY, "12:00-18:00").day(MONDAY)
        self.assertDay(day, leave=4 * HOUR, worked=6 * HOUR, overtime=2 * HOUR)

    def test_flexible_leave_and_trip(self):
        story = Story(weekdays=()).set(flexible={MONDAY: 8 * HOUR})
        whole = Absence(*span(MONDAY, "00:00-24:00"), breaks_full=True)
        day = story.add("absences", whole).day(MONDAY)
        self.assertDay(day, verdict="leave", leave=8 * HOUR, breaks_full=True)
        story.set(absences=(Absence(*span(MONDAY, "08:00-12:00"), "trip"),))
        self.assertDay(story.day(MONDAY), verdict="flexible", worked=4 * HOUR)


@tagged("post_install", "-at_install")
class TestEmployment(AttendanceCoreCase):
    """Edge case: joins and leaves in the middle of a month."""

    def test_joins_and_leaves(self):
        story = Story().set(employed=((date(2026, 3, 10), date(2026, 3, 12)),))
        days = story.days(date(2026, 3, 9), date(2026, 3, 13))
        expected = ["not_employed", *["absent"] * 3, "not_employed"]
        self.assertEqual(verdicts(days), expected)

    def test_hired_again_after_a_gap(self):
        spans = ((date(2026, 1, 1), MONDAY), (date(2026, 3, 4), None))
        story = Story().set(employed=spans)
        days = story.days(MONDAY, date(2026, 3, 5))
        self.assertEqual(verdicts(days), ["absent", "not_employed", "absent", "absent"])

    def test_a_month_that_is_not_whole_is_not_full(self):
        story = Story().set(employed=((date(2026, 3, 2), None),))
        story.attend(*[date(2026, 3, day) for day in range(2, 32)])
        month = story.month()
        self.assertFalse(month.full_attendance)
        self.assertEqual(month.reasons, (("not_employed", {"date": "2026-03-01"}),))

    def test_who_is_not_employed_is_not_judged(self):
        story = Story().set(employed=()).punch(MONDAY, "09:00-12:00")
        self.assertDay(story.day(MONDAY), verdict="not_employed", planned=0, worked=0)
