from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MONDAY, ImportCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-31 02:00:00")
class TestImport(ImportCase):
    """CS-1.4: errors per row, and no doubles."""

    # What can be wrong

    def test_cs_1_4_bad_rows_are_named_and_good_ones_imported(self):
        self.punch(self.colleague, MONDAY, "08:00", "18:00")
        text = (
            "No.,Date,Check In,Check Out\n"
            "A1,2026-03-02,08:55,17:02\n"
            "A9,2026-03-02,08:55,17:02\n"
            "A1,2026-02-30,08:55,17:02\n"
            "A1,2026-03-04,49:00,\n"
            "A1,2026-04-05,08:55,17:02\n"
            "A2,2026-03-02,09:00,17:02\n"
            "A1,2026-03-02,08:55,17:02\n"
            ",2026-03-02,08:55,17:02\n"
        )
        wizard = self._import(text)
        self.assertEqual((wizard.row_count, wizard.bad_count), (8, 7))
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])
        reasons = [line[4:] for line in self._bad_rows(wizard)[1:]]
        self.assertEqual([line for line, _why in reasons], list("3456789"))
        for (line, why), expected in zip(
            reasons,
            (
                "Nobody is called “A9”",
                "not a date",
                "not a date or time",
                "in the future",
                "Overlaps with the presence",
                "same punch as in line 2",
                "No number",
            ),
            strict=True,
        ):
            with self.subTest(line=line):
                self.assertIn(expected, why)
        self.assertIn("A9", wizard.problems)

    def test_cs_1_4_bad_rows_corrected_and_imported_again(self):
        wizard = self._import(
            "No.,Date,Check In,Check Out\nA9,2026-03-02,08:55,17:02\n"
        )
        rows = self._bad_rows(wizard)
        rows[1][0] = "A1"
        self._import("\n".join(",".join(row) for row in rows))
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_two_of_one_name(self):
        self._create_employee("Colleague")
        wizard = self._import(
            "Name,Date,Check In,Check Out\nColleague,2026-03-02,08:50,17:02\n"
        )
        self.assertIn("More than one employee", wizard.problems)

    def test_cs_1_4_who_left_does_not_make_a_name_ambiguous(self):
        self._create_employee("Colleague").action_archive()
        wizard = self._import(
            "Name,Date,Check In,Check Out\nColleague,2026-03-02,08:50,17:02\n"
        )
        self.assertEqual(wizard.bad_count, 0)

    def test_cs_1_4_other_companies_are_not_touched(self):
        stranger = self._create_employee(
            "Stranger", company_id=self.other_company.id, resource_calendar_id=False
        )
        stranger.barcode = "Z1"
        wizard = self._import("No.,Date,Check In\nZ1,2026-03-02,08:55\n")
        self.assertEqual(wizard.bad_count, 1)

    def test_cs_1_4_files_that_cannot_be_read(self):
        for text, message in (
            ("\n", "empty"),
            (b"\xff\xfe\x00", "UTF-8"),
        ):
            with self.subTest(text=text), self.assertRaisesRegex(UserError, message):
                self._wizard(text).action_preview()
        wizard = self._wizard("A,B\n1,2\n")
        wizard.action_preview()
        self.assertIn("Found: A, B", wizard.why)
        with self.assertRaisesRegex(UserError, "spreadsheet"):
            self._wizard(b"PK nothing", filename="x.xlsx").action_preview()

    def test_cs_1_4_preview_writes_nothing(self):
        wizard = self._wizard("No.,Date,Check In\nA1,2026-03-02,08:55\n")
        wizard.action_preview()
        self.assertEqual((wizard.state, wizard.new_count), ("preview", 1))
        self.assertEqual(self._rows(), [])

    # Again

    def test_cs_1_4_the_same_file_again_changes_nothing(self):
        text = (
            "No.,Date/Time\nA1,2026-03-02 08:55\nA1,2026-03-02 12:01\n"
            "A1,2026-03-02 17:02\nA2,2026-03-02 08:50\n"
        )
        self._import(text)
        before = self._rows(), self._rows(self.colleague)
        again = self._import(text)
        self.assertEqual((again.new_count, again.changed_count), (0, 0))
        self.assertEqual((again.unchanged_count, again.bad_count), (4, 0))
        self.assertEqual((self._rows(), self._rows(self.colleague)), before)

    def test_cs_1_4_a_longer_file_completes_the_day(self):
        morning = "No.,Date/Time\nA1,2026-03-02 08:55\n"
        self._import(morning)
        whole = self._import(morning + "A1,2026-03-02 17:02\n")
        self.assertEqual((whole.new_count, whole.changed_count), (0, 1))
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_the_order_of_files_does_not_matter(self):
        head = "No.,Date/Time\n"
        self._import(head + "A1,2026-03-02 17:02\n")
        self._import(head + "A1,2026-03-02 08:55\n")
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_completed_by_a_file_is_not_changed_by_hand(self):
        head = "工号,日期时间\n"
        self._import(head + "A1,2026-03-02 07:55\n")
        self._import(head + "A1,2026-03-02 07:50\nA1,2026-03-02 17:05\n")
        self.assertEqual(self._rows(), [self._day("07:50", "17:05")])
        self.assertFalse(self.judge(self.employee, MONDAY)[MONDAY].corrected)

    def test_cs_1_4_ones_own_punches_in_a_file_show_as_entered(self):
        """An HR officer imports the file of the company, with own punches in it, and
        those of somebody who cannot log in."""
        officer = self._create_employee("Officer", barcode="A3")
        officer.user_id = self.hr_officer
        guest = self._create_employee("Guest", barcode="A4")
        lines = [
            f"{number},2026-03-02 {press}\n"
            for number in ("A1", "A3", "A4")
            for press in ("07:55", "17:05")
        ]
        self._import("".join(["工号,日期时间\n", *lines]))
        for person, entered in (
            (self.employee, False),
            (officer, True),
            (guest, False),
        ):
            day = self.judge(person, MONDAY)[MONDAY]
            self.assertEqual((day.verdict, day.corrected), ("present", entered))

    def test_cs_1_4_a_correction_is_kept(self):
        text = "No.,Date/Time\nA1,2026-03-02 08:55\n"
        self._import(text)
        punch = self.env["hr.attendance"].search(
            [("employee_id", "=", self.employee.id)]
        )
        corrected = {"check_out": self.moment(MONDAY, "17:02"), "corrected": True}
        punch.sudo().write(corrected)
        again = self._import(text)
        self.assertEqual((again.new_count, again.bad_count), (0, 0))
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_punches_of_the_phone_are_not_doubled(self):
        self.punch(self.employee, MONDAY, "08:55", "17:02")
        text = "No.,Date/Time\nA1,2026-03-02 08:55\nA1,2026-03-02 17:02\n"
        wizard = self._import(text)
        self.assertEqual((wizard.new_count, wizard.unchanged_count), (0, 2))

    def test_cs_1_4_hours_are_what_odoo_works_out_one_by_one(self):
        text = "No.,Date,Check In,Check Out\n"
        for clocks in ("02,08:55,17:02", "03,10:00,12:30", "07,09:00,11:00"):
            text += f"A1,2026-03-{clocks}\n"
        text += "A2,2026-03-02,08:55,次日 01:00\n"
        self._import(text)
        rows = self.env["hr.attendance"].search(
            [("import_source_id", "=", self.clock.id)]
        )
        self.env.flush_all()
        rows.invalidate_recordset()
        stored = rows.mapped("worked_hours"), rows.mapped("date")
        self.env.add_to_compute(rows._fields["worked_hours"], rows)
        self.env.add_to_compute(rows._fields["date"], rows)
        for mine, odoos in zip(stored[0], rows.mapped("worked_hours"), strict=True):
            self.assertAlmostEqual(mine, odoos, 4)
        self.assertEqual(stored[1], rows.mapped("date"))

    # Ten thousand

    def _many(self, count):
        """Original records of DingTalk: two punches a day of 45 people, with seven
        broken rows among them."""
        self.env["hr.employee"].create(
            [
                {
                    "name": f"Person {number}",
                    "barcode": f"P{number}",
                    "company_id": self.company.id,
                    "resource_calendar_id": self.calendar.id,
                    "date_version": date(2020, 1, 1),
                    "contract_date_start": date(2020, 1, 1),
                }
                for number in range(45)
            ]
        )
        lines = [
            f"人,P{number},{date(2025, 9, 1) + timedelta(days=day)} {clock},正常"
            for day in range(count // 90 + 1)
            for number in range(45)
            for clock in ("08:55", "17:02")
        ][: count - 7]
        broken = (
            "人,P1,soon,",
            ",,2026-03-02 09:00,",
            "人,Q1,2026-03-02 09:00,",
            "人,P2,2027-01-01 09:00,",
            "人,P3,2026-02-30 09:00,",
            lines[0],
            "人,P4,2026-03-02 99:99,",
        )
        for place, line in enumerate(broken):
            lines.insert(place * 100 + 5, line)
        return "姓名,工号,打卡时间,打卡结果\n" + "\n".join(lines)

    def test_cs_1_4_ten_thousand_rows_with_seven_broken_ones(self):
        wizard = self._import(self._many(10_000), self.dingtalk, "gb18030")
        self.assertEqual((wizard.row_count, wizard.bad_count), (10_000, 7))
        lines = [row[-2] for row in self._bad_rows(wizard)[1:]]
        self.assertEqual(lines, ["7", "107", "207", "307", "407", "507", "607"])
        stored = self.env["hr.attendance"].search_count(
            [("import_source_id", "=", self.dingtalk.id)]
        )
        self.assertEqual(stored, wizard.new_count)

    def test_cs_1_4_queries_do_not_grow_with_the_rows_that_are_read(self):
        """A second import reads the file and all that is stored, in few queries."""
        text = self._many(1000)
        self._import(text, self.dingtalk)
        wizard = self._wizard(text, self.dingtalk)
        self.env.flush_all()
        before = self.cr.sql_log_count
        outcome = wizard._plan()[1]
        self.assertEqual((outcome.creates, outcome.updates), ([], []))
        self.assertLess(self.cr.sql_log_count - before, 30)

    def test_an_import_takes_a_turn_on_the_people_of_its_rows(self):
        """Whatever the source: the second of two sees what the first has written."""
        text = (
            "No.,Date,Check In,Check Out\n"
            "A1,2026-03-02,08:55,17:02\n"
            "A2,2026-03-02,08:55,17:02\n"
        )
        wizard = self._wizard(text)
        with self.assertTurns("hr_employee", self.employee + self.colleague):
            wizard.action_import()
