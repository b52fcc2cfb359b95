from datetime import date, timedelta

from odoo.tests import tagged

from ..core.binding import Punch
from ..core.day_facts import Absence
from .core_common import HOUR, MINUTE, MONDAY, AttendanceCoreCase, Story, at, span

TUESDAY = MONDAY + timedelta(days=1)
NIGHT = ("22:00-24:00", "24:00-30:00")
NEW_YORK = "America/New_York"


@tagged("post_install", "-at_install")
class TestPunches(AttendanceCoreCase):
    """Edge cases: missing check-out, several punches, clock errors."""

    def _day(self, *stretches, **values):
        return Story().punch(MONDAY, *stretches, **values).day(MONDAY)

    def test_no_punch_is_absence(self):
        day = self._day()
        self.assertDay(day, verdict="absent", kinds=["absence"], worked=0)
        self.assertEqual(day.incidents[0].seconds, 8 * HOUR)

    def test_missing_check_out_is_not_absent_and_not_early(self):
        day = self._day("08:00-")
        self.assertDay(day, verdict="missing_out", kinds=["missing_out"], early=0)
        self.assertEqual(day.incidents[0].deduction, ("none", 0))

    def test_late_and_a_missing_check_out(self):
        day = self._day("08:20-")
        self.assertDay(day, verdict="missing_out", kinds=["late", "missing_out"])

    def test_missing_check_in(self):
        day = self._day("-17:05")
        self.assertDay(day, verdict="missing_in", kinds=["missing_in"], late=0)

    def test_a_machines_punch_is_no_evidence(self):
        day = Story()
        day.person.punches = (Punch(1, None, None),)
        self.assertDay(day.day(MONDAY), verdict="absent")

    def test_the_only_press_speaks_for_the_nearer_end(self):
        for press in ("17:03-", "17:00-", "16:59-", "12:30:01-"):
            with self.subTest(press=press):
                self.assertDay(self._day(press), verdict="missing_in", late=0)
        self.assertDay(self._day("12:30-"), verdict="missing_out", late=4 * HOUR)

    def test_the_only_press_while_the_day_goes_on_is_a_check_in(self):
        story = Story().set(now=at(MONDAY, "16:00")).punch(MONDAY, "15:00-")
        self.assertDay(story.day(MONDAY), late=6 * HOUR, verdict="half_absence")

    def test_a_last_press_after_the_plan_is_a_check_out(self):
        day = self._day("08:00-12:00", "12:30-13:00", "17:05-")
        self.assertDay(day, verdict="present", kinds=[], last_out=at(MONDAY, "17:05"))

    def test_came_when_the_shift_was_over(self):
        """Somebody was seen: nobody takes that for a day of absence."""
        day = self._day("17:30-19:00")
        self.assertDay(day, verdict="missing_in", overtime=90 * MINUTE)

    def test_went_before_the_shift_and_came_back_late(self):
        day = self._day("06:00-07:00", "08:10-17:00")
        self.assertDay(day, verdict="late", late=10 * MINUTE, overtime=HOUR)

    def test_came_back_after_leaving_early(self):
        day = self._day("08:00-15:00", "18:00-19:00")
        self.assertDay(day, verdict="early", early=2 * HOUR, overtime=HOUR)

    def test_pairs_within_two_minutes_are_one(self):
        day = self._day("08:00-12:00", "12:02-17:00")
        self.assertDay(day, verdict="present", away=0, lines=())

    def test_what_is_merged_counts_as_work(self):
        day = self._day("08:00-09:00", "09:02-17:00")
        self.assertDay(day, worked=8 * HOUR)
        day = self._day("08:00-09:00", "09:02:01-17:00")
        self.assertDay(day, worked=8 * HOUR - 121)

    def test_lunch_outside_is_not_away(self):
        day = self._day("08:00-12:00", "13:00-17:00")
        self.assertDay(day, verdict="present", away=0, worked=8 * HOUR)

    def test_lunch_overrun_is_shown_only(self):
        day = self._day("08:00-12:00", "13:31-17:00")
        self.assertDay(day, verdict="present", away=31 * MINUTE, kinds=[])
        self.assertEqual(self.codes(day), ["away"])

    def test_away_as_long_as_allowed_is_not_shown(self):
        self.assertDay(self._day("08:00-12:00", "13:30-17:00"), away=0, lines=())

    def test_presence_at_lunch_is_no_work(self):
        day = self._day("08:00-12:30", "12:45-17:00")
        self.assertDay(day, verdict="present", worked=8 * HOUR, overtime=0)

    def test_four_punches_with_a_double_press(self):
        # the second press at 08:00 made an "out": every later pair is turned round
        day = self._day("08:00:00-08:00:40", "12:00-13:00", "17:00-")
        self.assertDay(day, verdict="present", kinds=[], worked=8 * HOUR, away=0)

    def test_forgot_to_check_out_and_pressed_in_the_morning(self):
        story = Story().punch(MONDAY, "08:00-32:00").punch(TUESDAY, "17:00-")
        days = story.days(MONDAY, TUESDAY)
        self.assertDay(days[MONDAY], verdict="missing_out")
        self.assertDay(days[TUESDAY], verdict="present")

    def test_a_long_stay_is_believed_up_to_the_limit(self):
        day = self._day("08:00-24:00")
        self.assertDay(day, verdict="present", overtime=7 * HOUR)

    def test_a_corrected_punch_marks_the_day(self):
        self.assertTrue(self._day("08:00-17:00", corrected=True).corrected)
        self.assertTrue(self._day("08:00-16:00", corrected=True).corrected)
        self.assertFalse(self._day("08:00-17:00").corrected)

    def test_the_day_is_not_over(self):
        noon = at(MONDAY, "12:30")
        story = Story().set(now=noon)
        day = story.day(MONDAY)
        self.assertDay(day, verdict="awaiting", kinds=[], provisional=True)
        day = story.punch(MONDAY, "08:00-").day(MONDAY)
        self.assertDay(day, verdict="awaiting", kinds=[], provisional=True)

    def test_late_is_known_before_the_day_is_over(self):
        story = Story().set(now=at(MONDAY, "12:30")).punch(MONDAY, "08:20-12:00")
        day = story.day(MONDAY)
        self.assertDay(day, verdict="late", kinds=["late"], provisional=True, early=0)

    def test_when_the_window_closes_the_day_is_over(self):
        story = Story().punch(MONDAY, "08:00-")
        before = story.set(now=at(MONDAY, "20:59:59")).day(MONDAY)
        after = story.set(now=at(MONDAY, "21:00")).day(MONDAY)
        self.assertEqual(before.verdict, "awaiting")
        self.assertDay(after, verdict="missing_out", provisional=False)


@tagged("post_install", "-at_install")
class TestNights(AttendanceCoreCase):
    """Edge cases: night shift, time zone and DST."""

    def _night(self, *stretches, tz="Asia/Shanghai", day=MONDAY):
        story = Story(NIGHT, tz=tz, weekdays=range(7))
        return story.punch(day, *stretches).day(day)

    def test_a_night_is_judged_on_its_evening(self):
        day = self._night("21:55-30:02")
        self.assertDay(day, verdict="present", worked=8 * HOUR + 7 * MINUTE)

    def test_late_before_and_after_midnight(self):
        self.assertDay(self._night("22:10-30:00"), verdict="late", late=10 * MINUTE)
        self.assertDay(self._night("24:10-30:00"), late=130 * MINUTE)

    def test_early_in_the_morning(self):
        self.assertDay(self._night("22:00-29:45"), verdict="early", early=15 * MINUTE)

    def test_first_and_last_night_of_an_assignment(self):
        hours = {MONDAY: NIGHT, TUESDAY: NIGHT}
        story = Story(lambda day: hours.get(day, ()))
        story.punch(MONDAY, "22:00-30:00").punch(TUESDAY, "22:00-30:00")
        days = story.days(date(2026, 3, 1), date(2026, 3, 4))
        verdicts = [day.verdict for _date, day in sorted(days.items())]
        self.assertEqual(verdicts, ["rest", "present", "present", "rest"])

    def test_from_the_late_to_the_early_shift(self):
        # the window ends half way between 23:00 and 05:00
        hours = {MONDAY: ("15:00-23:00",), TUESDAY: ("05:00-13:00",)}
        story = Story(lambda day: hours.get(day, ()))
        story.punch(MONDAY, "15:00-25:55").punch(TUESDAY, "02:05-13:00")
        days = story.days(MONDAY, TUESDAY)
        self.assertDay(days[MONDAY], verdict="present", overtime=175 * MINUTE)
        self.assertDay(days[TUESDAY], verdict="present", overtime=175 * MINUTE)

    def test_worked_through_two_shifts_of_a_day(self):
        story = Story(("08:00-12:00", "16:00-20:00")).punch(MONDAY, "08:00-20:00")
        day = story.day(MONDAY)
        self.assertDay(day, verdict="present", planned=8 * HOUR, overtime=4 * HOUR)

    def test_one_of_two_shifts_missed_is_half_a_day(self):
        story = Story(("08:00-12:00", "16:00-20:00")).punch(MONDAY, "16:00-20:00")
        day = story.day(MONDAY)
        self.assertDay(day, verdict="half_absence", kinds=["half_absence"])
        self.assertEqual(day.incidents[0].deduction, ("daily_share", 0.5))

    def test_clocks_go_forward(self):
        sunday = date(2026, 3, 8)  # 02:00 becomes 03:00
        story = Story(("00:00-06:00",), tz=NEW_YORK, weekdays=range(7))
        day = story.punch(sunday, "00:00-06:00").day(sunday)
        self.assertDay(day, verdict="present", planned=5 * HOUR, worked=5 * HOUR)

    def test_clocks_go_back(self):
        sunday = date(2026, 11, 1)  # 02:00 becomes 01:00
        story = Story(("00:00-06:00",), tz=NEW_YORK, weekdays=range(7))
        day = story.punch(sunday, "00:00-06:00").day(sunday)
        self.assertDay(day, verdict="present", planned=7 * HOUR, worked=7 * HOUR)

    def test_late_is_measured_in_the_plans_zone(self):
        # 08:10 in New York is another day in Shanghai
        story = Story(tz=NEW_YORK).punch(MONDAY, "08:10-17:00")
        self.assertDay(story.day(MONDAY), verdict="late", late=10 * MINUTE)

    def test_work_on_a_rest_day_is_cut_at_midnight(self):
        saturday = date(2026, 3, 7)
        story = Story().punch(saturday, "20:00-26:00")
        days = story.days(saturday, saturday + timedelta(days=1))
        self.assertEqual([day.overtime for day in days.values()], [4 * HOUR, 2 * HOUR])


@tagged("post_install", "-at_install")
class TestStayThatGoesOn(AttendanceCoreCase):
    """Who has just come has forgotten nothing, whatever kind of day it is."""

    def _stories(self):
        """(kind of day, its story) of every kind that knows no planned hours to attend,
        and of one that does."""
        whole = span(MONDAY, "00:00-24:00")
        yield "no schedule", Story(hours=())
        yield "rest day", Story(weekdays=range(1, 5))
        yield "holiday", Story(hours=()).set(day_types={MONDAY: "holiday"})
        yield "flexible", Story(hours=()).set(flexible={MONDAY: 8 * HOUR})
        for kind in ("leave", "trip", "pending"):
            yield kind, Story().add("absences", Absence(*whole, kind, 1))
        yield "not employed", Story().set(employed=())
        yield "exempt", Story().set(exempt=frozenset([MONDAY]))
        yield "working day", Story()

    def test_nothing_is_to_be_corrected_a_minute_after_the_check_in(self):
        for kind, story in self._stories():
            # Beside a shift, a single press after its end speaks for a check-out.
            beside = bool(story.hours_of(MONDAY))
            for came in ("00:01", "07:59", "13:30", "20:00", "23:58"):
                if beside and came == "20:00":
                    continue
                with self.subTest(kind=kind, came=came):
                    now = at(MONDAY, came) + MINUTE
                    day = story.set(punches=(), now=now).punch(MONDAY, f"{came}-")
                    self._asks_nothing(day.day(MONDAY))

    def _asks_nothing(self, day):
        asked = {"missing_in", "missing_out"}
        self.assertFalse(asked & {*self.codes(day), day.verdict}, day)
        self.assertFalse(asked & {one.kind for one in day.incidents}, day)
        self.assertLines(day.lines)

    def test_it_is_open_until_the_punches_of_the_date_are_over(self):
        story = Story(hours=()).punch(MONDAY, "09:00-")
        end = at(TUESDAY, "04:00")  # midnight and the reach of a shift
        day = story.set(now=end - 1).day(MONDAY)
        self.assertDay(day, verdict="off_plan", provisional=True)
        self.assertEqual(day.lines, (("not_over", {"until_at": end}),))
        day = story.set(now=end).day(MONDAY)
        self.assertDay(day, verdict="off_plan", provisional=False)
        self.assertEqual(self.codes(day), ["overtime", "missing_out"])

    def test_whoever_came_in_the_evening_may_stay_as_long_as_a_stay_can_be(self):
        story = Story(hours=()).punch(MONDAY, "22:00-")
        until = at(TUESDAY, "14:00")
        self.assertDay(story.set(now=until - 1).day(MONDAY), provisional=True)
        self.assertIn("missing_out", self.codes(story.set(now=until).day(MONDAY)))

    def test_a_stay_before_the_last_one_was_left_without_a_press(self):
        story = Story(hours=()).punch(MONDAY, "08:00-", "13:00-")
        day = story.set(now=at(MONDAY, "13:01")).day(MONDAY)
        asked = [line for line in day.lines if line[0] == "missing_out"]
        figures = {"punch_at": at(MONDAY, "08:00"), "shift": 0}
        self.assertEqual(asked, [("missing_out", figures)])

    def test_what_was_worked_before_is_told_while_it_goes_on(self):
        story = Story(hours=()).punch(MONDAY, "08:00-12:00", "13:00-")
        day = story.set(now=at(MONDAY, "13:01")).day(MONDAY)
        self.assertDay(day, overtime=4 * HOUR, provisional=True)
        self.assertEqual(self.codes(day), ["overtime", "not_over"])
