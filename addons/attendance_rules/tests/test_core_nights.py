from dataclasses import replace
from datetime import date, timedelta

from odoo.tests import tagged

from ..core.day_facts import Window
from ..core.plan import make_plan
from .core_common import HOUR, MONDAY, AttendanceCoreCase, Story, at, span

NIGHT = ("22:00-24:00", "24:00-30:00")
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))


class HolidayStory(Story):
    """Nights of every day; Wednesday is a holiday."""

    def __init__(self):
        super().__init__(NIGHT, weekdays=range(7))
        self.set(day_types={WEDNESDAY: "holiday"})

    def pieces(self, first, last):
        """What the holiday has left of the nights."""
        start, end = at(WEDNESDAY, "00:00"), at(WEDNESDAY, "24:00")
        return [p for p in super().pieces(first, last) if not start <= p[0] < end]

    def planned(self, first, last):
        """The person with the plan, as the engine compiles it."""
        person = super().planned(first, last)
        cut_at = {at(WEDNESDAY, "00:00"), at(WEDNESDAY, "24:00")}
        person.plan = make_plan(self.pieces(first, last), self.tz, self.terms, cut_at)
        return person


@tagged("post_install", "-at_install")
class TestNightsAndHolidays(AttendanceCoreCase):
    """A night that a holiday touches costs nobody who was free."""

    def _days(self, *stretches):
        story = HolidayStory().punch(TUESDAY, *stretches)
        story.punch(MONDAY, "22:00-30:00").punch(THURSDAY, "22:00-30:00")
        return story, story.days(MONDAY, THURSDAY)

    def test_who_stays_away_is_free(self):
        story, days = self._days()
        verdicts = [day.verdict for _date, day in sorted(days.items())]
        self.assertEqual(verdicts, ["present", "rest", "holiday", "present"])
        month = story.month(MONDAY, THURSDAY, wages=((MONDAY, 660_000),))
        self.assertEqual((month.deduction, month.totals["absence_days"]), (0, 0))

    def test_who_goes_home_at_midnight_was_there(self):
        _story, days = self._days("21:55-24:01")
        self.assertDay(days[TUESDAY], verdict="present", planned=2 * HOUR)

    def test_who_works_on_has_worked_on_the_holiday(self):
        _story, days = self._days("22:00-30:00")
        self.assertDay(days[TUESDAY], verdict="present", overtime=0)
        self.assertDay(days[WEDNESDAY], verdict="off_plan", overtime=6 * HOUR)

    def test_hours_of_the_holiday_are_approved_as_such(self):
        story = HolidayStory().punch(WEDNESDAY, "21:55-30:00")
        story.add("overtime", Window(*span(WEDNESDAY, "21:00-24:00")))
        days = story.days(MONDAY, THURSDAY)
        figures = {"overtime": 2 * HOUR + 300, "overtime_approved": 2 * HOUR + 300}
        self.assertDay(days[WEDNESDAY], verdict="off_plan", **figures)
        self.assertDay(days[THURSDAY], overtime=0, planned=6 * HOUR + 8 * HOUR)

    def test_every_second_counts_once(self):
        for stretch in ("20:00-34:00", "18:30-24:30", "22:00-46:00", "46:00-60:00"):
            with self.subTest(stretch):
                story = HolidayStory().punch(TUESDAY, stretch)
                story.terms = replace(story.terms, longest=0)
                days = story.days(date(2026, 3, 1), date(2026, 3, 7))
                start, end = span(TUESDAY, stretch)
                worked = sum(day.worked for day in days.values())
                self.assertEqual(worked, end - start)
