from dataclasses import replace
from datetime import timedelta

from odoo.tests import tagged

from ..core.day_facts import Excuse
from ..core.terms import Band
from .core_common import (
    HOUR,
    MINUTE,
    MONDAY,
    TERMS,
    AttendanceCoreCase,
    Story,
    at,
    span,
)


@tagged("post_install", "-at_install")
class TestLateness(AttendanceCoreCase):
    """CS-1.3: late and early, by the bands of the policy."""

    def _day(self, stretch, terms=TERMS):
        return Story(terms=terms).punch(MONDAY, stretch).day(MONDAY)

    def _severity(self, stretch):
        return [incident.severity for incident in self._day(stretch).incidents]

    def test_on_time_to_the_second(self):
        day = self._day("08:00-17:00")
        self.assertDay(day, verdict="present", late=0, early=0, lines=())

    def test_cs_1_3_bands_of_lateness_to_the_second(self):
        expected = {
            "08:05-17:00": [],
            "08:05:01-17:00": ["late"],
            "08:30-17:00": ["late"],
            "08:30:01-17:00": ["serious"],
            "13:00-17:00": ["serious"],
            "13:00:01-17:00": ["half_absence"],
        }
        found = {stretch: self._severity(stretch) for stretch in expected}
        self.assertEqual(found, expected)

    def test_cs_1_3_bands_of_leaving_early_to_the_second(self):
        expected = {
            "08:00-16:55": [],
            "08:00-16:54:59": ["late"],
            "08:00-16:30": ["late"],
            "08:00-16:29:59": ["serious"],
            "08:00-12:00": ["serious"],
            "08:00-11:59:59": ["half_absence"],
        }
        found = {stretch: self._severity(stretch) for stretch in expected}
        self.assertEqual(found, expected)

    def test_tolerated_lateness_is_seen_but_not_counted(self):
        day = self._day("08:03-17:00")
        self.assertDay(day, verdict="present", late=3 * MINUTE, kinds=[])
        self.assertEqual(day.lines[0][1]["severity"], "tolerated")

    def test_lunch_is_not_late_time(self):
        self.assertDay(self._day("14:00-17:00"), late=5 * HOUR)
        self.assertDay(self._day("08:00-12:30"), early=4 * HOUR)

    def test_half_a_day_absent_is_its_own_kind(self):
        day = self._day("14:00-17:00")
        self.assertDay(day, verdict="half_absence", kinds=["half_absence"])

    def test_late_and_early_are_two_incidents(self):
        day = self._day("08:10-16:00")
        self.assertDay(day, verdict="late_early", kinds=["late", "early"])

    def test_late_and_early_may_be_one_incident(self):
        once = replace(TERMS, both_count_once=True)
        day = self._day("08:10-16:00", once)
        self.assertDay(day, verdict="late_early", kinds=["early"], late=10 * MINUTE)
        self.assertIn("counted_once", self.codes(day))
        day = self._day("08:10-16:50", once)
        self.assertDay(day, verdict="late_early", kinds=["late"])

    def test_of_two_the_graver_counts_and_not_the_longer(self):
        bands = (Band("late", severity="serious"), Band("early", severity="late"))
        day = self._day(
            "08:10-16:00", replace(TERMS, both_count_once=True, bands=bands)
        )
        self.assertDay(day, verdict="late_early", kinds=["late"])

    def test_counting_once_spares_no_missing_punch(self):
        once = replace(TERMS, both_count_once=True)
        day = self._day("08:10-", once)
        self.assertDay(day, kinds=["late", "missing_out"])

    def test_tolerated_and_early_is_early_only(self):
        day = self._day("08:03-16:00", replace(TERMS, both_count_once=True))
        self.assertDay(day, verdict="early", kinds=["early"])

    def test_bands_may_differ_for_late_and_early(self):
        terms = replace(TERMS, bands=(Band("late", over=0), Band("early", over=HOUR)))
        self.assertDay(self._day("08:00:01-16:00", terms), verdict="late")
        self.assertDay(self._day("08:00-15:59:59", terms), verdict="early")

    def test_without_bands_nobody_is_late(self):
        day = self._day("08:30-16:00", replace(TERMS, bands=()))
        self.assertDay(day, verdict="present", late=30 * MINUTE, early=HOUR, lines=())

    def test_after_night_duty_one_may_come_later(self):
        story = Story().set(allowances={MONDAY: 2 * HOUR})
        day = story.punch(MONDAY, "10:00-17:00").day(MONDAY)
        self.assertDay(day, verdict="present", late=0, kinds=[])
        self.assertEqual(self.codes(day), ["allowance"])

    def test_later_than_night_duty_allows(self):
        story = Story().set(allowances={MONDAY: 2 * HOUR})
        day = story.punch(MONDAY, "10:10-17:00").day(MONDAY)
        self.assertDay(day, verdict="late", late=10 * MINUTE)

    def test_night_duty_may_allow_to_stay_away(self):
        story = Story().set(allowances={MONDAY: 10 * HOUR})
        day = story.day(MONDAY)
        self.assertDay(day, verdict="rest", kinds=[], planned=8 * HOUR)
        self.assertEqual(self.codes(day), ["allowance"])
        day = story.punch(MONDAY, "08:00-10:00").day(MONDAY)
        self.assertDay(day, verdict="present", kinds=[], early=0)

    def test_night_duty_that_ends_in_the_shift(self):
        # by the clock until 14:00: three of the eight hours are left
        story = Story().set(allowances={MONDAY: 6 * HOUR})
        self.assertDay(story.day(MONDAY), verdict="half_absence")
        self.assertEqual(story.day(MONDAY).incidents[0].seconds, 3 * HOUR)
        day = story.punch(MONDAY, "14:10-17:00").day(MONDAY)
        self.assertDay(day, verdict="late", late=10 * MINUTE)

    def test_an_exempt_date_has_no_consequences(self):
        story = Story().set(exempt=frozenset([MONDAY]))
        self.assertDay(story.day(MONDAY), verdict="present", kinds=[])
        self.assertEqual(self.codes(story.day(MONDAY)), ["absent", "exempt"])
        day = story.punch(MONDAY, "08:00-17:00").day(MONDAY)
        self.assertDay(day, verdict="present", lines=())

    def test_each_date_is_judged_by_itself(self):
        tuesday = MONDAY + timedelta(days=1)
        story = Story().punch(MONDAY, "08:10-17:00").attend(tuesday)
        alone = Story().attend(tuesday).day(tuesday)
        self.assertEqual(story.days(MONDAY, tuesday)[tuesday], alone)


@tagged("post_install", "-at_install")
class TestExcuse(AttendanceCoreCase):
    """One cause excuses what it touches."""

    def _day(self, stretch, excuse, terms=TERMS):
        story = Story(terms=terms).add("excuses", Excuse(*span(MONDAY, excuse), 7))
        return story.punch(MONDAY, *stretch).day(MONDAY)

    def _excused(self, stretch, excuse):
        day = self._day(stretch, excuse)
        self.assertLines(day.lines)
        return [incident.excuse_id for incident in day.incidents]

    def test_an_excuse_covers_the_lateness_it_touches(self):
        self.assertEqual(self._excused(["08:20-17:00"], "08:10-08:30"), [7])
        self.assertEqual(self._excused(["08:20-17:00"], "08:21-08:30"), [0])
        self.assertEqual(self._excused(["08:20-16:00"], "07:00-08:00"), [7, 0])

    def test_an_excuse_covers_a_missing_punch(self):
        self.assertEqual(self._excused(["08:00-"], "16:30-17:30"), [7])

    def test_an_excuse_covers_an_absence_only_as_a_whole(self):
        self.assertEqual(self._excused([], "08:00-09:00"), [0])
        self.assertEqual(self._excused([], "08:00-17:00"), [7])

    def test_the_verdict_stays_what_happened(self):
        day = self._day(["08:20-17:00"], "08:10-08:30")
        self.assertDay(day, verdict="late")
        self.assertEqual(self.codes(day), ["late", "excused"])

    def test_lateness_ends_when_the_person_came(self):
        [incident] = Story().punch(MONDAY, "08:20-17:00").day(MONDAY).incidents
        self.assertEqual(incident.at, at(MONDAY, "08:00"))
        self.assertEqual(incident.until, at(MONDAY, "08:20"))
