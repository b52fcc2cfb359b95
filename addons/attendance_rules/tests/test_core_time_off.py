from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ...base_engine_tools.core import spans
from ..core.day_facts import Absence
from ..core.time_off import Request, times_of
from .core_common import HOUR, MONDAY, AttendanceCoreCase, Story, at

TUESDAY = MONDAY + timedelta(days=1)
NIGHT = ("22:00-24:00", "24:00-30:00")
OFFICE = ("09:00-12:00", "13:00-18:00")


def ask(story, request):
    """Add a request that was approved."""
    person = story.planned(request.first, request.last)
    for start, end in times_of(request, person):
        story.add("absences", Absence(start, end, type_id=3))
    return story


@tagged("post_install", "-at_install")
class TestTimeOff(AttendanceCoreCase):
    """What a request covers of the plan."""

    def _leave(self, hours, request, day=MONDAY, **values):
        story = Story(hours, weekdays=range(7), **values)
        return ask(story, request).day(day).leave

    def test_halves_of_a_day(self):
        am, pm = ("am", "am"), ("pm", "pm")
        for hours, morning, afternoon in (
            (OFFICE, 3, 5),
            (("09:00-13:00", "14:00-18:00"), 4, 4),
            (("08:00-16:00",), 4, 4),
            (("15:00-23:00",), 4, 4),
            (("14:00-18:00", "18:30-22:30"), 4, 4),
            (("06:00-10:00", "10:15-14:00"), 4, 3.75),
        ):
            with self.subTest(hours):
                found = [
                    self._leave(hours, Request(MONDAY, MONDAY, *half)) / HOUR
                    for half in (am, pm, ("am", "pm"))
                ]
                self.assertEqual(found, [morning, afternoon, morning + afternoon])

    def test_the_first_half_of_a_date_is_the_end_of_the_night_before(self):
        story = Story(NIGHT, weekdays=range(7)).punch(MONDAY, "21:55-24:00")
        day = ask(story, Request(TUESDAY, TUESDAY, "am", "am")).day(MONDAY)
        self.assertDay(day, verdict="present", leave=6 * HOUR, early=0, kinds=[])

    def test_the_second_half_of_a_date_is_the_beginning_of_its_night(self):
        story = Story(NIGHT, weekdays=range(7)).punch(MONDAY, "24:00-30:00")
        day = ask(story, Request(MONDAY, MONDAY, "pm", "pm")).day(MONDAY)
        self.assertDay(day, verdict="present", leave=2 * HOUR, late=0, kinds=[])

    def test_a_whole_day_is_the_night_that_begins_on_it(self):
        story = Story(NIGHT, weekdays=range(7)).punch(date(2026, 3, 1), "22:00-30:00")
        days = ask(story, Request(MONDAY, MONDAY)).days(date(2026, 3, 1), MONDAY)
        found = [day.leave for _date, day in sorted(days.items())]
        self.assertEqual(found, [0, 8 * HOUR])

    def test_on_the_morning_after_the_last_night_a_whole_day_is_its_end(self):
        friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
        story = Story(NIGHT, weekdays=range(5)).punch(friday, "22:00-24:00")
        days = ask(story, Request(saturday, saturday)).days(friday, saturday)
        self.assertEqual(days[friday].leave, 6 * HOUR)
        self.assertEqual(days[friday].incidents, ())
        self.assertEqual(days[saturday].verdict, "rest")

    def test_from_a_noon_to_a_noon(self):
        request = Request(MONDAY, date(2026, 3, 4), "pm", "am")
        for hours, whole in ((OFFICE, [5, 8, 3]), (NIGHT, [8, 8, 0])):
            days = ask(Story(hours, weekdays=range(7)), request).days(
                MONDAY, request.last
            )
            found = [day.leave / HOUR for _date, day in sorted(days.items())]
            self.assertEqual(found, whole)

    def test_hours_are_hours_of_the_schedules_clock(self):
        request = Request(MONDAY, MONDAY, hours=(13.0, 18.0))
        for tz in ("Asia/Shanghai", "Europe/Berlin", "America/New_York"):
            self.assertEqual(self._leave(OFFICE, request, tz=tz), 5 * HOUR)
        request = Request(TUESDAY, TUESDAY, hours=(0, 3.5))
        self.assertEqual(self._leave(NIGHT, request), 3.5 * HOUR)

    def test_half_of_a_flexible_day_is_half_of_its_hours(self):
        day = {MONDAY: 8 * HOUR}
        for halves, hours in ((("am", "am"), 4), (("pm", "pm"), 4), (("", ""), 8)):
            story = Story(()).set(flexible=day)
            leave = ask(story, Request(MONDAY, MONDAY, *halves)).day(MONDAY).leave
            self.assertEqual(leave, hours * HOUR)

    @given(
        st.sampled_from([OFFICE, NIGHT, ("15:00-23:00",), ("00:00-24:00",)]),
        st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin"]),
        st.dates(date(2026, 3, 2), date(2026, 11, 20)),
    )
    def test_both_halves_are_every_hour_of_the_date_once(self, hours, tz, day):
        person = Story(hours, tz=tz, weekdays=range(7)).planned(day, day)
        am = times_of(Request(day, day, "am", "am"), person)
        pm = times_of(Request(day, day, "pm", "pm"), person)
        self.assertFalse(spans.common(am, pm))
        worked = [piece for shift in person.plan.shifts for piece in shift.pieces]
        of_date = spans.common(
            spans.merged(worked), [(at(day, "00:00", tz), at(day, "24:00", tz))]
        )
        both = spans.merged([*am, *pm])
        self.assertFalse(spans.minus(of_date, both), (am, pm, of_date))
