from dataclasses import replace
from datetime import date

from odoo.tests import tagged

from ..core.day_facts import Absence, Excuse
from ..core.month_verdict import judge_month
from .core_common import (
    HOUR,
    TERMS,
    AttendanceCoreCase,
    Story,
    dates,
    span,
)

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
#: 22 working days: 2-6, 9-13, 16-20, 23-27, 30 and 31.
WORKING = [day for day in dates(FIRST, LAST) if day.weekday() < 5]


def march(day):
    """A date of March 2026."""
    return date(2026, 3, day)


class MonthCase(AttendanceCoreCase):
    """A month in which all goes well but for some days."""

    def _story(self, differs, terms=TERMS, **values):
        """Attend every working day; ``differs``: {day: stretch or None for absent}."""
        story = Story(terms=terms)
        for day in WORKING:
            stretch = differs.get(day.day, "08:00-17:00")
            if stretch:
                story.punch(day, stretch)
        return story.set(**values) if values else story

    def _late(self, *days, **values):
        return self._story(dict.fromkeys(days, "08:10-17:00"), **values)

    def _graced(self, month):
        return [judged.work_date.day for judged in month.incidents if judged.graced]


@tagged("post_install", "-at_install")
class TestGrace(MonthCase):
    """CS-1.3: one grace a month for late or early; beyond it pay is deducted."""

    def test_cs_1_3_the_first_is_graced_and_the_second_deducted(self):
        month = self._late(4, 11).month(wages=((FIRST, 660_000),))
        self.assertEqual(self._graced(month), [4])
        self.assertEqual([j.deduction for j in month.incidents], [0, 5000])
        self.assertEqual(month.deduction, 5000)
        self.assertIn(("grace_used", {"used": 1, "of": 1}), month.lines)
        self.assertLines(month.lines)

    def test_grace_is_for_leaving_early_too(self):
        story = self._story({4: "08:00-16:50", 11: "08:10-17:00"})
        self.assertEqual(self._graced(story.month()), [4])

    def test_two_incidents_of_a_day_in_order_of_time(self):
        month = self._story({4: "08:10-16:50"}).month()
        self.assertEqual(
            [(j.incident.kind, j.graced) for j in month.incidents],
            [("late", True), ("early", False)],
        )

    def test_a_correction_passes_the_grace_on(self):
        self.assertEqual(self._graced(self._late(4, 11, 12).month()), [4])
        self.assertEqual(self._graced(self._late(11, 12).month()), [11])

    def test_an_excused_incident_uses_no_grace(self):
        excuse = Excuse(*span(march(4), "08:00-09:00"), 9)
        story = self._late(4, 11, 12).add("excuses", excuse)
        month = story.month(wages=((FIRST, 660_000),))
        self.assertEqual(self._graced(month), [11])
        self.assertEqual([j.deduction for j in month.incidents], [0, 0, 5000])
        self.assertEqual(month.totals["excused"], 1)

    def test_absence_is_not_graced(self):
        month = self._story({4: None, 5: "13:30-17:00"}).month()
        self.assertEqual(self._graced(month), [])

    def test_a_missing_punch_costs_nothing(self):
        month = self._story({4: "08:00-"}).month(wages=((FIRST, 660_000),))
        self.assertEqual((month.deduction, month.totals["missing"]), (0, 1))

    def test_each_month_has_its_own_grace(self):
        story = Story()
        for day in (date(2026, 3, 31), date(2026, 4, 1)):
            story.punch(day, "08:10-17:00")
        april = story.month(date(2026, 4, 1), date(2026, 4, 30))
        self.assertTrue(april.incidents[0].graced)

    def test_more_grace_by_policy(self):
        month = self._late(4, 5, 11, terms=replace(TERMS, monthly_grace=2)).month()
        self.assertEqual(self._graced(month), [4, 5])


@tagged("post_install", "-at_install")
class TestRun(MonthCase):
    """CS-1.3: three in a row make a performance talk due."""

    def _runs(self, month):
        return [judged.run_length for judged in month.incidents]

    def test_cs_1_3_three_in_a_row(self):
        month = self._late(3, 4, 5).month()
        self.assertEqual((self._runs(month), month.talks), ([1, 2, 3], (march(5),)))
        self.assertIn(("talk", {"date": "2026-03-05", "run": 3}), month.lines)

    def test_cs_1_3_one_talk_for_three_then_one_for_six(self):
        month = self._late(3, 4, 5, 6, 9, 10).month()
        self.assertEqual(month.talks, (march(5), march(10)))

    def test_a_day_on_time_ends_the_run(self):
        month = self._late(3, 4, 6).month()
        self.assertEqual((self._runs(month), month.talks), ([1, 2, 1], ()))

    def test_a_weekend_neither_ends_nor_extends_it(self):
        self.assertEqual(self._late(5, 6, 9).month().talks, (march(9),))

    def test_leave_neither_ends_nor_extends_it(self):
        story = self._story({4: None, 3: "08:10-17:00", 5: "08:10-17:00"})
        story.add("absences", Absence(*span(march(4), "08:00-17:00")))
        self.assertEqual(self._runs(story.month()), [1, 2])

    def test_absence_ends_it(self):
        story = self._story({3: "08:10-17:00", 4: None, 5: "08:10-17:00"})
        self.assertEqual(self._runs(story.month()), [1, 0, 1])

    def test_an_excused_day_neither_ends_nor_extends_it(self):
        story = self._late(3, 4, 5)
        story.add("excuses", Excuse(*span(march(4), "08:00-09:00"), 9))
        self.assertEqual(self._runs(story.month()), [1, 0, 2])

    def test_a_missing_punch_neither_ends_nor_extends_it(self):
        story = self._story({3: "08:10-17:00", 4: "08:00-", 5: "08:10-17:00"})
        self.assertEqual(self._runs(story.month()), [1, 0, 2])

    def test_late_and_early_on_a_day_is_one_day(self):
        month = self._story({3: "08:10-16:00", 4: "08:10-17:00"}).month()
        self.assertEqual((self._runs(month), month.run), ([1, 1, 2], 0))

    def test_a_run_crosses_the_end_of_the_month(self):
        march_story = self._late(30, 31)
        self.assertEqual(march_story.month().run, 2)
        april = Story().punch(date(2026, 4, 1), "08:10-17:00")
        month = april.month(date(2026, 4, 1), date(2026, 4, 30), carried_run=2)
        self.assertEqual(month.talks, (date(2026, 4, 1),))

    def test_a_run_crosses_the_end_of_the_year(self):
        december = Story().punch(date(2026, 12, 31), "08:10-17:00")
        run = december.month(date(2026, 12, 31), date(2026, 12, 31)).run
        january = Story().punch(date(2027, 1, 1), "08:10-17:00")
        month = january.month(date(2027, 1, 1), date(2027, 1, 1), carried_run=run)
        self.assertEqual(month.run, 2)

    def test_no_talk_without_a_threshold(self):
        terms = replace(TERMS, talk_threshold=0)
        self.assertEqual(self._late(3, 4, 5, terms=terms).month().talks, ())


@tagged("post_install", "-at_install")
class TestFullAttendance(MonthCase):
    """CS-1.6: what a month of full attendance is."""

    def _reasons(self, story):
        month = story.month()
        self.assertEqual(month.full_attendance, not month.reasons)
        self.assertLines(month.reasons)
        return [code for code, _figures in month.reasons]

    def test_cs_1_6_a_full_month(self):
        self.assertEqual(self._reasons(self._story({})), [])

    def test_absence_lateness_and_a_missing_punch_end_it(self):
        for stretch in (None, "08:10-17:00", "08:00-", "08:00-16:00"):
            with self.subTest(stretch=stretch):
                self.assertEqual(self._reasons(self._story({4: stretch})), ["incident"])

    def test_tolerated_lateness_does_not(self):
        self.assertEqual(self._reasons(self._story({4: "08:05-17:00"})), [])

    def test_the_graced_lateness_by_policy(self):
        lenient = replace(TERMS, grace_breaks_full=False)
        self.assertEqual(self._reasons(self._late(4, terms=lenient)), [])
        self.assertEqual(self._reasons(self._late(4, 5, terms=lenient)), ["incident"])
        [reason] = self._late(4).month().reasons
        self.assertEqual(reason[1]["graced"], 1)

    def test_leave_by_its_type(self):
        for breaks, expected in ((False, []), (True, ["leave"])):
            with self.subTest(breaks=breaks):
                leave = Absence(*span(march(4), "08:00-17:00"), breaks_full=breaks)
                story = self._story({4: None}).add("absences", leave)
                self.assertEqual(self._reasons(story), expected)

    def test_a_trip_does_not(self):
        trip = Absence(*span(march(4), "08:00-17:00"), "trip")
        story = self._story({4: None}).add("absences", trip)
        self.assertEqual(self._reasons(story), [])

    def test_an_excused_lateness_does_not(self):
        excuse = Excuse(*span(march(4), "08:00-09:00"), 9)
        self.assertEqual(self._reasons(self._late(4).add("excuses", excuse)), [])

    def test_what_is_not_decided_yet(self):
        pending = Absence(*span(march(4), "08:00-17:00"), "pending")
        story = self._story({4: None}).add("absences", pending)
        self.assertEqual(self._reasons(story), ["undecided"])

    def test_a_month_without_a_plan(self):
        self.assertEqual(self._reasons(Story(weekdays=())), ["no_plan"])


@tagged("post_install", "-at_install")
class TestTotals(MonthCase):
    """What a statement sums up."""

    def test_sums(self):
        leave = Absence(*span(march(6), "08:00-12:00"))
        story = self._story({3: "08:10-17:00", 4: None, 5: "08:00-", 6: "13:00-17:00"})
        totals = story.add("absences", leave).month().totals
        self.assertEqual(totals["days"], 22)
        self.assertEqual(totals["present"], 21)
        self.assertEqual(totals["planned"], 22 * 8 * HOUR)
        self.assertEqual(totals["late"], 600)
        self.assertEqual((totals["leave_days"], totals["absence_days"]), (0.5, 1.0))
        self.assertEqual((totals["late_count"], totals["missing"]), (1, 1))
        self.assertEqual((totals["incidents"], totals["graced"]), (3, 1))

    def test_lateness_of_more_than_half_is_no_absent_day(self):
        month = self._story({3: "14:00-17:00"}).month()
        self.assertEqual([i.incident.kind for i in month.incidents], ["half_absence"])
        self.assertEqual(month.totals["absence_days"], 0)

    def test_the_order_of_the_days_does_not_matter(self):
        story = self._late(3, 4, 5)
        days = story.days(FIRST, LAST)
        turned = dict(reversed(days.items()))
        self.assertEqual(judge_month(turned, TERMS), judge_month(days, TERMS))
