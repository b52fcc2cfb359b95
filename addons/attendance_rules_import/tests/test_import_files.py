import io
from datetime import datetime

import openpyxl
from freezegun import freeze_time

from odoo.tests import tagged

from .common import MONDAY, ImportCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-31 02:00:00")
class TestImportFiles(ImportCase):
    """CS-1.4: punches from the files that people have."""

    def test_cs_1_4_dingtalk_daily_statistics(self):
        text = (
            "每日统计表 统计日期：2026-03-02\n"
            "姓名,考勤组,部门,工号,日期,上班1打卡时间,上班1打卡结果,下班1打卡时间\n"
            "王,默认,客服,A1,26-03-02 星期一,08:55,正常,次日 00:10\n"
            "李,默认,客服,A2,26-03-02 星期一,08:50,正常,17:02\n"
        )
        wizard = self._import(text, self.dingtalk, "gb18030")
        self.assertEqual((wizard.new_count, wizard.bad_count), (2, 0))
        self.assertEqual(self._rows(), [self._day("08:55", "24:10")])
        self.assertEqual(self._rows(self.colleague), [self._day("08:50", "17:02")])

    def test_cs_1_4_dingtalk_original_records(self):
        text = (
            "姓名,工号,考勤日期,考勤时间,打卡时间,打卡结果\n"
            "王,A1,2026-03-02,2026-03-02 08:00,2026-03-02 08:55,迟到\n"
            "王,A1,2026-03-02,2026-03-02 17:00,2026-03-02 17:02,正常\n"
        )
        self._import(text, self.dingtalk)
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_wecom(self):
        source = self.env.ref("attendance_rules_import.attendance_import_source_wecom")
        text = (
            "日期,姓名,账号,打卡类型,实际打卡时间\n"
            "2026/03/02 星期一,王,employee,上班打卡,08:55\n"
            "2026/03/02 星期一,王,employee,下班打卡,17:02\n"
        )
        self._import(text, source)
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_feishu_spreadsheet(self):
        source = self.env.ref("attendance_rules_import.attendance_import_source_feishu")
        book = openpyxl.Workbook()
        book.active.append(["姓名", "工号", "日期", "上班打卡时间", "下班打卡时间"])
        book.active.append(["王", "A1", "20260302", "08:55", "17:02"])
        book.active.append(["李", "A2", datetime(2026, 3, 2), "缺卡", "17:02"])
        content = io.BytesIO()
        book.save(content)
        self._import(content.getvalue(), source, filename="飞书.xlsx")
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])
        day = self.judge(self.colleague, MONDAY)[MONDAY]
        self.assertEqual(day.verdict, "missing_in")

    def test_cs_1_4_time_clock_one_row_per_punch(self):
        text = "No.;Date/Time\nA1;2026-03-02 08:55\nA1;2026-03-02 12:01\n"
        text += "A1;2026-03-02 12:58\nA1;2026-03-02 17:02\n"
        self._import(text)
        self.assertEqual(
            self._rows(), [self._day("08:55", "12:01"), self._day("12:58", "17:02")]
        )

    def test_cs_1_4_by_name_when_there_is_no_number(self):
        self._import("Name,Date,Check In,Check Out\nColleague,2026-03-02,08:50,17:02\n")
        self.assertEqual(self._rows(self.colleague), [self._day("08:50", "17:02")])

    def test_cs_1_4_numbers_of_the_source(self):
        self.clock.badge_ids.create(
            {
                "source_id": self.clock.id,
                "number": "77",
                "employee_id": self.employee.id,
            }
        )
        self._import("No.,Date,Times\n77,2026-03-02,08:55 17:02\n")
        self.assertEqual(self._rows(), [self._day("08:55", "17:02")])

    def test_cs_1_4_times_are_of_the_sources_zone(self):
        self.clock.tz = "America/New_York"
        self._import("No.,Date,Check In,Check Out\nA1,2026-03-09,08:00,17:00\n")
        self.assertEqual(
            self._rows(), [(datetime(2026, 3, 9, 12), datetime(2026, 3, 9, 21))]
        )

    def test_cs_1_4_night_shift(self):
        self.clock.day_starts_at = 12
        text = "No.,Date/Time\nA1,2026-03-02 21:55\nA1,2026-03-03 06:03\n"
        self._import(text)
        self.assertEqual(self._rows(), [self._day("21:55", "30:03")])
