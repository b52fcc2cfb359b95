from datetime import date

from odoo.tests import tagged

from ..core.plan import Plan, local_date, plan_shifts
from .core_common import HOUR, MONDAY, SHANGHAI, AttendanceCoreCase, at, span

TUESDAY, SUNDAY = date(2026, 3, 3), date(2026, 3, 8)


def hours(shift):
    """Planned hours of a shift."""
    return shift.planned / HOUR


@tagged("post_install", "-at_install")
class TestPlan(AttendanceCoreCase):
    """Pieces of a schedule become shifts with a date of their own."""

    def _shifts(self, *pieces, tz=SHANGHAI, split_gap=3 * HOUR):
        return plan_shifts([span(*piece, tz) for piece in pieces], tz, split_gap)

    def test_lunch_stays_inside_a_shift(self):
        [shift] = self._shifts((MONDAY, "13:00-17:00"), (MONDAY, "08:00-12:00"))
        self.assertEqual(
            (shift.work_date, hours(shift), len(shift.pieces)), (MONDAY, 8, 2)
        )

    def test_a_long_gap_parts_a_day(self):
        shifts = self._shifts((MONDAY, "08:00-12:00"), (MONDAY, "15:00:01-19:00"))
        self.assertEqual([s.work_date for s in shifts], [MONDAY, MONDAY])

    def test_a_gap_as_long_as_allowed_does_not(self):
        shifts = self._shifts((MONDAY, "08:00-12:00"), (MONDAY, "15:00-19:00"))
        self.assertEqual(len(shifts), 1)

    def test_a_night_belongs_to_its_evening(self):
        [shift] = self._shifts((MONDAY, "22:00-24:00"), (TUESDAY, "00:00-06:00"))
        self.assertEqual((shift.work_date, hours(shift)), (MONDAY, 8))
        self.assertEqual(len(shift.pieces), 1)

    def test_odoos_midnight_lacks_a_moment(self):
        start, end = span(MONDAY, "22:00-24:00")
        [shift] = plan_shifts(
            [(start, end - 1), span(TUESDAY, "00:00-06:00")], SHANGHAI, 0
        )
        self.assertEqual(shift.pieces, ((start, at(TUESDAY, "06:00")),))

    def test_work_round_the_clock_is_parted_at_midnight(self):
        week = [(date(2026, 3, day), "00:00-24:00") for day in range(2, 9)]
        shifts = self._shifts(*week)
        self.assertEqual([s.work_date.day for s in shifts], list(range(2, 9)))
        self.assertEqual({hours(s) for s in shifts}, {24})

    def test_hours_of_a_night_when_clocks_change(self):
        # New York, 8 March 2026: 02:00 becomes 03:00; 1 November: 02:00 comes twice
        [short] = self._shifts((SUNDAY, "00:00-06:00"), tz="America/New_York")
        autumn = (date(2026, 11, 1), "00:00-06:00")
        [long] = self._shifts(autumn, tz="America/New_York")
        self.assertEqual((hours(short), hours(long)), (5, 7))

    def test_the_date_is_that_of_the_schedules_zone(self):
        [shift] = self._shifts((MONDAY, "23:30-24:00"), tz="America/New_York")
        self.assertEqual(shift.work_date, MONDAY)
        self.assertEqual(local_date(shift.start, SHANGHAI), TUESDAY)

    def test_windows_meet_in_the_middle_and_end_at_the_reach(self):
        shifts = self._shifts((MONDAY, "08:00-12:00"), (MONDAY, "16:00-20:00"))
        plan = Plan(shifts, reach=4 * HOUR)
        self.assertEqual(
            plan.windows, [span(MONDAY, "04:00-14:00"), span(MONDAY, "14:00-24:00")]
        )
        self.assertEqual(plan.window_at(at(MONDAY, "14:00"))[0], 1)
        self.assertEqual(plan.window_at(at(MONDAY, "13:59:59"))[0], 0)
        self.assertIsNone(plan.window_at(at(MONDAY, "03:59:59"))[0])
        self.assertIsNone(plan.window_at(at(MONDAY, "24:00"))[0])
