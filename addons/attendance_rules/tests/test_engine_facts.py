from datetime import date, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .. import hooks
from ..engine.day_types import day_types
from ..engine.rules import rules_of
from .common import AttendanceCase

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
WEDNESDAY = date(2026, 3, 4)
SATURDAY = date(2026, 3, 7)
MARCH = date(2026, 3, 1)
MARCH_END = date(2026, 3, 31)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-15 02:00:00")
class TestEngineFacts(AttendanceCase):
    """What the engine reads, and what Odoo's own overtime gets wrong with it."""

    def verdict(self, day, employee=None):
        return self.judge(employee or self.employee, day)[day].verdict

    # Odoo's defects, by their number in the research

    def test_defect_1_evening_work_stays_on_its_day(self):
        """Work after 16:00 UTC is not that of tomorrow."""
        self.punch(self.employee, MONDAY, "07:55", "23:30")
        self.punch(self.employee, TUESDAY, "07:55", "17:00")
        days = self.judge(self.employee, MONDAY, TUESDAY)
        self.assertEqual(days[MONDAY].overtime_seconds, 6.5 * 3600 + 5 * 60)
        self.assertEqual(days[TUESDAY].overtime_seconds, 5 * 60)

    def test_defect_2_a_later_punch_leaves_earlier_days_alone(self):
        self.punch(self.employee, MONDAY, "07:55", "19:00")
        before = self.judge(self.employee, MONDAY)[MONDAY].read()
        self.punch(self.employee, TUESDAY, "07:55", "17:00")
        self.engine._process()
        day = self.env["attendance.day"].search(
            [("employee_id", "=", self.employee.id), ("work_date", "=", MONDAY)]
        )
        self.assertEqual(day.read(), before)

    def test_defect_3_day_by_day_gives_what_all_at_once_gives(self):
        for count in range(5):
            self.punch(self.employee, MONDAY + timedelta(days=count), "08:00", "18:00")
            self.engine._process()
        total = self.month(self.employee, MARCH).overtime_seconds
        self.assertEqual(total, 5 * 3600)
        self.month(self.employee, MARCH).unlink()
        self.judge(self.employee, MARCH)
        self.assertEqual(self.month(self.employee, MARCH).overtime_seconds, total)

    def test_defects_4_5_schedule_changes_within_the_contract(self):
        late_shift = self._create_calendar(((9, 12), (13, 18)))
        self.employee.create_version(
            {"date_version": WEDNESDAY, "resource_calendar_id": late_shift.id}
        )
        days = self.judge(self.employee, MONDAY, WEDNESDAY)
        self.assertEqual(days[TUESDAY].plan_clock, "08:00 – 17:00")
        self.assertEqual(days[WEDNESDAY].plan_clock, "09:00 – 18:00")
        self.assertEqual(days[TUESDAY].overtime_seconds, 0)

    def test_defect_6_leave_approved_after_the_fact(self):
        self.assertEqual(self.verdict(MONDAY), "absent")
        self.leave(self.employee, MONDAY)
        self.engine._process()
        day = self.env["attendance.day"].search(
            [("employee_id", "=", self.employee.id), ("work_date", "=", MONDAY)]
        )
        self.assertEqual(day.verdict, "leave")
        self.assertFalse(day.incident_ids)

    def test_defect_7_absence_rows_are_no_presence(self):
        """Absence management writes a second of presence for the absent."""
        self.env["hr.attendance"].create(
            {
                "employee_id": self.employee.id,
                "check_in": self.moment(MONDAY, "12:00"),
                "check_out": self.moment(MONDAY, "12:00") + timedelta(seconds=1),
                "in_mode": "technical",
                "out_mode": "technical",
            }
        )
        self.assertEqual(self.verdict(MONDAY), "absent")

    def test_defect_8_automatic_check_out_is_a_missing_punch(self):
        self.punch(self.employee, MONDAY, "07:55", "19:00", out_mode="auto_check_out")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "missing_out")
        self.assertEqual(day.overtime_seconds, 0)

    def test_cs_1_5_a_time_that_hr_enters_takes_the_place_of_a_guess(self):
        out = self.punch(
            self.employee, MONDAY, "07:55", "23:59", out_mode="auto_check_out"
        )
        self.assertEqual(self.verdict(MONDAY), "missing_out")
        out.check_out = self.moment(MONDAY, "17:00")
        self.assertEqual((out.in_mode, out.out_mode), ("kiosk", "manual"))
        self.assertEqual(self.verdict(MONDAY), "present")

    def test_defect_10_versions_are_asked_for_by_date(self):
        """No answer depends on the day on which the server was started."""
        with freeze_time("2026-03-03 02:00:00"):
            self.punch(self.employee, MONDAY, "07:55", "17:00")
            first = self.verdict(MONDAY)
        self.assertEqual((first, self.verdict(MONDAY)), ("present", "present"))

    def test_defect_11_flexible_week_begins_on_monday(self):
        flexible = self._create_calendar(schedule_type="flexible")
        flexible.write({"hours_per_day": 8, "full_time_required_hours": 40})
        person = self._create_employee("Flexible", resource_calendar_id=flexible.id)
        days = self.judge(person, MARCH, MARCH_END)
        self.assertEqual(days[MONDAY].planned_seconds, 8 * 3600)
        self.assertEqual(days[SATURDAY].planned_seconds, 0)
        self.assertEqual(days[MONDAY].verdict, "flexible")

    def test_defect_12_holidays_of_other_companies(self):
        shared = self._create_calendar(company_id=False)
        person = self._create_employee("Person", resource_calendar_id=shared.id)
        self.env["resource.calendar.leaves"].with_company(self.other_company).create(
            {
                "name": "Their holiday",
                "calendar_id": False,
                "date_from": self.moment(MONDAY, "00:00"),
                "date_to": self.moment(MONDAY, "23:59"),
            }
        )
        self.assertEqual(self.verdict(MONDAY, person), "absent")

    # Schedules

    def test_public_holiday(self):
        self.env["resource.calendar.leaves"].with_company(self.company).create(
            {
                "name": "Holiday",
                "calendar_id": False,
                "date_from": self.moment(MONDAY, "00:00"),
                "date_to": self.moment(MONDAY, "23:59") + timedelta(seconds=59),
            }
        )
        self.assertEqual(self.verdict(MONDAY), "holiday")
        self.assertEqual(self.month(self.employee, MARCH).planned_days, 21)

    def test_make_up_day_and_special_holiday(self):
        create = self.env["resource.special.day"].create
        values = {"company_id": self.company.id, "name": "Swapped"}
        create({**values, "date": MONDAY, "kind": "holiday"})
        create({**values, "date": SATURDAY, "kind": "working"})
        days = self.judge(self.employee, MONDAY, SATURDAY)
        self.assertEqual(days[MONDAY].verdict, "holiday")
        self.assertEqual(days[SATURDAY].verdict, "absent")
        self.assertEqual(days[SATURDAY].planned_seconds, 8 * 3600)

    def test_night_shift(self):
        nights = self._create_calendar(((0, 6), (22, 24)), weekdays=range(7))
        person = self._create_employee("Night", resource_calendar_id=nights.id)
        self.punch(person, MONDAY, "22:20", "30:05")
        days = self.judge(person, MONDAY, TUESDAY)
        self.assertEqual(days[MONDAY].verdict, "late")
        self.assertEqual(days[MONDAY].plan_clock, "22:00 – 06:00")
        self.assertEqual(days[MONDAY].planned_seconds, 8 * 3600)
        self.assertEqual(days[TUESDAY].verdict, "absent")

    def test_night_leave_covers_the_morning_after(self):
        nights = self._create_calendar(((0, 6), (22, 24)), weekdays=range(7))
        person = self._create_employee("Night", resource_calendar_id=nights.id)
        self.leave(person, MONDAY)
        self.assertEqual(self.verdict(MONDAY, person), "leave")

    def test_no_schedule_at_all(self):
        person = self._create_employee("Free", resource_calendar_id=False)
        self.punch(person, MONDAY, "10:00", "12:00")
        day = self.judge(person, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "flexible")
        self.assertEqual(day.worked_seconds, 2 * 3600)

    def test_schedule_without_hours(self):
        empty = self._create_calendar(attendance_ids=[Command.clear()])
        person = self._create_employee("Person", resource_calendar_id=empty.id)
        self.assertEqual(self.verdict(MONDAY, person), "rest")

    def test_two_week_schedule(self):
        lines = [
            {
                "name": f"{week} {day}",
                "dayofweek": str(day),
                "hour_from": 8,
                "hour_to": 12,
                "week_type": str(week),
                "day_period": "morning",
            }
            for week, days in ((0, (0, 1)), (1, (2, 3)))
            for day in days
        ]
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Two weeks",
                "tz": "Asia/Shanghai",
                "company_id": self.company.id,
                "two_weeks_calendar": True,
                "attendance_ids": [Command.clear(), *map(Command.create, lines)],
            }
        )
        person = self._create_employee("Person", resource_calendar_id=calendar.id)
        days = self.judge(person, MONDAY, MARCH_END)
        planned = [day for day in sorted(days) if days[day].planned_seconds]
        weekdays = [day.weekday() for day in planned if day < date(2026, 3, 16)]
        self.assertEqual(sorted(weekdays), [0, 1, 2, 3])

    # Employment

    def test_joins_and_leaves_within_the_month(self):
        person = self._create_employee(
            "Short",
            date_version=date(2026, 3, 10),
            contract_date_start=date(2026, 3, 10),
            contract_date_end=date(2026, 3, 20),
        )
        days = self.judge(person, MARCH, MARCH_END)
        employed = [day for day in sorted(days) if days[day].verdict != "not_employed"]
        self.assertEqual((employed[0].day, employed[-1].day), (10, 20))
        self.assertFalse(self.month(person, MARCH).full_attendance)

    def test_departure_and_archive(self):
        self.employee.version_id.departure_date = TUESDAY
        self.employee.active = False
        days = self.judge(self.employee, MONDAY, WEDNESDAY)
        self.assertEqual(days[TUESDAY].verdict, "absent")
        self.assertEqual(days[WEDNESDAY].verdict, "not_employed")

    def test_without_contract_the_first_version_begins(self):
        person = self._create_employee(
            "Person", contract_date_start=False, date_version=date(2026, 3, 5)
        )
        days = self.judge(person, WEDNESDAY, date(2026, 3, 5))
        self.assertEqual(days[WEDNESDAY].verdict, "not_employed")
        self.assertEqual(days[date(2026, 3, 5)].verdict, "absent")

    def test_not_employed_in_the_month_has_no_rows(self):
        person = self._create_employee(
            "Later",
            date_version=date(2026, 4, 1),
            contract_date_start=date(2026, 4, 1),
        )
        self.assertFalse(self.judge(person, MONDAY))

    def test_first_and_last_day_exempt_by_policy(self):
        self.policy.exempt_first_last_day = True
        person = self._create_employee(
            "New", date_version=MONDAY, contract_date_start=MONDAY
        )
        self.punch(person, MONDAY, "10:00", "17:00")
        day = self.judge(person, MONDAY)[MONDAY]
        self.assertFalse(day.incident_ids)

    # Leave

    def test_cs_1_2_half_day_leave_moves_the_bound(self):
        half = self.leave_type(request_unit="half_day")
        self.leave(
            self.employee,
            MONDAY,
            leave_type=half,
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self.punch(self.employee, MONDAY, "13:10", "17:00")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual(day.late_seconds, 10 * 60)
        self.assertEqual(day.leave_seconds, 4 * 3600)

    def test_leave_is_read_in_the_zone_of_the_schedule(self):
        """Whatever zone the employee has, and whatever is asked for."""
        half = self.leave_type(request_unit="half_day")
        hourly = self.leave_type(request_unit="hour")
        for tz in ("Europe/Berlin", "UTC", "America/New_York", "Pacific/Auckland"):
            for leave_type, values, stretch in (
                (half, {"period": "am"}, ("12:58", "17:00")),
                (half, {"period": "pm"}, ("07:55", "12:02")),
                (
                    hourly,
                    {"request_hour_from": 15, "request_hour_to": 17},
                    ("7:55", "15:00"),
                ),
            ):
                with self.subTest(tz=tz, **values), self.env.cr.savepoint() as point:
                    self.employee.tz = tz
                    period = values.pop("period", False)
                    if period:
                        values["request_date_from_period"] = period
                        values["request_date_to_period"] = period
                    self.leave(self.employee, MONDAY, leave_type=leave_type, **values)
                    self.punch(self.employee, MONDAY, *stretch)
                    day = self.judge(self.employee, MONDAY)[MONDAY]
                    self.assertFalse(day.incident_ids)
                    self.assertTrue(day.leave_seconds)
                    self.assertEqual(
                        day.leave_seconds, (2 if leave_type == hourly else 4) * 3600
                    )
                    point.rollback()
                self.env.invalidate_all()

    def test_a_night_guard_on_leave_for_half_a_date(self):
        """The first half of a date is the end of the night before."""
        nights = self._create_calendar(((0, 6), (22, 24)), weekdays=range(7))
        person = self._create_employee("Night", resource_calendar_id=nights.id)
        half = self.leave_type(request_unit="half_day")
        self.leave(
            person,
            TUESDAY,
            leave_type=half,
            request_date_from_period="am",
            request_date_to_period="am",
        )
        self.punch(person, MONDAY, "21:55", "24:00")
        day = self.judge(person, MONDAY)[MONDAY]
        self.assertEqual((day.verdict, day.leave_seconds), ("present", 6 * 3600))

    def test_half_a_flexible_day_is_half_of_its_hours(self):
        flexible = self._create_calendar(schedule_type="flexible")
        flexible.write({"hours_per_day": 8, "full_time_required_hours": 40})
        person = self._create_employee("Flexible", resource_calendar_id=flexible.id)
        half = self.leave_type(request_unit="half_day")
        for day, periods in ((MONDAY, ("am", "am")), (TUESDAY, ("am", "pm"))):
            self.leave(
                person,
                day,
                leave_type=half,
                request_date_from_period=periods[0],
                request_date_to_period=periods[1],
            )
        days = self.judge(person, MONDAY, TUESDAY)
        found = [days[day].leave_seconds / 3600 for day in (MONDAY, TUESDAY)]
        self.assertEqual(found, [4, 8])
        self.assertEqual(self.month(person, MARCH).leave_days, 1.5)

    def test_a_make_up_saturday_of_a_night_schedule_has_its_whole_night(self):
        nights = self._create_calendar(
            attendance_ids=[
                Command.clear(),
                *(
                    Command.create(
                        {
                            "name": f"{day} {hours}",
                            "dayofweek": str(day),
                            "hour_from": hours[0],
                            "hour_to": hours[1],
                            "day_period": "afternoon" if hours[0] else "morning",
                        }
                    )
                    for number in range(5)
                    for day, hours in ((number, (22, 24)), (number + 1, (0, 6)))
                ),
            ]
        )
        person = self._create_employee("Night", resource_calendar_id=nights.id)
        create = self.env["resource.special.day"].create
        values = {"company_id": self.company.id, "name": "Swapped"}
        create({**values, "date": SATURDAY, "kind": "working"})
        create({**values, "date": WEDNESDAY, "kind": "holiday"})
        self.punch(person, SATURDAY, "21:55", "30:03")
        days = self.judge(person, MONDAY, SATURDAY)
        self.assertEqual(days[SATURDAY].planned_seconds, 8 * 3600)
        self.assertEqual(days[SATURDAY].verdict, "present")
        free = [days[date(2026, 3, number)].verdict for number in (3, 4, 5)]
        self.assertEqual(free[:2], ["rest", "holiday"])
        self.assertEqual(free[2], "absent")  # the night of Thursday was a working one

    def test_what_a_date_is_has_one_reading(self):
        """Three closed hours make no holiday, for overtime as for everybody else."""
        self.env["resource.calendar.leaves"].with_company(self.company).create(
            {
                "name": "Inventory",
                "calendar_id": False,
                "date_from": self.moment(MONDAY, "08:00"),
                "date_to": self.moment(MONDAY, "11:00"),
            }
        )
        calendar = self.employee.resource_calendar_id
        kinds = calendar._day_kinds(self.company, MONDAY, SATURDAY)
        rules = rules_of(self.policy, self.company.currency_id)
        dates = {self.employee.id: set(kinds)}
        types = day_types(self.env, dates, rules.terms)
        names = {"workday": "workday", "weekend": "restday", "holiday": "holiday"}
        self.assertEqual(
            {day: kind for (_id, day), kind in types.items()},
            {day: names[kind] for day, kind in kinds.items()},
        )
        self.assertEqual(types[self.employee.id, MONDAY], "workday")

    def test_no_setting_of_odoo_is_touched(self):
        """Neither the automatic check-out nor absence management is switched off."""
        self.assertFalse(hasattr(hooks, "post_init_hook"))
        self.company.write({"auto_check_out": True, "absence_management": True})
        self.punch(self.employee, MONDAY, "07:55", "19:00", out_mode="auto_check_out")
        self.assertEqual(self.verdict(MONDAY), "missing_out")

    def test_leave_by_the_hour(self):
        hourly = self.leave_type(request_unit="hour")
        self.leave(
            self.employee,
            MONDAY,
            leave_type=hourly,
            request_hour_from=15,
            request_hour_to=17,
        )
        self.punch(self.employee, MONDAY, "07:55", "15:00")
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertFalse(day.incident_ids)
        self.assertEqual(day.leave_seconds, 2 * 3600)

    def test_pending_leave_waits(self):
        leave = self.leave(self.employee, MONDAY, approve=False)
        day = self.judge(self.employee, MONDAY)[MONDAY]
        self.assertEqual((day.verdict, day.provisional), ("awaiting", True))
        leave.sudo().action_refuse()
        self.engine._process()
        day.invalidate_recordset()
        self.assertEqual((day.verdict, day.provisional), ("absent", False))

    def test_business_trip_counts_as_work(self):
        self.leave(self.employee, MONDAY, leave_type=self.leave_type(time_type="other"))
        self.assertEqual(self.verdict(MONDAY), "trip")

    def test_leave_that_ends_full_attendance(self):
        """By leave type: sick leave does, annual leave does not."""
        sick = self.leave_type("Sick")
        self.policy.leave_rule_ids = [
            Command.create({"leave_type_id": sick.id, "breaks_full_attendance": True})
        ]
        for person, leave_type in ((self.employee, sick), (self.colleague, None)):
            for count in range(31):
                day = MARCH + timedelta(days=count)
                if day.weekday() < 5 and day != MONDAY:
                    self.punch(person, day, "07:55", "17:00")
            self.leave(person, MONDAY, leave_type=leave_type)
            self.judge(person, MONDAY)
        self.assertFalse(self.month(self.employee, MARCH).full_attendance)
        self.assertTrue(self.month(self.colleague, MARCH).full_attendance)

    # Punches

    def test_changed_by_hand_shows(self):
        self.punch(self.employee, MONDAY, "07:55", "17:00", in_mode="manual")
        self.assertTrue(self.judge(self.employee, MONDAY)[MONDAY].corrected)

    def test_edited_punch_shows(self):
        """A clock says how somebody checked out; a hand on the form does not."""
        punch = self.punch(self.employee, MONDAY, "07:55")
        punch.write({"check_out": self.moment(MONDAY, "17:00"), "out_mode": "kiosk"})
        self.assertFalse(self.judge(self.employee, MONDAY)[MONDAY].corrected)
        punch.check_out = self.moment(MONDAY, "17:30")
        self.assertTrue(self.judge(self.employee, MONDAY)[MONDAY].corrected)

    def test_own_manual_punch_is_not_a_correction(self):
        self.env["hr.attendance"].with_user(self.employee.user_id).sudo().create(
            {
                "employee_id": self.employee.id,
                "check_in": self.moment(MONDAY, "07:55"),
                "check_out": self.moment(MONDAY, "17:00"),
            }
        )
        self.assertFalse(self.judge(self.employee, MONDAY)[MONDAY].corrected)

    def test_who_writes_punches_takes_a_turn_on_their_people(self):
        """By hand, by a clock, from a file: the second of two sees the first."""
        with self.assertTurns("hr_employee", self.employee):
            punch = self.punch(self.employee, MONDAY, "07:55")
        with self.assertTurns("hr_employee", self.employee):
            punch.check_out = self.moment(MONDAY, "17:00")
        with self.assertTurns("hr_employee", self.employee + self.colleague):
            punch.employee_id = self.colleague

    # Wages

    def test_deductions_are_capped(self):
        """CS-1.3: never more than a fifth of the month's wage."""
        for day in (MARCH + timedelta(days=count) for count in range(31)):
            if day.weekday() < 5:
                self.punch(self.employee, day, "08:40", "17:00")
        self.judge(self.employee, MONDAY)
        month = self.month(self.employee, MARCH)
        self.assertEqual(month.wage, 6600)
        self.assertEqual(month.deduction_before_cap, 2100)
        self.assertEqual(month.deduction, 1320)
        incidents = self.env["attendance.incident"].search(
            [("employee_id", "=", self.employee.id)]
        )
        self.assertAlmostEqual(sum(incidents.mapped("deduction")), 1320)

    def test_unknown_wage_deducts_nothing(self):
        self.employee.version_id.wage = 0
        self.judge(self.employee, MONDAY)
        self.assertEqual(self.month(self.employee, MARCH).deduction, 0)
