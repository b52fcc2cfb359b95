from datetime import date, timedelta

from odoo.tests import BaseCase

from ..story import days as story
from ..story.people import LEAVER, NEWCOMER, PEOPLE

DAY = timedelta(1)


def months(today):
    """Working days (Monday to Friday) of six months and the current one."""
    result = []
    year, month = today.year, today.month
    for back in range(6, -1, -1):
        index = year * 12 + month - 1 - back
        first = date(index // 12, index % 12 + 1, 1)
        following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
        days = [first + DAY * number for number in range((following - first).days)]
        result.append([day for day in days if day.weekday() < 5])
    return result


class TestDemoStory(BaseCase):
    TODAYS = (date(2026, 1, 1), date(2026, 3, 31), date(2027, 2, 14), date(2028, 2, 29))

    def test_same_date_same_story(self):
        for today in self.TODAYS:
            for person in PEOPLE:
                with self.subTest(today=today, person=person):
                    self.assertEqual(
                        story.stays(person, months(today)),
                        story.stays(person, months(today)),
                    )

    def test_nobody_is_in_two_stays_at_a_time(self):
        for today in self.TODAYS:
            for person in PEOPLE:
                spans = sorted(
                    (stay.day, stay.start or stay.end, stay.end or stay.start)
                    for stay in story.stays(person, months(today))
                )
                for before, after in zip(spans, spans[1:], strict=False):
                    if before[0] == after[0]:
                        self.assertLess(before[2], after[1])
                    self.assertLessEqual(before[1], before[2])

    def test_whoever_is_not_in_the_script_is_on_time(self):
        plain = set(PEOPLE) - {person for person, _month, _day in story.SCRIPT}
        plain -= {person for person, _month, _day in story.SATURDAYS}
        for person in plain:
            if PEOPLE[person].hours == "day":
                for stay in story.stays(person, months(self.TODAYS[0])):
                    self.assertLess(stay.start, 8 * 60)
                    self.assertGreater(stay.end, 17 * 60)

    def test_three_in_a_row_are_in_the_script(self):
        late = [
            day
            for (person, month, day), texts in story.SCRIPT.items()
            if person == 6 and month == 5 and texts[0] > "8:05"
        ]
        self.assertEqual(late[:3], [3, 4, 5])

    def test_after_a_night_one_comes_before_noon(self):
        days = months(self.TODAYS[1])
        night = days[5][4]
        (stay,) = [stay for stay in story.stays(19, days, {night}) if stay.day == night]
        self.assertTrue(11 * 60 < stay.start < 12 * 60)

    def test_somebody_comes_and_somebody_goes(self):
        days = months(self.TODAYS[1])
        self.assertEqual(story.employed(NEWCOMER, days), (days[4][9], None))
        self.assertEqual(story.employed(LEAVER, days), (None, days[5][9]))
        self.assertEqual(story.employed(1, days), (None, None))

    def test_every_leave_lies_on_working_days(self):
        for today in self.TODAYS:
            days = months(today)
            for absent in story.leaves(days):
                with self.subTest(today=today, absent=absent):
                    working = [day for month in days for day in month]
                    self.assertIn(absent.first, working)
                    self.assertIn(absent.last, working)
                    self.assertLessEqual(absent.first, absent.last)
