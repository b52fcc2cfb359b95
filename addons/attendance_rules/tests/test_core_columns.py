from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged

from ..core import day_columns
from ..core.binding import Punch
from ..core.day_columns import DayColumns
from ..core.day_facts import Absence, Excuse, PersonDays, Window
from ..core.day_verdict import judge_day, judge_days
from ..core.month_summary import summarize
from ..core.stays import NONE, Stays
from .core_common import (
    HOUR,
    OFFICE,
    TERMS,
    AttendanceCoreCase,
    Story,
    at,
    dates,
    span,
)
from .test_core_properties import (
    ANY_TERMS,
    DAYS,
    KINDS,
    LAST,
    MONDAY,
    SHIFTS,
    punctuality,
    stories,
)

WEEK = dates(MONDAY, LAST)


@st.composite
def workers(draw, shifts):
    """Somebody who comes to most shifts, about in time, and asks for little."""
    punches = []
    for number, shift in enumerate(shifts):
        if draw(st.integers(0, 9)):
            start, end = (
                shift.start + draw(punctuality()),
                shift.end - draw(punctuality()),
            )
            missing = draw(st.sampled_from(["", "", "", "", "", "in", "out"]))
            if start < end:
                punches.append(
                    Punch(
                        number,
                        None if missing == "in" else start,
                        None if missing == "out" else end,
                        draw(st.booleans()),
                    )
                )
    asked = {}
    if draw(st.integers(0, 3)) == 0:
        shift = draw(st.sampled_from(shifts))
        kind = draw(st.sampled_from(["leave", "trip", "pending"]))
        halves = [(shift.start, shift.end), (shift.start, shift.start + 4 * HOUR)]
        times = draw(st.sampled_from(halves))
        asked["absences"] = (Absence(*times, kind, 1, draw(st.booleans())),)
    if draw(st.integers(0, 3)) == 0:
        shift = draw(st.sampled_from(shifts))
        asked["overtime"] = (Window(shift.end, shift.end + 2 * HOUR, 5),)
        asked["excuses"] = (Excuse(shift.start, shift.start + HOUR, 6),)
    if draw(st.integers(0, 5)) == 0:
        asked["allowances"] = {draw(st.sampled_from(WEEK)): HOUR}
        asked["exempt"] = frozenset([draw(st.sampled_from(WEEK))])
    return {"punches": tuple(punches), **asked}


@st.composite
def crowds(draw):
    """A week of people with the same plan: (people, terms)."""
    story = draw(stories())
    hours = draw(st.one_of(SHIFTS, st.just(("08:00-12:00", "16:00-20:00"))))
    terms = draw(st.one_of(ANY_TERMS, st.just(story.terms)))
    model = Story(hours, tz=story.tz, weekdays=range(4), terms=terms)
    special = draw(st.dictionaries(st.integers(0, DAYS - 1), KINDS, max_size=2))
    model.set(
        day_types={MONDAY + timedelta(days=n): kind for n, kind in special.items()},
        now=draw(st.sampled_from([None, at(MONDAY, "60:00", story.tz)])),
    )
    model = model.planned(MONDAY, LAST)
    others = draw(st.lists(workers(model.plan.shifts), min_size=1, max_size=6))
    wild = story.person
    wild = {
        name: getattr(wild, name)
        for name in ("punches", "absences", "overtime", "excuses", "allowances")
    }
    people = [replace(model, **values) for values in (*others, wild)]
    if draw(st.booleans()):
        people[0].employed = ((WEEK[1], WEEK[3]),)
    return people, terms


def columns_of(people, terms):
    """The table of their week."""
    people = [replace(one, punches=Stays.of(one.punches)) for one in people]
    columns = DayColumns(MONDAY, LAST, len(people))
    columns.judge(range(len(people)), people, terms)
    return columns


@tagged("post_install", "-at_install")
class TestColumns(AttendanceCoreCase):
    """What columns say is what the rules say of each date alone."""

    def setUp(self):
        super().setUp()
        self.patch(day_columns, "FEW", 1)

    @given(crowds())
    def test_columns_say_what_the_long_way_says(self, crowd):
        people, terms = crowd
        columns = columns_of(people, terms)
        summaries = columns.summaries()
        for place, person in enumerate(people):
            known = PersonDays(person, terms)
            days = {day: judge_day(known.facts(day), terms) for day in WEEK}
            for number, (work_date, day) in enumerate(days.items()):
                self.assertEqual(columns.verdict(place, number), day, work_date)
            self.assertEqual(summaries[place], summarize(days))
            self.assertEqual(summaries[place].to_text(), summarize(days).to_text())

    @given(crowds())
    def test_whoever_else_is_judged_does_not_matter(self, crowd):
        people, terms = crowd
        together = columns_of(people, terms)
        for place, person in enumerate(people):
            alone = columns_of([person], terms)
            for number in range(DAYS):
                self.assertEqual(
                    together.verdict(place, number), alone.verdict(0, number)
                )

    def test_ordinary_days_are_judged_by_columns_alone(self):
        story = Story().attend(*WEEK)
        person = story.planned(MONDAY, LAST)
        never = patch.object(day_columns, "judge_day", side_effect=AssertionError)
        with never, patch.object(day_columns, "judge_days", side_effect=AssertionError):
            columns = columns_of([person] * 3, TERMS)
        days = judge_days(person, MONDAY, LAST, TERMS)
        self.assertEqual({day.verdict for day in days.values()}, {"present"})
        for number, day in enumerate(days.values()):
            self.assertEqual(columns.verdict(2, number), day)

    def test_who_did_not_come_is_judged_once_for_all(self):
        person = Story().planned(MONDAY, LAST)
        with patch.object(day_columns, "judge_day", side_effect=judge_day) as judged:
            columns = columns_of([person] * 9, TERMS)
        self.assertEqual(judged.call_count, DAYS)
        self.assertEqual(columns.verdict(8, 0).verdict, "absent")

    def test_a_few_people_are_judged_one_by_one(self):
        self.patch(day_columns, "FEW", 4)
        person = Story().attend(MONDAY).planned(MONDAY, LAST)
        expected = [*judge_days(person, MONDAY, LAST, TERMS).values()]
        for count in (3, 4):
            columns = columns_of([person] * count, TERMS)
            found = [columns.verdict(count - 1, number) for number in range(DAYS)]
            self.assertEqual(found, expected)

    def test_a_date_without_a_verdict_is_none(self):
        columns = DayColumns(MONDAY, LAST, 1)
        days = Story().attend(MONDAY).days(MONDAY, MONDAY)
        columns.put(0, days)
        self.assertEqual(columns.judged.tolist(), [[True] + [False] * (DAYS - 1)])
        self.assertEqual(columns.verdict(0, 0), days[MONDAY])

    def test_stays_read_like_punches(self):
        start, end = span(MONDAY, OFFICE[0])
        punches = [
            (1, start, end, False),
            (2, None, end, True),
            (3, start, None, False),
        ]
        stays = Stays.of(punches)
        self.assertEqual(list(stays), punches)
        self.assertEqual(len(stays), 3)
        self.assertEqual(stays.rows()[1].tolist(), [2, NONE, end, 1])
        other = Stays.of([*punches[:2], (3, start, start + 1, False)])
        self.assertNotEqual(stays.stamp(), other.stamp())
        self.assertFalse(Stays.of([]))
