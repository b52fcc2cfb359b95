from datetime import timedelta

from odoo.tests import tagged

from ..core.binding import Punch
from .core_common import (
    HOUR,
    MINUTE,
    MONDAY,
    AttendanceCoreCase,
    Story,
    at,
)

#: Monday to Friday, 9 to 12 and 13 to 18, as one shift.
OFFICE = ("09:00-12:00", "13:00-18:00")
WEEK = [MONDAY + timedelta(days=number) for number in range(5)]


class Kiosk(Story):
    """A clock with one button: the first press is an in, the next an out."""

    def press(self, *texts, day=MONDAY):
        """Press at local times of a day; the stays of all presses are made anew."""
        self.pressed = [*getattr(self, "pressed", []), *[at(day, t) for t in texts]]
        instants = sorted(self.pressed)
        pairs = [instants[n : n + 2] for n in range(0, len(instants), 2)]
        self.person.punches = tuple(
            Punch(number, *pair) for number, pair in enumerate(pairs)
        )
        return self

    def verdicts(self):
        """Verdicts of the week."""
        return [
            day.verdict for _date, day in sorted(self.days(MONDAY, WEEK[-1]).items())
        ]


@tagged("post_install", "-at_install")
class TestKiosk(AttendanceCoreCase):
    """A clock that is out of step says when, not whether somebody came or went."""

    def _week(self, **others):
        """Everybody's week; the presses of some days are others."""
        kiosk = Kiosk(OFFICE)
        names = ("mon", "tue", "wed", "thu", "fri")
        for name, day in zip(names, WEEK, strict=True):
            kiosk.press(*others.get(name, ("08:57", "18:03")), day=day)
        return kiosk

    def test_one_forgotten_evening_is_one_missing_check_out(self):
        for longest in (16 * HOUR, 0):
            with self.subTest(longest=longest):
                kiosk = self._week(
                    mon=("08:55",), wed=("08:50", "18:01"), thu=("08:59", "18:02")
                )
                verdicts = kiosk.verdicts()
                self.assertEqual(verdicts, ["missing_out"] + ["present"] * 4)
                month = kiosk.month(MONDAY, WEEK[-1], wages=((MONDAY, 660_000),))
                self.assertEqual(month.deduction_before_cap, 0)

    def test_what_was_worked_is_what_was_worked_that_day(self):
        days = self._week(mon=("08:55",)).days(MONDAY, WEEK[-1])
        for day in WEEK[1:]:
            self.assertDay(days[day], worked=8 * HOUR + 6 * MINUTE, overtime=360)

    def test_a_forgotten_morning_is_one_missing_check_in(self):
        verdicts = self._week(tue=("18:03",)).verdicts()
        self.assertEqual(verdicts, ["present", "missing_in"] + ["present"] * 3)

    def test_one_press_too_many_in_the_evening(self):
        verdicts = self._week(mon=("08:55", "18:02", "18:30")).verdicts()
        self.assertEqual(verdicts, ["present"] * 5)

    def test_one_press_too_many_in_the_morning(self):
        verdicts = self._week(wed=("08:30", "08:55", "18:02")).verdicts()
        self.assertEqual(verdicts, ["present"] * 5)

    def test_four_presses_a_day_out_of_step(self):
        four = ("08:57", "12:01", "12:58", "18:03")
        kiosk = self._week(
            mon=four[:3], **dict.fromkeys(("tue", "wed", "thu", "fri"), four)
        )
        self.assertEqual(kiosk.verdicts(), ["missing_out"] + ["present"] * 4)
        kiosk = self._week(
            mon=four, tue=four[1:], **dict.fromkeys(("wed", "thu", "fri"), four)
        )
        self.assertEqual(kiosk.verdicts(), ["present", "missing_in"] + ["present"] * 3)

    def test_late_and_early_are_seen_out_of_step(self):
        days = self._week(mon=("08:55",), tue=("09:20", "17:50")).days(MONDAY, WEEK[-1])
        self.assertDay(days[WEEK[1]], late=20 * MINUTE, early=10 * MINUTE)
        self.assertDay(days[WEEK[2]], verdict="present")

    def test_forgotten_twice_is_in_step_again(self):
        verdicts = self._week(mon=("08:55",), wed=("08:50",)).verdicts()
        self.assertEqual(
            verdicts, ["missing_out", "present", "missing_out", "present", "present"]
        )

    def test_late_and_nothing_else_pressed_out_of_step(self):
        """The only press of a day is no end of a night that nobody worked."""
        kiosk = self._week(mon=("08:55",), wed=("09:25",))
        day = kiosk.days(MONDAY, WEEK[-1])[WEEK[2]]
        self.assertDay(day, late=25 * MINUTE, early=0, kinds=["late", "missing_out"])
        kiosk = self._week(tue=("17:57",))
        day = kiosk.days(MONDAY, WEEK[-1])[WEEK[1]]
        self.assertDay(day, late=0, early=3 * MINUTE, kinds=["missing_in"])

    def test_absence_stays_absence_out_of_step(self):
        verdicts = self._week(mon=("08:55",), wed=()).verdicts()
        self.assertEqual(
            verdicts, ["missing_out", "present", "absent", "present", "present"]
        )

    def test_nights_out_of_step(self):
        kiosk = Kiosk(("22:00-24:00", "24:00-30:00"))
        kiosk.press("21:55", day=MONDAY)
        for day in WEEK[1:]:
            kiosk.press("21:57", "30:03", day=day)
        self.assertEqual(kiosk.verdicts(), ["missing_out"] + ["present"] * 4)

    def test_a_night_of_overtime_is_no_clock_out_of_step(self):
        story = Story(OFFICE).punch(MONDAY, "08:55-18:02", "18:55-30:05")
        story.punch(WEEK[1], "08:57-18:03")
        days = story.days(MONDAY, WEEK[1])
        self.assertDay(days[MONDAY], verdict="present")
        self.assertDay(days[WEEK[1]], verdict="present")
        total = days[MONDAY].overtime + days[WEEK[1]].overtime
        self.assertEqual(total, (7 + 11 * 60 + 10 + 6) * MINUTE)

    def test_worked_through_two_shifts_and_came_back(self):
        split = ("06:00-11:00", "16:00-21:00")
        story = Story(split).punch(MONDAY, "05:55-17:00", "20:00-21:05")
        day = story.day(MONDAY)
        self.assertDay(
            day,
            verdict="present",
            away=3 * HOUR,
            worked=7 * HOUR + 5 * HOUR + 10 * MINUTE,
        )


@tagged("post_install", "-at_install")
class TestDoubleTaps(AttendanceCoreCase):
    """Punches closer than the setting are one punch, wherever they are."""

    def _day(self, *stretches):
        return Story(OFFICE).punch(MONDAY, *stretches).day(MONDAY)

    def test_double_taps_at_both_ends(self):
        day = self._day("08:55-08:56", "18:01-18:02")
        self.assertDay(day, verdict="present", kinds=[], worked=8 * HOUR + 7 * MINUTE)

    def test_three_taps_are_one(self):
        day = Kiosk(OFFICE).press("08:55", "08:56", "08:57", "18:01").day(MONDAY)
        self.assertDay(day, verdict="present", kinds=[])
        day = Kiosk(OFFICE).press("08:55", "18:01", "18:02", "18:03").day(MONDAY)
        self.assertDay(day, verdict="present", kinds=[])

    def test_a_double_tap_counts_for_the_one_who_made_it(self):
        day = self._day("08:59-09:01", "17:59-18:01")
        self.assertDay(day, verdict="present", late=0, early=0)

    def test_one_double_tap_is_one_press(self):
        self.assertDay(self._day("08:55-08:56"), verdict="missing_out", late=0)
        self.assertDay(self._day("18:01-18:02"), verdict="missing_in", early=0)

    def test_a_double_tap_in_the_evening_puts_no_clock_out_of_step(self):
        kiosk = Kiosk(OFFICE).press("08:55", "18:01", "18:02")
        for day in WEEK[1:]:
            kiosk.press("08:57", "18:03", day=day)
        self.assertEqual(kiosk.verdicts(), ["present"] * 5)

    def test_a_stay_of_more_than_the_setting_is_a_stay(self):
        day = self._day("08:55-12:00", "13:00-13:05", "17:00-18:00")
        self.assertDay(day, verdict="present", worked=(3 * 60 + 5 + 5 + 60) * MINUTE)


@tagged("post_install", "-at_install")
class TestSaid(AttendanceCoreCase):
    """What a person or a device says explicitly is evidence."""

    def _day(self, *stretches):
        return Story(OFFICE).punch(MONDAY, *stretches).day(MONDAY)

    def test_a_check_out_at_noon_proves_the_morning(self):
        day = self._day("-12:01", "12:58-18:02")
        self.assertDay(day, verdict="missing_in", kinds=["missing_in"], late=0)
        self.assertEqual(day.incidents[0].deduction, ("none", 0))

    def test_both_ends_forgotten_and_lunch_pressed(self):
        for stretches in (
            ("-12:01", "12:58-"),
            ("12:01-12:58",),
            ("12:00-13:01",),
            ("11:58-13:02",),
        ):
            with self.subTest(stretches):
                day = self._day(*stretches)
                kinds = ["missing_in", "missing_out"]
                self.assertDay(day, verdict="missing_in", kinds=kinds, late=0, early=0)

    def test_who_was_there_for_two_hours_was_there_for_two_hours(self):
        day = self._day("13:00-15:00")
        self.assertDay(day, late=3 * HOUR, early=3 * HOUR)

    def test_a_check_out_early_is_early(self):
        day = self._day("-12:01")
        self.assertDay(day, early=5 * HOUR, kinds=["missing_in", "half_absence"])

    def test_a_wrong_direction_all_day_long_is_paired_anew(self):
        for stretches in (
            ("-08:57", "18:03-"),
            ("-08:57", "12:01-12:58", "18:03-"),
            ("-08:57", "11:58-13:02", "18:03-"),
        ):
            with self.subTest(stretches):
                self.assertDay(self._day(*stretches), verdict="present", kinds=[])

    def test_the_wrong_button_in_the_morning(self):
        self.assertDay(self._day("-08:57"), verdict="missing_out", early=0)


@tagged("post_install", "-at_install")
class TestNeverAbsent(AttendanceCoreCase):
    """A day with presses in its window is never absent."""

    def test_presses_beside_the_plan(self):
        for stretch, verdict in (
            ("18:30-20:00", "missing_in"),
            ("06:00-07:00", "missing_out"),
        ):
            with self.subTest(stretch):
                day = Story(OFFICE).punch(MONDAY, stretch).day(MONDAY)
                self.assertDay(day, verdict=verdict, late=0, early=0)
                self.assertTrue(day.overtime)

    def test_presses_at_both_ends(self):
        day = Story(OFFICE).punch(MONDAY, "06:00-08:50", "18:05-19:00").day(MONDAY)
        self.assertDay(day, verdict="present", kinds=[])
