from datetime import timedelta

from odoo.tests import tagged

from ..core.binding import Punch
from ..core.day_facts import Absence, Excuse, Window
from .core_common import HOUR, MINUTE, MONDAY, AttendanceCoreCase, Story, at, span
from .test_core_month import MonthCase, march

TUESDAY = MONDAY + timedelta(days=1)
SPLIT = ("08:00-12:00", "16:00-20:00")
LATE_SHIFT = ("14:00-18:00", "18:00-22:00")


@tagged("post_install", "-at_install")
class TestEdges(AttendanceCoreCase):
    """Two shifts of a date, presence beside the plan, presses at bounds."""

    def _day(self, *stretches, hours=SPLIT, **values):
        return Story(hours).set(**values).punch(MONDAY, *stretches).day(MONDAY)

    def test_first_in_and_last_out_of_two_shifts(self):
        day = self._day("07:55-12:00", "16:00-20:10")
        self.assertDay(day, first_in=at(MONDAY, "07:55"), last_out=at(MONDAY, "20:10"))

    def test_leave_in_one_of_two_shifts_ends_full_attendance(self):
        for text in ("08:00-12:00", "16:00-20:00"):
            absence = Absence(*span(MONDAY, text), breaks_full=True)
            with self.subTest(text):
                self.assertTrue(self._day(absences=(absence,)).breaks_full)
        self.assertFalse(self._day().breaks_full)

    def test_the_second_shift_is_still_to_come(self):
        day = self._day("08:00-12:00", now=at(MONDAY, "13:00"))
        self.assertDay(day, verdict="awaiting", provisional=True, kinds=[])

    def test_the_first_shift_is_missed_and_the_second_to_come(self):
        day = self._day(now=at(MONDAY, "17:00"))
        self.assertDay(day, verdict="half_absence", provisional=True)
        self.assertEqual(day.incidents[0].at, at(MONDAY, "08:00"))
        [line] = [figures for code, figures in day.lines if code == "not_over"]
        reach = Story().terms.reach
        self.assertEqual(line["until_at"], at(MONDAY, "20:00") + reach)

    def test_a_missing_check_in_stands_at_the_beginning_of_its_shift(self):
        day = self._day("-12:00", "16:00-20:00")
        self.assertEqual(day.incidents[0].at, at(MONDAY, "08:00"))

    def test_presence_long_after_the_plan_is_the_last_out(self):
        """Outside every window, and twice in the same time."""
        day = Story().punch(MONDAY, "08:00-17:00", "22:00-23:00", "22:30-23:30")
        day = day.day(MONDAY)
        self.assertDay(day, first_in=at(MONDAY, "08:00"), last_out=at(MONDAY, "23:30"))
        self.assertEqual(day.overtime, 90 * MINUTE)

    def test_presence_long_before_the_plan_is_the_first_in(self):
        day = Story().punch(MONDAY, "01:00-02:00", "08:00-17:00").day(MONDAY)
        self.assertDay(day, first_in=at(MONDAY, "01:00"), last_out=at(MONDAY, "17:00"))

    def test_overtime_after_midnight_belongs_to_the_evening(self):
        """Its request lies wholly on the next date."""
        story = Story(LATE_SHIFT).punch(MONDAY, "14:00-25:00")
        story.add("overtime", Window(*span(MONDAY, "24:00-25:00")))
        self.assertDay(story.day(MONDAY), overtime=3 * HOUR, overtime_approved=HOUR)

    def test_a_press_again_at_once_opens_nothing_new(self):
        for stretches in (
            ("08:00-", "08:01-17:00"),
            ("08:00-17:00", "12:00-"),
            ("08:00-12:00", "12:01-17:00"),
        ):
            with self.subTest(stretches):
                self.assertDay(Story().punch(MONDAY, *stretches).day(MONDAY), kinds=[])
        # the button was pressed twice when leaving: that is one check-out
        day = Story().punch(MONDAY, "08:00-16:00", "16:01-").day(MONDAY)
        self.assertDay(day, kinds=["early"], early=59 * MINUTE)
        # out at noon and in again: nobody knows until when
        day = Story().punch(MONDAY, "08:00-12:00", "12:01-").day(MONDAY)
        self.assertDay(day, kinds=["missing_out"])

    def test_a_corrected_half_marks_what_it_is_joined_with(self):
        for corrected in ((True, False), (False, True), (False, False)):
            ends = ("08:00", "12:00"), ("12:01", "17:00")
            punches = tuple(
                Punch(n, at(MONDAY, a), at(MONDAY, b), corrected=corrected[n])
                for n, (a, b) in enumerate(ends)
            )
            with self.subTest(corrected):
                day = Story().set(punches=punches).day(MONDAY)
                self.assertEqual(day.corrected, any(corrected))

    def test_a_day_off_within_working_days_has_no_plan(self):
        story = Story().set(day_types={MONDAY + timedelta(days=5): "holiday"})
        days = story.days(MONDAY, MONDAY + timedelta(days=6))
        verdicts = [day.verdict for day in days.values()]
        self.assertEqual(verdicts, ["absent"] * 5 + ["holiday", "rest"])


@tagged("post_install", "-at_install")
class TestEdgesOfMonths(MonthCase):
    def _runs(self, month):
        return [judged.run_length for judged in month.incidents]

    def test_an_excused_absence_neither_ends_nor_extends_a_run(self):
        story = self._story({3: "08:10-17:00", 4: None, 5: "08:10-17:00"})
        self.assertEqual(self._runs(story.month()), [1, 0, 1])
        story.add("excuses", Excuse(*span(march(4), "08:00-17:00"), 9))
        self.assertEqual(self._runs(story.month()), [1, 0, 2])

    def test_late_and_a_missing_punch_is_a_day_of_a_run(self):
        story = self._story(dict.fromkeys((3, 4, 5), "08:10-"))
        self.assertEqual(story.month().talks, (march(5),))

    def test_whoever_pressed_only_once_was_there(self):
        for stretch in ("08:00-", "-17:00"):
            with self.subTest(stretch):
                totals = self._story({3: stretch}).month().totals
                self.assertEqual((totals["days"], totals["present"]), (22, 22))

    def test_shares_of_days_have_two_digits(self):
        story = self._story({3: "08:00-15:00"})
        story.add("absences", Absence(*span(march(3), "15:00-17:00")))
        story.add("absences", Absence(*span(march(4), "08:00-08:20")))
        self.assertEqual(story.month().totals["leave_days"], 0.29)
