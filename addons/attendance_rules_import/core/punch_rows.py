"""From the rows of an export to punches in local time: plain Python, no ORM."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from .punch_cells import Cell, is_empty, read_date, read_moment, read_times, text
from .punch_table import Table

OUT_WORDS = ("下班", "签退", "离开", "out", "leave")
IN_WORDS = ("上班", "签到", "到达", "in", "arrive")
OUT_SIGNS = {"o", "1"}
IN_SIGNS = {"i", "0"}


@dataclass(slots=True)
class Row:
    """One row: who, and the times with their direction.

    Times are local to the source; one that carries its own offset is aware.

    :ivar line: number of the line in the file
    :ivar problem: code of what is wrong, empty when nothing is
    """

    line: int
    number: str
    name: str
    punches: list[tuple[datetime, str]] = field(default_factory=list)
    problem: str = ""
    value: str = ""


def read_rows(table: Table, day_first: bool = False) -> Iterator[Row]:
    """Read the rows of a table; rows that say nothing are left out."""
    for offset, cells in enumerate(table.rows):
        if all(is_empty(cell) for cell in cells):
            continue
        yield _read_row(table, cells, table.first_line + offset, day_first)


def _read_row(table: Table, cells: list[Cell], line: int, day_first: bool) -> Row:
    columns = table.columns
    row = Row(
        line,
        _first(cells, columns["employee"]),
        _first(cells, columns["name"]),
    )
    if not (row.number or row.name):
        row.problem = "nobody"
        return row
    try:
        row.punches = _punches(cells, columns, day_first)
    except (ValueError, OverflowError) as error:
        row.problem, row.value = "unreadable", str(error)
    return row


def _first(cells: list[Cell], indexes: list[int]) -> str:
    return next((text(cell) for cell in _cells(cells, indexes) if text(cell)), "")


def _cells(cells: list[Cell], indexes: list[int]) -> list[Cell]:
    return [cells[index] for index in indexes if index < len(cells)]


def _punches(cells, columns, day_first) -> list[tuple[datetime, str]]:
    direction = _direction(_first(cells, columns["direction"]))
    found = [
        (moment, direction)
        for cell in _cells(cells, columns["moment"])
        if (moment := read_moment(cell, day_first)) is not None
    ]
    if found or columns["moment"] and not columns["date"]:
        return found
    day = next(
        (
            read_date(cell, day_first)
            for cell in _cells(cells, columns["date"])
            if not is_empty(cell)
        ),
        None,
    )
    if day is None:
        raise ValueError("")
    midnight = datetime.combine(day, time())
    return [
        (midnight + at, side)
        for role, side in (("time", direction), ("come", "in"), ("go", "out"))
        for cell in _cells(cells, columns[role])
        for at in read_times(cell)
    ]


def _direction(value: str) -> str:
    value = value.lower()
    if value in OUT_SIGNS or any(word in value for word in OUT_WORDS):
        return "out"
    if value in IN_SIGNS or any(word in value for word in IN_WORDS):
        return "in"
    return ""
