import io
from datetime import date, datetime, time, timedelta
from unittest import TestCase

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from ..core import punch_cells as cells
from ..core import punch_table as tables
from ..core.punch_pairs import Punch, Stay, pair, work_day
from ..core.punch_rows import read_rows

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

    def test_cs_1_4_dates_of_many_exports(self):
        for cell in (
            "2026-11-02",
            "2026/11/2",
            "2026.11.02",
            "20261102",
            20261102,
            "2026年11月2日",
            "26-11-02 星期一",
            "11/02/2026",
            46328,
            date(2026, 11, 2),
            datetime(2026, 11, 2, 8, 55),
        ):
            with self.subTest(cell=cell):
                self.assertEqual(cells.read_date(cell), date(2026, 11, 2))

    def test_cs_1_4_day_first_is_a_choice(self):
        self.assertEqual(cells.read_date("02/11/2026", True), date(2026, 11, 2))
        self.assertEqual(cells.read_date("02/11/2026", False), date(2026, 2, 11))

    def test_cs_1_4_a_date_that_does_not_exist_is_refused(self):
        for cell in ("2026-02-30", "13/13/2026", "soon", "11/02"):
            with self.subTest(cell=cell), self.assertRaisesRegex(ValueError, cell):
                cells.read_date(cell)

    def test_cs_1_4_times_of_many_exports(self):
        for cell, expected in {
            "08:55": at(8, 55),
            "8:55:30": at(8, 55) + 30,
            "08：55": at(8, 55),
            "上午8:55": at(8, 55),
            "下午5:02": at(17, 2),
            "中午12:05": at(12, 5),
            "5:02 PM": at(17, 2),
            "12:10 AM": at(0, 10),
            "次日 02:10": at(26, 10),
            "8时55分": at(8, 55),
            0.5: at(12),
            time(8, 55): at(8, 55),
            timedelta(hours=9): at(9),
        }.items():
            with self.subTest(cell=cell):
                (found,) = cells.read_times(cell)
                self.assertEqual(found, timedelta(seconds=expected))

    def test_cs_1_4_several_times_in_one_cell(self):
        found = cells.read_times("08:55;12:01\n13:00 17:02")
        self.assertEqual(
            [int(each.total_seconds()) for each in found],
            [at(8, 55), at(12, 1), at(13), at(17, 2)],
        )

    def test_cs_1_4_a_time_that_does_not_exist_is_refused(self):
        for cell in ("25:00", "08:61", "late"):
            with self.subTest(cell=cell), self.assertRaises(ValueError):
                cells.read_times(cell)

    def test_cs_1_4_nothing_is_not_an_error(self):
        for cell in (None, "", " ", "-", "未打卡", "缺卡"):
            with self.subTest(cell=cell):
                self.assertIsNone(cells.read_date(cell))
                self.assertEqual(cells.read_times(cell), [])
                self.assertIsNone(cells.read_moment(cell))

    def test_cs_1_4_moment_with_an_offset_is_aware(self):
        moment = cells.read_moment("2026-11-02T08:55:00+08:00")
        self.assertEqual(moment.utcoffset(), timedelta(hours=8))
        self.assertIsNone(cells.read_moment("2026-11-02 08:55:00").tzinfo)

    @given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)))
    def test_cs_1_4_what_is_written_is_read(self, moment):
        moment = moment.replace(microsecond=0)
        self.assertEqual(cells.read_moment(str(moment)), moment)
        self.assertEqual(
            cells.read_moment(moment.strftime("%Y/%m/%d %H:%M:%S")), moment
        )


class TestCorePunchTable(TestCase):
    """CS-1.4: files as people have them."""

    def _rows(self, text, encoding="utf-8"):
        lines = tables.read_csv(text.encode(encoding))
        return list(read_rows(tables.find_table(lines, NAMES)))

    def test_cs_1_4_encodings_and_delimiters(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            for sign in (",", ";", "\t"):
                with self.subTest(encoding=encoding, sign=sign):
                    text = f"工号{sign}打卡时间\nA1{sign}2026-11-02 08:55\n"
                    (row,) = self._rows(text, encoding)
                    self.assertEqual(row.number, "A1")
                    self.assertEqual(row.punches, [(datetime(2026, 11, 2, 8, 55), "")])

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

    def test_cs_1_4_a_file_that_cannot_be_read_says_why(self):
        for content, code in (
            (b"", "empty"),
            ("名称,值\n1,2\n".encode(), "header"),
            (b"\xff\xff\xff\x00", "encoding"),
        ):
            with (
                self.subTest(code=code),
                self.assertRaises(tables.FileProblem) as caught,
            ):
                tables.find_table(tables.read_csv(content), NAMES)
            self.assertEqual(caught.exception.code, code)

    def test_cs_1_4_spreadsheet(self):
        book = openpyxl.Workbook()
        book.active.append(["工号", "日期", "上班1打卡时间", "下班1打卡时间"])
        book.active.append([1001, datetime(2026, 11, 2), time(8, 55), "次日 02:10"])
        content = io.BytesIO()
        book.save(content)
        lines = tables.read_xlsx(content.getvalue())
        (row,) = read_rows(tables.find_table(lines, NAMES))
        self.assertEqual(row.number, "1001")
        self.assertEqual(
            row.punches,
            [
                (datetime(2026, 11, 2, 8, 55), "in"),
                (datetime(2026, 11, 3, 2, 10), "out"),
            ],
        )

    def test_cs_1_4_not_a_spreadsheet(self):
        with self.assertRaises(tables.FileProblem):
            tables.read_xlsx(b"not one")

    def test_cs_1_4_direction_in_words(self):
        text = (
            "工号,打卡时间,打卡类型\nA1,2026-11-02 08:55,上班打卡\n"
            "A1,2026-11-02 17:02,下班打卡\nA1,2026-11-02 12:00,外出\n"
        )
        sides = [row.punches[0][1] for row in self._rows(text)]
        self.assertEqual(sides, ["in", "out", ""])


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
