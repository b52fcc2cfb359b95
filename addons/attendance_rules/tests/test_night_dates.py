from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from ..engine.day_types import day_types
from ..engine.rules import rules_of
from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
NAMES = {"workday": "workday", "weekend": "restday", "holiday": "holiday"}


@tagged("post_install", "-at_install")
class TestNightDates(AttendanceCase):
    """A date on which only the end of a night lies has one reading: no work begins on
    it, so it is a rest day for whoever weighs, pays or explains it."""

    def _calendar(self, evenings, **values):
        """Nights from ten to six that begin on some weekdays."""
        lines = [
            line
            for evening in evenings
            for line in ((evening, 22, 24), ((evening + 1) % 7, 0, 6))
        ]
        return self.env["resource.calendar"].create(
            {
                "name": "Nights",
                "tz": "Asia/Shanghai",
                "company_id": self.company.id,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": "Night",
                                "dayofweek": str(weekday),
                                "hour_from": start,
                                "hour_to": stop,
                                "day_period": "morning" if start < 12 else "afternoon",
                            }
                        )
                        for weekday, start, stop in lines
                    ),
                ],
                **values,
            }
        )

    def _readings(self, calendar, first, last):
        kinds = calendar._day_kinds(self.company, first, last)
        employee = self._create_employee("Night", resource_calendar_id=calendar.id)
        terms = rules_of(self.policy, self.company.currency_id).terms
        types = day_types(self.env, {employee.id: set(kinds)}, terms)
        mine = {day: kind for (_id, day), kind in types.items()}
        return {day: NAMES[kind] for day, kind in kinds.items()}, mine

    def test_the_end_of_a_night_has_one_reading(self):
        for evenings in (range(5), [4], [0, 2, 4], range(6), [6]):
            for first in (MONDAY, MONDAY + timedelta(days=5)):
                with self.subTest(evenings=list(evenings), first=first):
                    calendar = self._calendar(evenings)
                    last = first + timedelta(days=8)
                    weighed, paid = self._readings(calendar, first, last)
                    self.assertEqual(weighed, paid)
                    for day, kind in paid.items():
                        begins = day.weekday() in evenings
                        self.assertEqual(kind, "workday" if begins else "restday")

    def test_what_a_holiday_leaves_of_a_night_is_no_working_day(self):
        friday = MONDAY + timedelta(days=4)
        calendar = self._calendar(range(5))
        self.env["resource.special.day"].create(
            {
                "name": "Festival",
                "kind": "holiday",
                "date": friday,
                "company_id": self.company.id,
            }
        )
        weighed, paid = self._readings(calendar, MONDAY, MONDAY + timedelta(days=6))
        self.assertEqual(weighed, paid)
        self.assertEqual(paid[friday], "holiday")
        self.assertEqual(paid[friday + timedelta(days=1)], "restday")
