"""From the lines of a table to punches in local time: plain Python, no ORM."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone

from .punch_cells import (
    DAY,
    Cell,
    Clock,
    clean,
    is_empty,
    is_word,
    plain,
    read_clocks,
    read_date,
)
from .punch_dates import Dates, Unreadable
from .punch_file import Line
from .punch_headings import TIMES, days_of, person_of
from .punch_table import BLOCKS, MONTH, Table, side_of
from .punch_words import BREAK_SIGNS, IN_SIGNS, OUT_SIGNS, OUTING

#: A presence over midnight that nobody has marked is no longer than this.
LONGEST_NIGHT = timedelta(hours=14)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d{1,20})?e\+?\d{1,3}")


@dataclass(slots=True)
class Row:
    """One row, or one person's day of a month: who, and the times with their direction.

    Times are local to the source; one that carries its own offset is aware.

    :ivar line: number of the line in the file
    :ivar day: which day of a month with columns for days
    :ivar problem: code of what is wrong, empty when nothing is
    :ivar words: what stood in place of times and was taken as nothing
    """

    line: int
    number: str
    name: str
    punches: list[tuple[datetime, str]] = field(default_factory=list)
    problem: str = ""
    value: str = ""
    day: date | None = None
    words: list[str] = field(default_factory=list)


def evidence(table: Table, dates: Dates) -> str:
    """Return the order of day and month that the file proves, empty if it does not."""
    roles = ("date", *TIMES)
    columns = [column for role in roles for column in table.columns[role]]
    possible: set[str] | None = None
    for line in table.lines:
        for cell in _cells(line.cells, columns):
            if not isinstance(cell, str) or not (orders := dates.orders(plain(cell))):
                continue
            possible = orders if possible is None else possible & orders
    return possible.pop() if possible and len(possible) == 1 else ""


def read_rows(table: Table, dates: Dates) -> Iterator[Row]:
    """Read the rows of a table; rows that say nothing are left out."""
    if table.days:
        yield from _read_month(table, dates)
        return
    sides = _Sides(table)
    for line in table.lines:
        if all(is_empty(cell) for cell in line.cells) and not line.problem:
            continue
        yield _read_row(table, line, dates, sides)


def _read_row(table: Table, line: Line, dates: Dates, sides: "_Sides") -> Row:
    columns, cells = table.columns, line.cells
    row = _who(line, _first(cells, columns["employee"]), _first(cells, columns["name"]))
    if row.problem:
        return row
    try:
        row.punches = _punches(cells, columns, dates, sides, row)
    except Unreadable as error:
        row.problem, row.value = error.code, str(error)
    return row


def _who(line: Line, number: str, name: str, day: date | None = None) -> Row:
    row = Row(line.number, number, name, problem=line.problem, day=day)
    if row.problem:
        return row
    if not (number or name):
        row.problem = "nobody"
    elif _SCIENTIFIC.fullmatch(number.lower()):
        row.problem, row.value = "rounded", number
    return row


def _first(cells: list[Cell], columns: list[int]) -> str:
    """Return the first of some cells that names somebody."""
    found = (clean(cell) for cell in _cells(cells, columns))
    return next((value for value in found if value.strip("-—/ ")), "")


def _raw(cells: list[Cell], columns: list[int]) -> str:
    """Return what a cell of directions says: of figures, 0 is one, too."""
    return next((plain(cell) for cell in _cells(cells, columns)), "")


def _cells(cells: list[Cell], columns: list[int]) -> list[Cell]:
    return [cells[column] for column in columns if column < len(cells)]


def _punches(cells, columns, dates, sides, row) -> list[tuple[datetime, str]]:
    """Return what a row says, in the order of its columns.

    :raise Unreadable: something is no time that exists, or lacks its date
    """
    day = next(
        (
            read_date(cell, dates)
            for cell in _cells(cells, columns["date"])
            if not is_empty(cell)
        ),
        None,
    )
    direction = sides.of(_raw(cells, columns["direction"]))
    single = [
        (clock, direction)
        for column in sorted(columns["moment"] + columns["time"])
        for clock in _clocks(cells, column, dates, row, column in columns["moment"])
    ]
    come = set(columns["come"])
    paired = [
        (clock, "in" if column in come else "out")
        for column in sorted(columns["come"] + columns["go"])
        for clock in _clocks(cells, column, dates, row)
    ]
    if not single and not paired:
        if row.words and not all(is_empty(word) for word in row.words):
            raise Unreadable("unreadable", row.words.pop())
        return []
    found = _in_order(_sorted(single)) + _in_order(paired)
    return _without_same([_moment(clock, side, day) for clock, side in found])


def _clocks(cells, column, dates, row, strict=False) -> list[Clock]:
    """Return the times of a cell. Words without a figure say nothing: the other cells
    of the row count (休息 beside a good punch), and the word is kept to be shown."""
    cell = cells[column] if column < len(cells) else None
    if isinstance(cell, str) and is_word(cell) and clean(cell):
        if strict and not is_empty(cell):
            raise Unreadable("unreadable", cell)
        if clean(cell).strip("-—/ "):
            row.words.append(clean(cell))
        return []
    return read_clocks(cell, dates)


def _sorted(found):
    """Turn a list of times around that runs from the last press to the first."""
    times = [clock.at for clock, _side in found]
    if len(times) > 2 and times == sorted(times, reverse=True):
        return found[::-1]
    return found


def _in_order(found):
    """Put times that run over midnight on the next day.

    :raise Unreadable: a check-out would lie before its check-in
    """
    before = None
    for clock, _side in found:
        if clock.day is None:
            if before is not None and clock.at < before:
                if clock.at + DAY < before or clock.at + DAY - before > LONGEST_NIGHT:
                    raise Unreadable("backwards", _clock_text(clock.at))
                clock.at += DAY
            before = clock.at
    dated = [
        datetime.combine(clock.day, time()) + clock.at
        for clock, side in found
        if clock.day and side
    ]
    sides = {side for _clock, side in found}
    if sides == {"in", "out"} and dated != sorted(dated):
        raise Unreadable("backwards", dated[-1])
    return found


def _clock_text(at: timedelta) -> str:
    minutes = int(at.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _moment(clock: Clock, side: str, day: date | None) -> tuple[datetime, str]:
    if clock.at is None:
        raise Unreadable("no_time", clock.day)
    on = clock.day or day
    if on is None:
        raise Unreadable("no_date", _clock_text(clock.at))
    if day and abs((on - day).days) > 1:
        raise Unreadable("two_dates", on)
    moment = datetime.combine(on, time()) + clock.at
    if clock.offset is not None:
        moment = moment.replace(tzinfo=timezone(clock.offset))
    return moment, side


def _without_same(found):
    """One time as coming and as going is one press (最早 and 最晚 of a single one)."""
    times = [moment for moment, _side in found]
    if len(times) == 2 and times[0] == times[1]:
        return [(times[0], "")]
    return list(dict.fromkeys(found))


class _Sides:
    """What the column of directions says, judged by all that stands in it.

    Figures differ from maker to maker: 0 and 1 are coming and going, but only where 0
    occurs, too. A column that says the same with every row says nothing.
    """

    def __init__(self, table: Table):
        columns = table.columns["direction"]
        values = {_raw(line.cells, columns) for line in table.lines} - {""}
        self.signs = {}
        if values & {"0", "i", "o"}:
            self.signs = dict.fromkeys(IN_SIGNS, "in") | dict.fromkeys(OUT_SIGNS, "out")
            self.signs |= BREAK_SIGNS
        elif values & set("进進入上出下"):
            self.signs = dict.fromkeys("进進入上", "in") | dict.fromkeys("出下", "out")
        known = {self._read(value) for value in values}
        self.silent = (
            len(table.lines) > 3 and len(known) == 1 and known <= {"in", "out"}
        )

    def of(self, value: str) -> str:
        """Return the direction of a row: ``in``, ``out``, ``outing`` or nothing."""
        return "" if self.silent else self._read(value)

    def _read(self, value: str) -> str:
        if value in self.signs:
            return self.signs[value]
        return "outing" if OUTING.search(value) else side_of(value)


# --- a month, one column for each day -------------------------------------------------


def _read_month(table: Table, dates: Dates) -> Iterator[Row]:
    """Yield a row for each person and day of which something is said."""
    number = name = ""
    last = max(table.days)
    for line in table.lines:
        if days_of(line.cells[: last + 1], None, dates):
            continue
        if line.problem:
            yield _who(line, number, name)
            continue
        if table.layout == MONTH:
            found = tuple(
                _first(line.cells, table.columns[role]) for role in ("employee", "name")
            )
        else:
            found = person_of(line.cells)
        if any(found):
            number, name = found
        if table.layout == BLOCKS and any(found):
            continue
        yield from _days(table, line, number, name, dates)


def _days(table, line, number, name, dates) -> Iterator[Row]:
    days: dict[date, list[int]] = {}
    for column, day in table.days.items():
        days.setdefault(day, []).append(column)
    for day, columns in days.items():
        row = Row(line.number, number, name, day=day)
        try:
            found = [
                (clock, table.sides.get(column, ""))
                for column in columns
                for clock in _clocks(line.cells, column, dates, row)
            ]
            found = _in_order(found if table.sides else _sorted(found))
            row.punches = _without_same(
                [_moment(clock, side, day) for clock, side in found]
            )
        except Unreadable as error:
            row.problem, row.value = error.code, str(error)
        if not (row.punches or row.problem or row.words):
            continue
        if not (number or name):
            if row.words and not row.punches and not row.problem:
                continue
            row.problem, row.punches = "nobody", []
        yield row
