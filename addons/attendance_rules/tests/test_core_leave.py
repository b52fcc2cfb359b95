from dataclasses import replace
from datetime import date

from odoo.tests import tagged

from ..core.day_facts import Absence
from .core_common import HOUR, MINUTE, MONDAY, AttendanceCoreCase, Story, span

MORNING, AFTERNOON, ALL_DAY = "08:00-12:00", "13:00-17:00", "08:00-17:00"


class LeaveCase(AttendanceCoreCase):
    """Days with leave."""

    def _story(self, *leaves, kind="leave", **values):
        story = Story()
        for text in leaves:
            absence = Absence(*span(MONDAY, text), kind, 3, **values)
            story.add("absences", absence)
        return story

    def _day(self, leave, *stretches, **values):
        return self._story(leave, **values).punch(MONDAY, *stretches).day(MONDAY)


@tagged("post_install", "-at_install")
class TestLeave(LeaveCase):
    """Edge case: half-day and hour leave, and what is left of the plan."""

    def test_a_day_of_leave(self):
        day = self._day(ALL_DAY)
        self.assertDay(day, verdict="leave", leave=8 * HOUR, kinds=[], planned=8 * HOUR)

    def test_leave_in_the_morning_and_late_after_it(self):
        day = self._day(MORNING, "13:05-17:00")
        self.assertDay(day, verdict="present", late=5 * MINUTE, leave=4 * HOUR)
        day = self._day(MORNING, "13:06-17:00")
        self.assertDay(day, verdict="late", late=6 * MINUTE)

    def test_leave_in_the_afternoon_and_gone_at_noon(self):
        day = self._day(AFTERNOON, "08:00-12:00")
        self.assertDay(day, verdict="present", early=0, leave=4 * HOUR)

    def test_two_hours_of_leave_within_the_day(self):
        day = self._day("10:00-12:00", "08:00-10:00", "13:00-17:00")
        self.assertDay(day, verdict="present", away=0, leave=2 * HOUR, worked=6 * HOUR)

    def test_hours_of_leave_at_the_beginning(self):
        self.assertDay(self._day("08:00-10:00", "10:00-17:00"), verdict="present")
        self.assertDay(self._day("08:00-10:00", "10:10-17:00"), verdict="late")

    def test_two_half_days_are_a_day(self):
        day = self._story(MORNING, AFTERNOON).day(MONDAY)
        self.assertDay(day, verdict="leave", leave=8 * HOUR, kinds=[])

    def test_overlapping_leaves_count_once(self):
        day = self._story(ALL_DAY, AFTERNOON).day(MONDAY)
        self.assertDay(day, verdict="leave", leave=8 * HOUR)

    def test_half_a_day_of_leave_and_not_there_for_the_rest(self):
        day = self._day(MORNING)
        self.assertDay(day, verdict="half_absence", kinds=["half_absence"])
        [incident] = day.incidents
        self.assertEqual(
            (incident.seconds, incident.deduction), (4 * HOUR, ("daily_share", 0.5))
        )

    def test_half_of_what_is_left_decides(self):
        # more than half of the four hours that leave has left
        day = self._day(MORNING, "15:01-17:00")
        self.assertDay(day, verdict="half_absence", kinds=["half_absence"])

    def test_leave_over_several_days_touches_only_the_plan(self):
        start, end = span(MONDAY, "08:00-17:00")[0], span(date(2026, 3, 9), ALL_DAY)[1]
        story = Story().add("absences", Absence(start, end, "leave"))
        days = story.days(MONDAY, date(2026, 3, 9))
        verdicts = [day.verdict for _date, day in sorted(days.items())]
        self.assertEqual(verdicts, ["leave"] * 5 + ["rest"] * 2 + ["leave"])

    def test_leave_after_midnight_belongs_to_the_night(self):
        story = Story(("22:00-24:00", "24:00-30:00")).punch(MONDAY, "22:00-24:00")
        story.add("absences", Absence(*span(MONDAY, "24:00-30:00")))
        self.assertDay(story.day(MONDAY), verdict="present", leave=6 * HOUR)

    def test_leave_that_ends_full_attendance(self):
        self.assertTrue(self._day(MORNING, "13:00-17:00", breaks_full=True).breaks_full)
        self.assertFalse(self._day(MORNING, "13:00-17:00").breaks_full)

    def test_leave_beside_the_plan_changes_nothing(self):
        day = self._day("18:00-20:00", ALL_DAY, breaks_full=True)
        self.assertDay(day, verdict="present", breaks_full=False, leave=0)

    def test_presence_during_leave_is_no_work(self):
        day = self._day(ALL_DAY, "08:00-12:00")
        self.assertDay(day, verdict="leave", worked=0, overtime=0)


@tagged("post_install", "-at_install")
class TestTrip(LeaveCase):
    """Edge case: business trip, training and work at home count as attended."""

    def test_a_trip_needs_no_punch(self):
        day = self._day(ALL_DAY, kind="trip")
        self.assertDay(day, verdict="trip", worked=8 * HOUR, leave=0, kinds=[])
        self.assertFalse(day.breaks_full)

    def test_back_from_a_trip_at_noon(self):
        day = self._day(MORNING, "13:00-17:00", kind="trip")
        self.assertDay(day, verdict="present", worked=8 * HOUR)

    def test_a_trip_and_leave(self):
        story = self._story(MORNING, kind="trip")
        story.add("absences", Absence(*span(MONDAY, AFTERNOON), "leave"))
        self.assertDay(story.day(MONDAY), verdict="leave", leave=4 * HOUR)

    def test_absent_after_a_trip(self):
        day = self._day(MORNING, kind="trip")
        self.assertDay(day, verdict="half_absence", kinds=["half_absence"])


@tagged("post_install", "-at_install")
class TestPending(LeaveCase):
    """Edge case: a pending leave makes the verdict provisional."""

    def test_a_pending_day(self):
        day = self._day(ALL_DAY, kind="pending")
        self.assertDay(day, verdict="awaiting", provisional=True, kinds=[], leave=0)
        self.assertEqual(self.codes(day), ["absence", "absent"])

    def test_a_pending_morning(self):
        day = self._day(MORNING, "13:00-17:00", kind="pending")
        self.assertDay(day, verdict="awaiting", provisional=True, kinds=[], late=0)

    def test_what_is_certain_stands(self):
        day = self._day(AFTERNOON, "08:20-12:00", kind="pending")
        self.assertDay(day, verdict="awaiting", kinds=["late"], early=0)

    def test_pending_but_there(self):
        day = self._day(ALL_DAY, ALL_DAY, kind="pending")
        self.assertDay(day, verdict="present", provisional=False)

    def test_approved_and_refused(self):
        story = self._story(ALL_DAY, kind="pending")
        [pending] = story.person.absences
        story.set(absences=(pending._replace(kind="leave"),))
        self.assertDay(story.day(MONDAY), verdict="leave", provisional=False)
        story.set(absences=())
        self.assertDay(story.day(MONDAY), verdict="absent", provisional=False)

    def test_approved_leave_beside_a_pending_one(self):
        story = self._story(AFTERNOON, kind="pending")
        story.add("absences", Absence(*span(MONDAY, MORNING), "leave"))
        day = story.day(MONDAY)
        self.assertDay(day, verdict="awaiting", leave=4 * HOUR, kinds=[])

    def test_the_order_of_leaves_does_not_matter(self):
        story = self._story(AFTERNOON, kind="pending")
        story.add("absences", Absence(*span(MONDAY, MORNING), "leave"))
        turned = replace(story.person, absences=story.person.absences[::-1])
        self.assertEqual(Story().set(**_fields(turned)).day(MONDAY), story.day(MONDAY))


def _fields(person):
    return {name: getattr(person, name) for name in ("absences", "punches")}
