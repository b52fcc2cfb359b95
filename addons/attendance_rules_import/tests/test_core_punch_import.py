import io
from datetime import date, datetime, time, timedelta
from unittest import TestCase

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from ..core import punch_cells as cells
from ..core.punch_choice import fits
from ..core.punch_dates import Dates, Unreadable
from ..core.punch_file import FileProblem
from ..core.punch_headings import words
from ..core.punch_pairs import Punch, Stay, pair, work_day
from ..core.punch_rows import read_rows
from ..core.punch_sheets import read_file
from ..core.punch_text import decode

NAMES = {
    "employee": "工号,No.",
    "name": "姓名",
    "moment": "打卡时间",
    "date": "日期",
    "come": "上班1打卡时间,最早",
    "go": "下班1打卡时间,最晚",
    "direction": "打卡类型",
}


def at(hours, minutes=0):
    return hours * 3600 + minutes * 60


class TestCorePunchCells(TestCase):
    """CS-1.4: what exports write into a cell."""

    def _times(self, cell):
        return [int(clock.at.total_seconds()) for clock in cells.read_clocks(cell)]

    def test_cs_1_4_dates_of_many_exports(self):
        dates = Dates("mdy", date(2026, 11, 28))
        for cell in (
            "2026-11-02",
            "2026/11/2",
            "2026.11.02",
            "02.11.2026",
            "2.11.26",
            "20261102",
            20261102,
            "2026年11月2日",
            "26-11-02 星期一",
            "11/02/2026",
            "2-Nov-2026",
            "115/11/02",
            46328,
            "46328",
            date(2026, 11, 2),
            datetime(2026, 11, 2, 8, 55),
        ):
            with self.subTest(cell=cell):
                self.assertEqual(cells.read_date(cell, dates), date(2026, 11, 2))

    def test_cs_1_4_what_comes_first_is_asked_and_not_guessed(self):
        for order, expected in (("dmy", date(2026, 11, 2)), ("mdy", date(2026, 2, 11))):
            self.assertEqual(cells.read_date("02/11/2026", Dates(order)), expected)
        with self.assertRaises(Unreadable) as caught:
            cells.read_date("02/11/2026")
        self.assertEqual(caught.exception.code, "order")
        self.assertEqual(cells.read_date("02/02/2026"), date(2026, 2, 2))

    def test_cs_1_4_dots_are_never_month_first(self):
        for order in ("", "mdy", "dmy"):
            found = cells.read_date("02.03.2026", Dates(order))
            self.assertEqual(found, date(2026, 3, 2))

    def test_cs_1_4_a_date_that_does_not_exist_is_refused(self):
        for cell in (
            *("2026-02-30", "13/13/2026", "soon", "11/02", "0001-01-01", "9999-01-01"),
            *(1, 99_999_999, True, "1900-01-01", "2026-03-02 2026-03-03"),
        ):
            with self.subTest(cell=cell), self.assertRaises(Unreadable):
                cells.read_date(cell)

    def test_cs_1_4_times_of_many_exports(self):
        for cell, expected in {
            "08:55": at(8, 55),
            "8:55:30": at(8, 55) + 30,
            "08：55": at(8, 55),
            "上午8:55": at(8, 55),
            "下午5:02": at(17, 2),
            "6:02:00 下午": at(18, 2),
            "中午12:05": at(12, 5),
            "5:02 PM": at(17, 2),
            "06:02:00 p. m.": at(18, 2),
            "06:02 p.m.": at(18, 2),
            "pm 6:02": at(18, 2),
            "12:10 AM": at(0, 10),
            "12:10 a. m.": at(0, 10),
            "次日 02:10": at(26, 10),
            "1:30(次日)": at(25, 30),
            "01:30 (+1)": at(25, 30),
            "01:30+1": at(25, 30),
            "+1 01:30": at(25, 30),
            "24:00": at(24),
            "26:10": at(26, 10),
            "09:25(迟到0:25)": at(9, 25),
            "09:25 [25 min late]": at(9, 25),
            "8时55分": at(8, 55),
            "8点5分": at(8, 5),
            "8h55": at(8, 55),
            "0855": at(8, 55),
            855: at(8, 55),
            0.5: at(12),
            time(8, 55): at(8, 55),
            time(8, 54, 59, 999_999): at(8, 55),
            timedelta(hours=9): at(9),
            datetime(1900, 1, 1, 2, 10): at(26, 10),
        }.items():
            with self.subTest(cell=cell):
                self.assertEqual(self._times(cell), [expected])

    def test_cs_1_4_several_times_in_one_cell(self):
        for cell in (
            "08:55;12:01\n13:00 17:02",
            "8:55am 12:01pm 1:00pm 5:02pm",
            "上午8:55 中午12:01 下午1:00 下午5:02",
            "8:55 上午 12:01 中午 1:00 下午 5:02 下午",
            "08:55-12:01/13:00-17:02",
        ):
            with self.subTest(cell=cell):
                expected = [at(8, 55), at(12, 1), at(13), at(17, 2)]
                self.assertEqual(self._times(cell), expected)

    def test_cs_1_4_a_time_that_does_not_exist_is_refused(self):
        for cell in (
            *("48:00", "08:61", "late", "8:5x 9", "08:55 9", "13:00 AM", "晚上12:10"),
            *(
                "08:55 (17:02)",
                "24:10+1",
                0.5e9,
                7.5,
                -1,
                True,
                "08:55:99",
                "迟到25分钟",
            ),
        ):
            with self.subTest(cell=cell), self.assertRaises(Unreadable):
                cells.read_clocks(cell)

    def test_cs_1_4_nothing_is_not_an_error(self):
        for cell in (None, "", " ", "-", "未打卡", "缺卡", "休息", "漏打卡", "N/A", 0):
            with self.subTest(cell=cell):
                self.assertIsNone(cells.read_date(cell))
                self.assertEqual(cells.read_clocks(cell), [])

    def test_cs_1_4_moment_with_an_offset_knows_it(self):
        for cell, hours in {
            "2026-11-02T08:55:00+08:00": 8,
            "2026-11-02 08:55:00 +0800": 8,
            "2026-11-02T08:55:00-05:00": -5,
            "2026-11-02T08:55:00Z": 0,
        }.items():
            with self.subTest(cell=cell):
                (clock,) = cells.read_clocks(cell)
                self.assertEqual(clock.offset, timedelta(hours=hours))
        (clock,) = cells.read_clocks("2026-11-02 08:55:00")
        self.assertIsNone(clock.offset)


class TestCorePunchTable(TestCase):
    """CS-1.4: files as people have them."""

    def _rows(self, content, encoding="utf-8", names=NAMES):
        if isinstance(content, str):
            content = content.encode(encoding)
        sheets = read_file(content, words=words(names))
        fit = fits(sheets, names, Dates(latest=date(2026, 11, 28)))[0]
        return list(read_rows(fit.table, fit.dates))

    def test_cs_1_4_encodings_and_delimiters(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"):
            for sign in (",", ";", "\t", "|"):
                with self.subTest(encoding=encoding, sign=sign):
                    text = f"工号{sign}打卡时间\nA1{sign}2026-11-02 08:55\n"
                    (row,) = self._rows(text, encoding)
                    self.assertEqual(row.number, "A1")
                    self.assertEqual(row.punches, [(datetime(2026, 11, 2, 8, 55), "")])

    def test_cs_1_4_names_tell_the_code_page_where_headings_do_not(self):
        for encoding, name in {
            "cp1251": "Иванов",
            "shift_jis": "山田太郎",
            "cp949": "김철수",
            "cp1250": "Kowalski Łukasz",
        }.items():
            text = f"No,DateTime,Name\n7,2026-11-02 08:55,{name}\n"
            found = decode(text.encode(encoding), words=[name, "Wang"])
            self.assertEqual(found, text)

    def test_cs_1_4_titles_above_the_headings_are_passed_over(self):
        text = "考勤日报\n2026-11,,\n姓名,日期,最早,最晚\n王,2026-11-02,08:55,17:02\n"
        (row,) = self._rows(text)
        self.assertEqual(row.line, 4)
        self.assertEqual([side for _at, side in row.punches], ["in", "out"])

    def test_cs_1_4_bad_rows_are_named_by_their_line(self):
        text = "工号,打卡时间\nA1,2026-11-02 08:55\n\nA1,soon\n,2026-11-02 09:00\n"
        rows = self._rows(text)
        self.assertEqual(
            [(row.line, row.problem) for row in rows],
            [(2, ""), (4, "unreadable"), (5, "nobody")],
        )

    def test_cs_1_4_what_stands_after_a_semicolon_is_second_choice(self):
        names = {"name": "姓名", "date": "日期", "time": "打卡;时间"}
        both = "姓名,日期,时间,打卡\n王,2026-11-02,09:00,08:55\n"
        (row,) = self._rows(both, names=names)
        self.assertEqual(row.punches, [(datetime(2026, 11, 2, 8, 55), "")])
        (row,) = self._rows("姓名,日期,时间\n王,2026-11-02,09:00\n", names=names)
        self.assertEqual(row.punches, [(datetime(2026, 11, 2, 9), "")])

    def test_cs_1_4_a_serial_column_is_never_an_employee(self):
        """Nor where it is the only number; a real number that happens to rise stays."""
        rows = self._rows(
            "No.,姓名,打卡时间\n1,王,2026-11-02 08:55\n2,李,2026-11-02 08:57\n"
        )
        self.assertEqual(
            [(row.number, row.name) for row in rows], [("", "王"), ("", "李")]
        )
        rows = self._rows(
            "No.,姓名,打卡时间\n3,王,2026-11-02 08:55\n7,李,2026-11-02 08:57\n"
            "9,王,2026-11-02 18:02\n"
        )
        self.assertEqual([row.number for row in rows], ["", "", ""])
        rows = self._rows(
            "No.,姓名,打卡时间\n3,王,2026-11-02 08:55\n7,李,2026-11-02 08:57\n"
        )
        self.assertEqual([row.number for row in rows], ["3", "7"])
        rows = self._rows("工号,打卡时间\n1,2026-11-02 08:55\n2,2026-11-02 08:57\n")
        self.assertEqual([row.number for row in rows], ["1", "2"])
        with self.assertRaises(FileProblem) as caught:
            self._rows("No.,打卡时间\n1,2026-11-02 08:55\n2,2026-11-02 08:57\n")
        self.assertEqual(caught.exception.code, "serial")

    def test_cs_1_4_spreadsheet(self):
        book = openpyxl.Workbook()
        book.active.append(["工号", "日期", "上班1打卡时间", "下班1打卡时间"])
        book.active.append([1001, datetime(2026, 11, 2), time(8, 55), "次日 02:10"])
        content = io.BytesIO()
        book.save(content)
        (row,) = self._rows(content.getvalue())
        self.assertEqual(row.number, "1001")
        self.assertEqual(
            row.punches,
            [
                (datetime(2026, 11, 2, 8, 55), "in"),
                (datetime(2026, 11, 3, 2, 10), "out"),
            ],
        )

    def test_cs_1_4_direction_in_words(self):
        for value, expected in {
            "上班打卡": "in",
            "下班打卡": "out",
            "外出打卡": "outing",
            "C/In": "in",
            "C/Out": "out",
            "Check-out": "out",
            "DutyOn": "in",
            "DutyOff": "out",
            "Clock In": "in",
            "Main entrance": "",
            "Instrument": "",
            "": "",
        }.items():
            with self.subTest(value=value):
                text = f"工号,打卡时间,打卡类型\nA1,2026-11-02 08:55,{value}\n"
                (row,) = self._rows(text)
                self.assertEqual(row.punches[0][1], expected)

    def test_cs_1_4_a_check_out_never_lies_before_its_check_in(self):
        for come, go, expected in (
            ("08:55", "17:02", datetime(2026, 11, 2, 17, 2)),
            ("22:00", "06:00", datetime(2026, 11, 3, 6)),
            ("15:00", "00:00", datetime(2026, 11, 3)),
            ("15:00", "24:00", datetime(2026, 11, 3)),
            ("17:02", "08:55", None),
        ):
            with self.subTest(come=come, go=go):
                (row,) = self._rows(f"工号,日期,最早,最晚\nA1,2026-11-02,{come},{go}\n")
                if expected:
                    self.assertEqual(row.punches[1], (expected, "out"))
                else:
                    self.assertEqual(row.problem, "backwards")


punches = st.lists(
    st.builds(
        Punch,
        at=st.integers(0, 24 * 60).map(lambda minute: minute * 60),
        direction=st.sampled_from(["", "in", "out"]),
        second_half=st.booleans(),
    ),
    max_size=8,
)


class TestCorePunchPairs(TestCase):
    """CS-1.4: punches that belong together."""

    def test_cs_1_4_four_punches_are_two_stays(self):
        found = pair(map(Punch, (at(8, 55), at(12), at(13), at(17, 2))), 120)
        self.assertEqual(found, [Stay(at(8, 55), at(12)), Stay(at(13), at(17, 2))])

    def test_cs_1_4_of_three_the_first_and_the_last_count(self):
        found = pair(map(Punch, (at(8, 55), at(12), at(17, 2))), 120)
        self.assertEqual(found, [Stay(at(8, 55), at(17, 2))])

    def test_cs_1_4_a_single_punch_misses_its_other_half(self):
        self.assertEqual(pair([Punch(at(8, 55))], 120), [Stay(at(8, 55), None)])
        evening = Punch(at(17, 2), second_half=True)
        self.assertEqual(pair([evening], 120), [Stay(None, at(17, 2))])

    def test_cs_1_4_punched_twice_is_one_punch(self):
        found = pair(map(Punch, (at(8, 55), at(8, 55) + 90, at(17, 2))), 120)
        self.assertEqual(found, [Stay(at(8, 55), at(17, 2))])

    def test_cs_1_4_of_two_departures_the_last_counts(self):
        found = pair(
            [Punch(at(9), "in"), Punch(at(17), "out"), Punch(at(17) + 60, "out")], 120
        )
        self.assertEqual(found, [Stay(at(9), at(17) + 60)])

    def test_cs_1_4_directions_are_believed(self):
        found = pair(
            [Punch(at(8), "in"), Punch(at(12), "in"), Punch(at(17), "out")], 120
        )
        self.assertEqual(found, [Stay(at(8), None), Stay(at(12), at(17))])

    def test_cs_1_4_a_night_belongs_to_the_day_it_begins(self):
        noon = timedelta(hours=12)
        for local, half in (
            (datetime(2026, 11, 2, 22), False),
            (datetime(2026, 11, 3, 6), True),
        ):
            self.assertEqual(work_day(local, noon), (date(2026, 11, 2), half))

    def test_cs_1_4_an_outing_is_no_end(self):
        found = pair(
            [Punch(at(9), "in"), Punch(at(14), "outing"), Punch(at(17), "out")], 120
        )
        self.assertEqual(found, [Stay(at(9), at(17))])

    def test_cs_1_4_a_day_of_outings_only_is_a_presence(self):
        found = pair([Punch(at(9), "outing"), Punch(at(17), "outing")], 120)
        self.assertEqual(found, [Stay(at(9), at(17))])

    @given(punches, st.integers(0, 300))
    def test_cs_1_4_order_and_repetition_change_nothing(self, found, merge):
        stays = pair(found, merge)
        self.assertEqual(pair(found[::-1], merge), stays)
        self.assertEqual(pair(found + found, merge), stays)

    @given(punches, st.integers(0, 300))
    def test_cs_1_4_nothing_is_invented(self, found, merge):
        instants = {punch.at for punch in found}
        ends = [end for stay in pair(found, merge) for end in (stay.start, stay.end)]
        known = [end for end in ends if end is not None]
        self.assertLessEqual(set(known), instants)
        self.assertEqual(known, sorted(known))
        self.assertEqual(bool(known), bool(found))
