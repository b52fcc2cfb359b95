from datetime import date

from odoo.tests import freeze_time, tagged

from .common import APRIL, MARCH, MonthCase

TUESDAY = date(2026, 3, 10)


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestMyMonth(MonthCase):
    """Every employee sees the own month, and what can be done about it."""

    def _cell(self, data, day):
        return next(cell for cell in data["cells"] if cell["date"] == str(day))

    def test_cs_1_5_every_day_of_the_month_has_a_cell_that_says_why(self):
        self.work(self.people, MARCH, {TUESDAY: ("08:25", "17:05")})
        self.engine._compute(self.people, MARCH, MARCH)
        data = self.my_month()
        self.assertEqual(len(data["cells"]), 31)
        cell = self._cell(data, TUESDAY)
        self.assertEqual((cell["verdict"], cell["label"]), ("late", "Late"))
        self.assertIn("8:25", " ".join(cell["lines"]))
        with freeze_time("2026-03-12 02:00:00"):  # within the term of a correction
            self.assertTrue(self._cell(self.my_month(), TUESDAY)["can_correct"])

    def test_cs_1_3_grace_and_run_are_told(self):
        self.work(self.people, MARCH, {TUESDAY: ("08:25", "17:05")})
        self.engine._compute(self.people, MARCH, MARCH)
        figures = self.my_month()["month"]
        self.assertEqual((figures["graced"], figures["grace"]), (1, 1))
        self.assertEqual(figures["run"], 0)
        self.assertEqual(figures["talk_threshold"], 3)

    def test_cs_1_4_who_may_punch_in_the_browser_has_a_button(self):
        self.company.attendance_from_systray = False
        self.assertFalse(self.my_month()["cards"]["punch"])
        self.company.attendance_from_systray = True
        out = self.my_month()["cards"]["punch"]
        self.assertEqual(
            (out["is_in"], out["text"]), (False, "You are not checked in.")
        )
        self.punch(self.employee, date(2026, 4, 2), "07:55")
        inside = self.my_month()["cards"]["punch"]
        self.assertTrue(inside["is_in"])
        self.assertIn("7:55", inside["text"])

    def test_cs_1_4_an_evening_that_was_forgotten_is_named_before_the_next_punch(self):
        self.company.attendance_from_systray = True
        self.punch(self.employee, date(2026, 4, 1), "07:55")
        text = self.my_month()["cards"]["punch"]["text"]
        self.assertIn("Apr 1", text)
        self.assertIn("correct that punch first", text)

    def test_who_has_just_come_on_a_day_off_has_nothing_to_correct(self):
        """A rest day, a holiday, and a day of leave; the check-out is missed later."""
        saturday, monday = date(2026, 3, 7), date(2026, 3, 9)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Founding day",
                "company_id": self.company.id,
                "date_from": self.moment(monday, "00:00"),
                "date_to": self.moment(monday, "23:59"),
            }
        )
        self.leave(self.employee, TUESDAY)
        for day, asks in ((saturday, True), (monday, True), (TUESDAY, False)):
            with self.subTest(day=day):
                came = self.punch(self.employee, day, "09:00")
                with freeze_time(self.moment(day, "09:01")):
                    self.judge(self.employee, day)
                    cell = self._cell(self.my_month(), day)
                    self.assertNotIn("correction", " ".join(cell["lines"]))
                    self.assertFalse(cell["can_correct"])
                with freeze_time(self.moment(day, "30:00")):
                    self.judge(self.employee, day)
                    cell = self._cell(self.my_month(), day)
                    self.assertEqual("correction" in " ".join(cell["lines"]), asks)
                    self.assertEqual(cell["can_correct"], asks)
                came.check_out = self.moment(day, "12:00")

    def test_nobody_sees_the_month_of_another(self):
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, MARCH)
        data = self.my_month(self.manager)
        self.assertEqual(data["employee"], "Manager")
        self.assertFalse(data["cells"])

    def test_hr_sees_the_current_month_on_the_form_of_the_employee(self):
        self.engine._compute(self.people, APRIL, APRIL)
        employee = self.employee.with_user(self.hr_officer)
        self.assertEqual(len(employee.attendance_heat_map), 30)

    def test_a_user_without_employee_is_told_so(self):
        data = self.env["attendance.month"].with_user(self.hr_officer).get_my_month()
        self.assertFalse(data["employee"])

    def test_a_month_costs_the_same_however_much_happened(self):
        self.work(self.people, MARCH)
        self.engine._compute(self.people, MARCH, MARCH)
        self.my_month()
        before = self._count_queries()
        self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id)]
        ).unlink()
        self.engine._compute(self.people, MARCH, MARCH)
        self.my_month()
        self.assertLessEqual(self._count_queries(), before)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.my_month()
        return self.env.cr.sql_log_count - before
