import io
from datetime import date

import openpyxl
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .common import MARCH, CloseCase

DAYS = [date(2026, 3, day) for day in (3, 5, 9, 11, 13)]


@tagged("post_install", "-at_install")
@freeze_time("2026-04-02 02:00:00")
class TestPay(CloseCase):
    """Lateness of 20 minutes costs 50, one a month is free; the wage is 6,600."""

    def _closed(self, exceptions):
        self.work(self.people, MARCH, exceptions)
        return self.close(MARCH)

    def _items(self, employee=None, kind=None):
        domain = [("employee_id", "=", (employee or self.employee).id)]
        if kind:
            domain.append(("kind", "=", kind))
        return self.env["attendance.pay.item"].search(domain)

    # --- items ------------------------------------------------------------------------

    def test_cs_1_3_every_incident_that_costs_has_one_item(self):
        self._closed(dict.fromkeys(DAYS[:3], ("08:20", "17:05")))
        statement = self.statement(self.employee, MARCH)
        items = self._items()
        self.assertEqual(items.mapped("amount"), [-50, -50])
        self.assertEqual(items.mapped("work_date"), DAYS[1:3])
        self.assertEqual(items.incident_id.employee_id, self.employee)
        self.assertEqual(statement.deduction, 100)
        self.assertEqual(sum(items.mapped("amount")), -statement.deduction)

    def test_cs_1_3_the_cap_has_an_item_and_the_sum_is_the_statement(self):
        self.policy.cap_share = 0.02
        self._closed(dict.fromkeys(DAYS, ("08:20", "17:05")))
        statement = self.statement(self.employee, MARCH)
        self.assertEqual(statement.deduction_before_cap, 200)
        self.assertEqual(statement.deduction, 132)
        self.assertEqual(self._items(kind="cap").amount, 68)
        self.assertEqual(sum(self._items().mapped("amount")), -132)

    @mute_logger("odoo.sql_db")
    def test_cs_1_3_no_cause_is_deducted_twice(self):
        self._closed(dict.fromkeys(DAYS[:2], ("08:20", "17:05")))
        item = self._items()
        with self.assertRaises(IntegrityError):
            item.copy()

    def test_cs_1_3_closing_again_after_reopening_makes_the_same_items(self):
        period = self._closed(dict.fromkeys(DAYS[:3], ("08:20", "17:05")))
        before = sorted(self._items().mapped("key"))
        period.with_user(self.hr_admin)._reopen("A test")
        self.assertFalse(self._items())
        period.with_user(self.hr_admin)._close("Again")
        self.assertEqual(sorted(self._items().mapped("key")), before)

    def test_cs_1_1_approved_overtime_is_one_item_with_its_rate(self):
        self.env["attendance.overtime"].create(
            {
                "employee_id": self.employee.id,
                "date_from": self.moment(DAYS[0], "17:00"),
                "date_to": self.moment(DAYS[0], "19:00"),
                "reason": "Stocktaking",
            }
        ).write({"state": "approved"})
        self._closed({DAYS[0]: ("07:55", "19:30")})
        item = self._items(kind="overtime")
        self.assertEqual((item.quantity, item.rate), (2, 1.5))
        # 6,600 a month is 303.44 a day (21.75 days) and 37.93 an hour
        self.assertAlmostEqual(item.amount, 113.79)
        self.assertFalse(self._items(self.colleague, "overtime"))

    # --- export -----------------------------------------------------------------------

    def _export(self, period):
        action = period.with_user(self.hr_officer).action_export()
        number = int(action["url"].split("/")[3].split("?")[0])
        attachment = self.env["ir.attachment"].browse(number)
        return openpyxl.load_workbook(io.BytesIO(attachment.raw))

    def test_cs_1_5_payroll_gets_one_row_per_employee_and_one_sheet_of_items(self):
        period = self._closed(dict.fromkeys(DAYS[:3], ("08:20", "17:05")))
        book = self._export(period)
        self.assertEqual(book.sheetnames, ["Employees", "Items", "Seal"])
        people = list(book["Employees"].values)
        names = [row[0] for row in people[1:]]
        self.assertEqual(names, ["Colleague", "Employee", "Total"])
        column = people[0].index("Sum")
        self.assertEqual([row[column] for row in people[1:]], [-100, -100, -200])
        items = list(book["Items"].values)
        self.assertEqual(len(items), 1 + 4)
        self.assertIn((period.seal), [row[1] for row in book["Seal"].values])
        self.assertTrue(period.exported_at)

    def _row(self, book, name="Employee"):
        head, *rows = book["Employees"].values
        return dict(zip(head, next(row for row in rows if row[0] == name), strict=True))

    def test_cs_1_5_payroll_gets_days_that_add_up_and_leave_by_type(self):
        """Half a day of leave is half a day less that was worked."""
        self.employee.barcode = "PAY07"
        sick = self.leave_type("Sick", request_unit="half_day")
        own = self.leave_type("Own Affairs")
        half = {"request_date_from_period": "pm", "request_date_to_period": "pm"}
        self.leave(self.employee, DAYS[0], leave_type=sick, **half)
        self.leave(self.employee, DAYS[1], leave_type=own)
        period = self._closed({DAYS[0]: ("07:55", "12:02"), DAYS[1]: None})
        row = self._row(self._export(period))
        self.assertEqual((row["Number"], row["Month"]), ("PAY07", "2026-03"))
        self.assertEqual(row["Currency"], period.company_id.currency_id.name)
        self.assertEqual(row["Leave"], 1.5)
        self.assertEqual((row["Leave: Sick"], row["Leave: Own Affairs"]), (0.5, 1))
        added = row["Worked days"] + row["Leave"] + row["Absent"]
        self.assertEqual(row["Planned days"], added)
        self.assertEqual(row["Days with presence"], row["Planned days"] - 1)

    def test_cs_1_5_payroll_gets_time_off_for_overtime_in_hours(self):
        self.env["attendance.overtime"].create(
            {
                "employee_id": self.employee.id,
                "date_from": self.moment(DAYS[0], "17:00"),
                "date_to": self.moment(DAYS[0], "19:00"),
                "reason": "Stocktaking",
                "compensation": "time_off",
            }
        ).write({"state": "approved"})
        book = self._export(self._closed({DAYS[0]: ("07:55", "19:30")}))
        row = self._row(book)
        self.assertEqual(row["Overtime as time off (hours)"], 2)
        self.assertEqual(row["Overtime paid (hours)"], 0)
        self.assertNotIn("Time Off", row)
        total = self._row(book, "Total")
        self.assertEqual(total["Overtime as time off (hours)"], 2)

    def test_cs_1_5_the_seal_says_the_local_time(self):
        period = self._closed({})
        values = dict(list(self._export(period)["Seal"].values)[1:])
        self.assertEqual(values["Closed on"], "2026-04-02 10:00:00 (Asia/Shanghai)")

    def test_cs_1_5_a_name_like_a_formula_stays_a_text(self):
        self.employee.name = "=1+1"
        book = self._export(self._closed({}))
        self.assertIn("=1+1", [row[0] for row in book["Employees"].values])
        cell = next(row[0] for row in book["Employees"].rows if row[0].value == "=1+1")
        self.assertEqual(cell.data_type, "s")

    def test_cs_1_5_an_open_month_is_not_exported(self):
        self.work(self.people, MARCH)
        with self.assertRaisesRegex(UserError, "Close March 2026 first"):
            self.audit(MARCH).action_export()

    # --- statement --------------------------------------------------------------------

    def _html(self, user):
        statement = self.statement(self.employee, MARCH).with_user(user)
        return str(statement.statement_html)

    def test_cs_1_5_the_person_and_hr_read_the_deduction_the_manager_does_not(self):
        self._closed(dict.fromkeys(DAYS[:3], ("08:20", "17:05")))
        for user in (self.employee.user_id, self.hr_officer):
            self.assertIn("100.00", self._html(user))
        html = self._html(self.manager.user_id)
        self.assertNotIn("100.00", html)
        self.assertNotIn("50.00", html)
        self.assertIn("Late", html)

    def test_cs_1_3_the_statement_explains_cap_in_a_sentence(self):
        self.policy.cap_share = 0.02
        self._closed(dict.fromkeys(DAYS, ("08:20", "17:05")))
        html = self._html(self.employee.user_id)
        self.assertIn("132.00", html)
        self.assertIn("200.00", html)

    def test_cs_1_5_the_paper_says_who_what_and_the_seal(self):
        self._closed(dict.fromkeys(DAYS[:3], ("08:20", "17:05")))
        statement = self.statement(self.employee, MARCH)
        html, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.employee.user_id)
            ._render_qweb_html(
                "attendance_rules_close.attendance_statement_report", statement.ids
            )
        )
        text = html.decode()
        for expected in ("Employee", "March 2026", "100.00", statement.seal):
            self.assertIn(expected, text)
