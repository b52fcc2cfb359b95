import base64

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MONDAY, ImportCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-31 02:00:00")
class TestImportPeople(ImportCase):
    """CS-1.4: nobody's punch is booked on somebody else or on another day unsaid."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee.barcode = "0007"
        cls.colleague.barcode = "31"

    def test_cs_1_4_rows_of_a_terminal_are_not_taken_for_numbers(self):
        """GLG_001.TXT counts its rows in a column "No": 1 and 2 are other people."""
        self._create_employee("First", barcode="1")
        self._create_employee("Second", barcode="2")
        text = (
            "No\tTMNo\tEnNo\tName\tINOUT\tMode\tDateTime\r\n"
            "000001\t1\t00000007\tEmployee\t0\t1\t2026/03/02  08:55:00\r\n"
            "000002\t1\t00000031\tColleague\t0\t1\t2026/03/02  08:57:00\r\n"
            "000003\t1\t00000007\tEmployee\t1\t1\t2026/03/02  17:02:00\r\n"
        )
        wizard = self._import(text, filename="GLG_001.TXT")
        self.assertEqual((wizard.bad_count, wizard.people_count), (0, 2))
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])
        found = self.env["hr.attendance"].search(
            [("check_in", ">=", "2026-03-01"), ("check_in", "<", "2026-03-03")]
        )
        self.assertEqual(found.employee_id, self.employee | self.colleague)

    def test_cs_1_4_number_and_name_of_different_people_are_an_error(self):
        wizard = self._import(
            "工号,姓名,日期时间\n7,Colleague,2026-03-02 08:55\n"
            "31,Colleague,2026-03-02 09:00\n"
        )
        self.assertEqual(wizard.bad_count, 1)
        self.assertIn("7 is Employee, and not Colleague", wizard.problems)
        self.assertFalse(self._rows())

    def test_cs_1_4_one_number_with_two_names_is_an_error(self):
        """A column of the terminal, or of the department, taken for the employee's."""
        wizard = self._import(
            "ID,Name,Date/Time\n7,王伟,2026-03-02 08:55\n7,李娜,2026-03-02 09:00\n"
        )
        self.assertEqual(wizard.bad_count, 1)
        self.assertIn(
            "7 is called 王伟 in a row before, and 李娜 here", wizard.problems
        )

    def test_cs_1_4_another_name_than_in_odoo_is_shown(self):
        wizard = self._wizard("工号,姓名,日期时间\n7,王伟,2026-03-02 08:55\n")
        wizard.action_preview()
        self.assertEqual((wizard.people_count, wizard.otherwise_count), (1, 1))
        for part in ("王伟", "Employee", "Another name than in the file"):
            self.assertIn(part, wizard.summary)

    def test_cs_1_4_numbers_with_other_zeros_are_the_same(self):
        for number in ("7", "007", "'0007", '"=""0007"""', "7.0", "００７"):
            wizard = self._wizard(f"工号,日期时间\n{number},2026-03-02 08:55\n")
            wizard.action_preview()
            self.assertEqual((number, wizard.bad_count), (number, 0))

    def test_cs_1_4_the_very_number_goes_before_one_with_other_zeros(self):
        other = self._create_employee("Other", barcode="7")
        self._import("工号,日期时间\n7,2026-03-02 08:55\n")
        self.assertTrue(self._rows(other))
        self.assertFalse(self._rows())
        wizard = self._import("工号,日期时间\n07,2026-03-02 08:55\n")
        self.assertIn("More than one employee", wizard.problems)

    def test_cs_1_4_who_is_called_as_in_other_alphabets_is_found(self):
        self.employee.name = "José Peña"
        for name in ("PENA Jose", "Peña, José", "josé  peña"):
            wizard = self._wizard(f'Name;Date/Time\n"{name}";2026-03-02 08:55\n')
            wizard.action_preview()
            self.assertEqual((name, wizard.bad_count), (name, 0))

    # Days

    def test_cs_1_4_days_without_employment_are_errors(self):
        """A clock that was reset says 2000; numbers are given to somebody new."""
        self.employee.contract_date_start = "2026-03-02"
        wizard = self._import(
            "ID,Date/Time\n7,2000-01-01 00:05\n7,2019-06-03 08:55\n7,2026-03-01 08:55\n"
            "7,2026-03-02 08:55\n"
        )
        self.assertEqual((wizard.bad_count, wizard.new_count), (3, 1))
        self.assertIn("Not employed on 01/01/2000", wizard.problems)

    def test_cs_1_4_who_has_left_has_no_punches_any_more(self):
        self.employee.write({"contract_date_end": "2026-03-03"})
        wizard = self._import("ID,Date/Time\n7,2026-03-03 08:55\n7,2026-03-04 08:55\n")
        self.assertEqual((wizard.bad_count, wizard.new_count), (1, 1))

    def test_cs_1_4_whether_the_day_or_the_month_comes_first_is_asked(self):
        text = "ID,Date/Time\n7,02/03/2026 08:55\n7,02/03/2026 17:02\n"
        wizard = self._wizard(text)
        wizard.action_preview()
        self.assertTrue(wizard.asks_order)
        with self.assertRaisesRegex(UserError, "which comes first"):
            wizard.action_import()
        wizard.action_day_first()
        self.assertFalse(wizard.asks_order)
        wizard.action_import()
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_one_day_above_twelve_proves_the_order(self):
        wizard = self._wizard("ID,Date/Time\n7,02/03/2026 08:55\n7,13/03/2026 08:55\n")
        wizard.action_preview()
        self.assertEqual((wizard.asks_order, wizard.bad_count), (False, 0))
        self.assertIn("day, month, year", wizard.summary)

    def test_cs_1_4_a_night_ends_on_the_next_day(self):
        """In one row, and in two."""
        self._import("ID,Date,In,Out\n7,2026-03-02,22:00,06:00\n")
        self.assertEqual(self._rows(), [self._day("22:00", "30:00")])
        rows = "31,2026-03-02 22:00,in\n31,2026-03-03 06:00,out\n"
        for _time in range(2):
            self._import(f"ID,Date/Time,Status\n{rows}")
            self.assertEqual(self._rows(self.colleague), [self._day("22:00", "30:00")])

    def test_cs_1_4_no_check_out_before_its_check_in(self):
        wizard = self._import("ID,Date,In,Out\n7,2026-03-02,17:02,08:55\n")
        self.assertIn("lies before its check-in", wizard.problems)
        self.assertFalse(self._rows())

    # The preview

    def test_cs_1_4_the_preview_shows_people_days_and_samples(self):
        wizard = self._wizard(
            "ID,Name,Date,In,Out\n7,Employee,2026-03-02,08:55,休息\n"
            "31,Colleague,2026-03-06,08:57,次日 01:10\n99,Nobody,2026-03-03,09:00,\n"
        )
        wizard.action_preview()
        for part in (
            "From 03/02/2026 to 03/07/2026",
            "Mon, Mar 2, 2026 08:55 in",
            "Fri, Mar 6, 2026 08:57 in · Sat, Mar 7, 2026 01:10 out",
            "休息 (1)",
            "nobody",
        ):
            self.assertIn(part, wizard.summary)

    def test_cs_1_4_names_of_a_file_are_no_code(self):
        wizard = self._wizard("ID,Name,Date/Time\n7,<b onclick=x>,2026-03-02 08:55\n")
        wizard.action_preview()
        self.assertNotIn("<b ", wizard.summary)
        self.assertIn("&lt;b onclick", wizard.summary)

    # What fits, and by hand

    def _files(self, text, **values):
        content = base64.b64encode(text.encode())
        return {"file": content, "filename": "punches.csv", **values}

    def test_cs_1_4_the_source_that_fits_is_chosen(self):
        wizard = self.env["attendance.import"].new(
            self._files(
                "姓名,工号,日期,上班1打卡时间,下班1打卡时间\n王,7,2026-03-02,08:55,17:02\n"
            )
        )
        wizard._onchange_file()
        self.assertEqual(wizard.source_id._origin, self.dingtalk)

    def test_cs_1_4_a_source_that_fits_better_is_offered(self):
        text = "时间,姓名,账号,最早,最晚\n2026-03-02,王,employee,08:55,17:02\n"
        wizard = self._wizard(text, self.dingtalk)
        wizard.action_preview()
        self.assertEqual(wizard.better_source_id.name, "WeCom")
        wizard.action_use_better()
        self.assertEqual((wizard.state, wizard.bad_count), ("preview", 0))

    def test_cs_1_4_a_date_beside_the_time_is_enough(self):
        self._import("工号,日期,打卡时间\n7,2026-03-02,08:55\n7,2026-03-02,17:02\n")
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_times_without_date_are_said_once(self):
        wizard = self._wizard("工号,打卡时间\n7,08:55\n7,17:02\n")
        wizard.action_preview()
        self.assertEqual(wizard.state, "columns")
        self.assertIn("no date", wizard.why)

    def test_cs_1_4_columns_said_by_hand_are_kept_as_a_source(self):
        text = (
            "Wer,Wann,Ort\nColleague,2026-03-02 08:55,A\nColleague,2026-03-02 17:02,B\n"
        )
        wizard = self._wizard(text)
        wizard.action_preview()
        self.assertEqual(wizard.state, "columns")
        self.assertIn("Found: Wer, Wann, Ort", wizard.why)
        self.assertEqual(wizard.column_ids.mapped("heading"), ["Wer", "Wann", "Ort"])
        with self.assertRaisesRegex(UserError, "number or name"):
            wizard.action_by_hand()
        for heading, role in (("Wer", "name"), ("Wann", "moment")):
            wizard.column_ids.filtered(lambda c, h=heading: c.heading == h).role = role
        wizard.action_by_hand()
        self.assertEqual((wizard.state, wizard.row_count), ("preview", 2))
        wizard.new_source_name = "Back door"
        wizard.action_import()
        self.assertEqual(self._rows(self.colleague), [self._day("08:55", "17:02")])
        source = self.env["attendance.import.source"].search(
            [("name", "=", "Back door")]
        )
        self.assertEqual(wizard.source_id, source)
        self.assertEqual((source.column_name, source.column_moment), ("Wer", "Wann"))
        again = self._import(text, source)
        self.assertEqual((again.new_count, again.unchanged_count), (0, 2))

    def test_cs_1_4_columns_without_headings_can_be_said(self):
        text = "a;7;02.03.2026 08:55\nb;7;02.03.2026 17:02\nc;31;03.03.2026 08:50\n"
        wizard = self._wizard(text)
        wizard.action_preview()
        columns = wizard.column_ids.sorted("id")
        columns.role = False
        columns[1].role, columns[2].role = "employee", "moment"
        wizard.action_by_hand()
        self.assertEqual((wizard.state, wizard.people_count), ("preview", 2))
        wizard.action_import()
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_what_was_said_of_a_file_does_not_hold_for_the_next(self):
        wizard = self._wizard("Wer,Wann\nColleague,02/03/2026 08:55\n")
        wizard.action_preview()
        for column, role in zip(wizard.column_ids, ("name", "moment"), strict=True):
            column.role = role
        wizard.action_by_hand()
        wizard.action_day_first()
        self.assertEqual((wizard.state, wizard.bad_count), ("preview", 0))
        text = b"ID,Date/Time\n7,03/04/2026 08:55\n"
        wizard.write({"file": base64.b64encode(text), "filename": "next.csv"})
        wizard.action_preview()
        self.assertEqual((wizard.state, wizard.row_count), ("preview", 1))
        self.assertTrue(wizard.asks_order)

    # The way back

    def test_cs_1_4_cells_of_strangers_are_no_formulas_in_the_file_of_errors(self):
        cells = ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1"]
        head = "工号,日期时间," + ",".join("abcdef") + "\n"
        row = ",".join(["=HYPERLINK(1)", "2026-03-02 08:55", *cells])
        wizard = self._import(head + row + "\n")
        (back,) = self._bad_rows(wizard)[1:]
        for cell in back:
            self.assertFalse(cell.strip().startswith(("=", "+", "-", "@")), cell)

    def test_cs_1_4_a_number_kept_as_formula_is_corrected_and_imported_again(self):
        wizard = self._import('工号,日期时间\n"=""0007""",2026-02-30 08:55\n')
        rows = self._bad_rows(wizard)
        rows[1][1] = "2026-03-02 08:55"
        self._import("\n".join(",".join(row[:2]) for row in rows))
        self.assertEqual(len(self._rows()), 1)

    def test_cs_1_4_only_presses_that_say_something_are_outings(self):
        text = (
            "日期,姓名,打卡类型,实际打卡时间\n2026-03-02,Employee,上班打卡,08:55\n"
            "2026-03-02,Employee,外出打卡,14:10\n2026-03-02,Employee,下班打卡,17:02\n"
        )
        source = self.env.ref("attendance_rules_import.attendance_import_source_wecom")
        wizard = self._import(text, source)
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])
        again = self._import(text, source)
        self.assertEqual((wizard.new_count, again.new_count), (1, 0))

    def test_cs_1_4_a_month_of_columns(self):
        text = (
            "2026年3月,,,,,\n工号,姓名,1,2,3,4\n007,Employee,,08:55 17:02,休息,99:99\n"
        )
        wizard = self._import(text)
        self.assertEqual(self._rows(), [self._day("08:55", "17:02", day=MONDAY)])
        self.assertEqual(wizard.bad_count, 1)
        self.assertIn("03/04/2026", wizard.problems)
