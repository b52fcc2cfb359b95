import io
import random
import zipfile
from contextlib import suppress
from datetime import datetime, timedelta
from time import process_time
from unittest import TestCase

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from ..core.punch_cells import MAX_CELL, read_clocks, read_date
from ..core.punch_dates import Dates, Unreadable
from ..core.punch_file import MAX_BYTES, FileProblem
from ..core.punch_names import name_key, number_key
from ..core.punch_sheets import read_file
from ..core.punch_text import read_text
from .corpus_reader import files, told

PIECES = [
    "08:55",
    "24:10",
    "1:30",
    "(",
    ")",
    "[",
    "]",
    "次日",
    "+1",
    "上午",
    "下午",
    "PM",
    "a.m.",
    "p.",
    "m.",
    "2026-03-02",
    "02/03/2026",
    "2.3.26",
    "115/03/02",
    "迟到",
    "0:25",
    "T",
    "Z",
    "+08:00",
    "-05:00",
    "工号",
    "姓名",
    "日期",
    "打卡时间",
    "上班1",
    "No",
    "Name",
    "Date/Time",
    "7",
    "007",
    "1",
    "2",
    "3",
    "4",
    "5",
    ",",
    ";",
    "|",
    '"',
    "'",
    "=",
    "\x00",
    "x",
    "休息",
    "N/A",
    "2026年3月",
    "0.37",
    "46083",
] + [" ", "\n", "\t", "\r", "\ufeff"]
texts = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
heads = st.sampled_from(
    [
        "工号,打卡时间\n",
        "No\tName\tDateTime\n",
        "2026-03\n工号,1,2,3,4,5\n",
        "<table><tr>",
        "",
    ]
)


class TestCorePunchProperties(TestCase):
    """Whatever a file has in it: rows, or a sentence."""

    @given(st.binary(max_size=400))
    def test_cs_1_4_any_bytes_give_rows_or_a_problem(self, content):
        self.assertTrue(told(content, "punches.csv"))

    @settings(deadline=None)
    @given(heads, texts, st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le"]))
    def test_cs_1_4_any_text_gives_rows_or_a_problem(self, head, text, encoding):
        self.assertTrue(told((head + text).encode(encoding), "2026-03.csv"))

    @settings(deadline=None, max_examples=60)
    @given(
        st.sampled_from([path for path in files() if path.stat().st_size < 20_000]),
        st.integers(0, 20_000),
        st.binary(max_size=8),
    )
    def test_cs_1_4_damaged_files_give_rows_or_a_problem(self, path, place, piece):
        """Every file of the corpus, with some bytes in it changed."""
        content = path.read_bytes()
        place %= len(content) + 1
        self.assertTrue(
            told(content[:place] + piece + content[place + len(piece) :], path.name)
        )

    @given(texts)
    def test_cs_1_4_a_cell_gives_times_or_is_refused(self, text):
        for order in ("", "dmy", "mdy"):
            try:
                clocks = read_clocks(text, Dates(order))
            except Unreadable as error:
                self.assertIn(error.code, ("unreadable", "order"))
            else:
                self.assertTrue(
                    all(timedelta() <= each.at < timedelta(days=3) for each in clocks)
                )

    @given(
        st.datetimes(datetime(2000, 1, 1), datetime(2098, 1, 1)),
        st.sampled_from(
            [
                "%Y-%m-%d %H:%M:%S",
                "%Y/%m/%d %H:%M:%S",
                "%Y年%m月%d日 %H时%M分%S秒",
                "%d.%m.%Y %H:%M:%S",
                "%Y%m%d%H%M%S",
                "%Y-%m-%dT%H:%M:%S",
                "%d-%b-%Y %I:%M:%S %p",
                "%B %d, %Y %I:%M:%S%p",
                "%Y/%m/%d %p %I:%M:%S",
            ]
        ),
    )
    def test_cs_1_4_what_is_written_is_read(self, moment, pattern):
        moment = moment.replace(microsecond=0)
        (clock,) = read_clocks(moment.strftime(pattern), Dates(latest=moment.date()))
        self.assertEqual(
            datetime.combine(clock.day, datetime.min.time()) + clock.at, moment
        )

    @given(st.dates(datetime(2000, 1, 1).date(), datetime(2098, 1, 1).date()))
    def test_cs_1_4_day_and_month_are_never_guessed(self, day):
        """Written day first, a date is that day, another one said to be open, or read
        as month first only if that was said."""
        text = day.strftime("%d/%m/%Y")
        self.assertEqual(read_date(text, Dates("dmy")), day)
        try:
            self.assertEqual(read_date(text, Dates()), day)
        except Unreadable as error:
            self.assertEqual(error.code, "order")
            self.assertLessEqual(day.day, 12)

    @given(st.integers(1, 10**9), st.integers(0, 8))
    def test_cs_1_4_zeros_before_a_number_do_not_matter(self, number, zeros):
        for written in (
            f"{'0' * zeros}{number}",
            f"'{number}",
            f'="0{number}"',
            f"{number}.0",
        ):
            self.assertEqual(number_key(written), str(number))

    def test_cs_1_4_a_name_is_the_same_in_other_orders_and_accents(self):
        for one, other in (
            ("José Peña", "PENA, Jose"),
            ("王 小明", "王小明"),
            ("Müller-Lüdenscheidt Anna", "Anna Muller Ludenscheidt"),
        ):
            self.assertEqual(name_key(one), name_key(other))
        self.assertNotEqual(name_key("王伟"), name_key("王维"))


class TestCorePunchBounds(TestCase):
    """Time grows as the length does, and memory is bounded."""

    def _slope(self, work, small, large):
        """Return how many times longer the larger takes; the best of several tries,
        because others use this machine, too."""

        def lasts(size):
            tries = []
            for _try in range(7):
                start = process_time()
                work(size)
                tries.append(process_time() - start)
            return min(tries)

        return lasts(large) / max(lasts(small), 1e-6)

    def _clocks(self, cell):
        with suppress(Unreadable):
            read_clocks(cell)

    def test_cs_1_4_cells_take_time_in_proportion_to_their_length(self):
        """Four times the length takes four times as long; a square would take sixteen.
        Half of that is left for other work on the machine."""
        shuffled = random.Random(7)
        parts = [
            *PIECES,
            "x y",
            "08:55 ",
            "(08:55 ",
            "a.m. ",
            "-08:00",
            "次日 ",
            "1 2 ",
        ]
        parts += ["".join(shuffled.choices(PIECES, k=4)) for _count in range(20)]
        for part in parts:
            with self.subTest(part=part):
                cell = ("x" + part * MAX_CELL)[: MAX_CELL - 1] + "y"
                slope = self._slope(
                    lambda size, cell=cell: self._clocks("x" + cell[-size:]),
                    MAX_CELL // 5,
                    MAX_CELL * 4 // 5,
                )
                self.assertLess(slope, 10)

    def test_cs_1_4_texts_take_time_in_proportion_to_their_lines(self):
        for line in (
            '7,"2026-03-02 08:55\n',
            "7,2026-03-02 08:55\n",
            '"\n',
            ",\n",
            '""\n',
        ):
            with self.subTest(line=line):
                slope = self._slope(
                    lambda size, line=line: list(read_text(line * size)), 500, 8000
                )
                # Sixteen times the lines; a square would take 256 times as long.
                self.assertLess(slope, 64)

    def _problem(self, content):
        with self.assertRaises(FileProblem) as caught:
            read_file(content)
        return caught.exception.code

    def test_cs_1_4_what_is_too_much_is_refused(self):
        for code, content in {
            "bytes": b"x" * (MAX_BYTES + 1),
            "cell": b"x" * (MAX_BYTES - 1),
            "rows": b"\n" * (MAX_BYTES - 1),
            "columns": b"," * 1000 + b"x",
            "rows ": b"a,b\n" * 200_001,
            "cells": (b"1" + b",1" * 99 + b"\n") * 40_001,
        }.items():
            with self.subTest(code=code):
                self.assertEqual(self._problem(content), code.strip())

    def _zip(self, **parts):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, value in parts.items():
                archive.writestr(name.replace("__", "/") + ".xml", value)
        return content.getvalue()

    def test_cs_1_4_workbooks_that_explode_are_refused(self):
        for code, content in {
            "bytes": self._zip(xl__sharedStrings=b" " * 100_000_000),
            "columns": self._zip(xl__worksheets__sheet1=b"<c/>" * 2_000_000),
            "spreadsheet": self._zip(xl__workbook="<x>"),
        }.items():
            with self.subTest(code=code):
                self.assertEqual(self._problem(content), code)

    def test_cs_1_4_a_cell_far_away_costs_nothing(self):
        book = openpyxl.Workbook()
        book.active.append(["工号", "打卡时间"])
        book.active["XFD1048576"] = "x"
        content = io.BytesIO()
        book.save(content)
        (sheet,) = read_file(content.getvalue())
        self.assertEqual([line.cells for line in sheet.lines], [["工号", "打卡时间"]])
