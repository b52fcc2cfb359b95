"""An export as a table: plain Python, no ORM.

Finds the sheet, the line with the headings and what the columns mean, because exports
differ and people do not know these words. Four shapes are known: a list with headings,
a month with one column for each day, blocks of a month for each person, and the lines
of a terminal that has no headings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .punch_cells import (
    Cell,
    clean,
    is_blank,
    is_empty,
    is_word,
    plain,
    read_clocks,
    read_date,
)
from .punch_dates import Dates, Unreadable
from .punch_file import FileProblem, Line, Sheet
from .punch_headings import (
    COLUMN,
    ROLES,
    TIMES,
    Meanings,
    days_of,
    is_complete,
    is_serial,
    month_in,
    person_of,
    two_lines,
)
from .punch_words import IN, OUT

HEADER_WITHIN = 15
SAMPLE = 100
LIST, MONTH, BLOCKS, BARE = "list", "month", "blocks", "bare"


@dataclass(slots=True)
class Table:
    """Headings, and the lines below them.

    :ivar days: columns of a month -> date
    :ivar sides: columns of a month -> ``in`` or ``out``, where a second line says so
    :ivar layout: ``list``, ``month``, ``blocks`` or ``bare``
    """

    sheet: str
    headings: list[str]
    lines: list[Line]
    columns: dict[str, list[int]]
    layout: str = LIST
    days: dict[int, date] = field(default_factory=dict)
    sides: dict[int, str] = field(default_factory=dict)

    def sample(self) -> list[Line]:
        """Return some lines, from which the rest can be judged."""
        return self.lines[:SAMPLE]


def tables(
    sheets: Sequence[Sheet], names: Mapping[str, str], dates: Dates, filename: str = ""
) -> Iterator[Table]:
    """Yield what could be a table of punches, whatever the sheet.

    :param names: role -> headings that mean it, one per line or comma
    :raise FileProblem: nothing stands in the file, or no line says which month it is
    """
    if not any(sheet.lines for sheet in sheets):
        raise FileProblem("empty")
    meanings = Meanings(names)
    without_month, serial = False, []
    for sheet in sheets:
        month = _month(sheet, meanings, dates, filename)
        if month and not all(isinstance(day, date) for day in month.days.values()):
            month, without_month = None, True
        listed = _list(sheet, meanings, serial)
        if month and (not listed or len(month.days) > len(listed.columns["come"])):
            listed = None
        found = listed or month or _bare(sheet, names, dates)
        if found:
            yield found
            without_month, serial = False, []
    if without_month:
        raise FileProblem("no_month")
    if serial:
        raise FileProblem("serial", heading=serial[0])


def likely(sheets: Sequence[Sheet], names: Mapping[str, str]) -> Table:
    """Return what most probably is the table, for somebody to say what its columns are:
    below the line with the most words that has figures below."""
    best, most = None, -1
    for sheet in sheets:
        for index, line in enumerate(sheet.lines[:HEADER_WITHIN]):
            below = sheet.lines[index + 1 : index + 4]
            count = sum(is_word(cell) and not is_blank(cell) for cell in line.cells)
            count += any(not is_word(cell) for each in below for cell in each.cells)
            if count > most:
                best, most = (sheet, index), count
    sheet, index = best
    line = sheet.lines[index]
    width = max(len(each.cells) for each in sheet.lines[index : index + SAMPLE])
    if not any(is_word(cell) and not is_blank(cell) for cell in line.cells):
        index, headings = -1, [COLUMN % (column + 1) for column in range(width)]
    else:
        headings = [clean(cell) for cell in line.cells]
        headings += [""] * (width - len(headings))
    headings = _named(headings)
    columns = Meanings(names).of(headings)
    return Table(sheet.name, headings, sheet.lines[index + 1 :], columns)


def _list(sheet: Sheet, meanings: Meanings, serial: list[str]) -> Table | None:
    """Return the table below the line of headings that says most.

    :param serial: gets the heading of a column that would name the people, if it did
        not only count the rows
    """
    best, most = None, ()
    for index, line in enumerate(sheet.lines[:HEADER_WITHIN]):
        for height in (1, 2):
            readings = [(clean(cell),) for cell in line.cells]
            if height == 2:
                if index + 1 >= len(sheet.lines):
                    break
                readings = two_lines(line.cells, sheet.lines[index + 1].cells)
            readings = _aligned(readings, sheet.lines[index + height :], meanings)
            headings = [reading[0] for reading in readings]
            columns = meanings.of(
                [
                    reading if any(reading) else (COLUMN % (column + 1),)
                    for column, reading in enumerate(readings)
                ]
            )
            if not is_complete(columns):
                continue
            lines = sheet.lines[index + height :]
            counted = _without_serial(columns, headings, lines)
            if not is_complete(columns):
                serial.append(counted)
                continue
            joined = any(
                len(reading) > 1 and meanings.knows(reading[0]) for reading in readings
            )
            count = sum(len(found) for found in columns.values())
            weight = (joined, count, height == 1)
            if weight > most:
                best = Table(sheet.name, _named(headings), lines, columns)
                most = weight
    return best


def _aligned(readings, lines, meanings: Meanings):
    """Leave out blank headings where no times stand below their headings, and the rows
    have no columns for the blank ones: terminals write a tab more into the headings
    than into the rows."""
    filled = [reading for reading in readings if any(reading)]
    sample = lines[:SAMPLE]
    if not sample or len(filled) == len(readings):
        return readings
    columns = meanings.of(readings)
    times = [column for role in TIMES for column in columns[role]]
    seen = sum(
        any(not is_blank(cell) for cell in _at(line.cells, times)) for line in sample
    )
    short = sum(len(line.cells) <= len(filled) for line in sample)
    return filled if not seen and short == len(sample) else readings


def _at(cells: Sequence[Cell], columns: Sequence[int]) -> list[Cell]:
    return [cells[column] for column in columns if column < len(cells)]


def _without_serial(columns, headings, lines) -> str:
    """Leave out columns that only count the rows: they name nobody.

    :return: heading of what was left out
    """
    names = [_first_of(line.cells, columns["name"]) for line in lines]
    counted = [
        column
        for column in columns["employee"]
        if is_serial(
            headings[column],
            (line.cells[column] for line in lines if column < len(line.cells)),
            names,
        )
    ]
    columns["employee"] = [each for each in columns["employee"] if each not in counted]
    return headings[counted[0]] if counted else ""


def _first_of(cells: Sequence[Cell], columns: Sequence[int]) -> Cell:
    return next(iter(_at(cells, columns)), None)


def _named(headings: Sequence[str]) -> list[str]:
    return [
        " ".join(heading.split()) or COLUMN % (column + 1)
        for column, heading in enumerate(headings)
    ]


# --- a month, one column for each day -------------------------------------------------


def _month(sheet, meanings, dates, filename) -> Table | None:
    for index, line in enumerate(sheet.lines[:HEADER_WITHIN]):
        above = [cell for each in sheet.lines[: index + 1] for cell in each.cells]
        month = month_in(each for each in above if not _is_figure(each))
        month = month or month_in([sheet.name, filename])
        days = days_of(line.cells, month, dates)
        if not days:
            continue
        below = sheet.lines[index + 1].cells if index + 1 < len(sheet.lines) else []
        if any(person_of(below)):
            below = []
        upper = sheet.lines[index - 1].cells if index else []
        columns = {role: [] for role in ROLES}
        for cells in (line.cells, upper, below):
            found = meanings.of([_label(cell) for cell in cells])
            for role in ("employee", "name"):
                columns[role] = columns[role] or found[role]
        lines = sheet.lines[index + 1 :]
        headings = [clean(cell) for cell in line.cells]
        for role in ("employee", "name"):
            for column in columns[role]:
                headings += [""] * (column + 1 - len(headings))
                headings[column] = headings[column] or role
        _without_serial(columns, headings, lines)
        days, sides = _parts_of_days(days, below)
        who = columns["employee"] or columns["name"]
        return Table(
            sheet.name,
            _named(headings),
            lines,
            columns,
            MONTH if who else BLOCKS,
            days,
            sides,
        )
    return None


def _label(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell, (int, float))


def _parts_of_days(days, below) -> tuple[dict, dict]:
    """Spread each day over its columns, where a second line says 上班 and 下班."""
    sides = {
        column: side
        for column, cell in enumerate(below)
        if isinstance(cell, str) and (side := side_of(cell))
    }
    if not sides:
        return days, {}
    spread, day = {}, None
    for column in range(max(max(days), max(sides)) + 1):
        day = days.get(column, day if column in sides else None)
        if day is not None:
            spread[column] = day
    return spread, {column: side for column, side in sides.items() if column in spread}


def side_of(value: str) -> str:
    """Return ``in`` or ``out`` for a word, else nothing."""
    value = plain(value)
    if OUT.search(value):
        return "out"
    return "in" if IN.search(value) else ""


# --- a terminal without headings ------------------------------------------------------


def _bare(sheet: Sheet, names: Mapping[str, str], dates: Dates) -> Table | None:
    """Return the table of a file like ``attlog.dat``: a number, then date and time.

    Names may say ``Column 1``: somebody has said by hand what the columns are.
    """
    lines = sheet.lines[:SAMPLE]
    width = max((len(line.cells) for line in lines), default=0)
    headings = [COLUMN % (column + 1) for column in range(width)]
    named = Meanings(names).of(headings)
    if is_complete(named):
        return Table(sheet.name, headings, sheet.lines, named, BARE)
    kinds = [
        [_kind(line.cells, column, dates) for line in lines] for column in range(width)
    ]
    columns = _by_kind(kinds)
    needed = columns["employee"] + (columns["moment"] or columns["date"])
    if not is_complete(columns) or not all(kinds[column][0] for column in needed):
        return None
    if columns["moment"]:
        columns["direction"] = _direction(sheet.lines, columns)
    return Table(sheet.name, headings, sheet.lines, columns, BARE)


def _by_kind(kinds: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """Return the columns by what stands in nearly all of their cells; the number of an
    employee stands before the date."""
    columns: dict[str, list[int]] = {role: [] for role in ROLES}
    shares = [
        {kind: column.count(kind) / len(column) for kind in set(column)}
        for column in kinds
    ]
    for column, share in enumerate(shares):
        for kind in ("moment", "date", "time"):
            if share.get(kind, 0) >= 0.8 and not columns[kind]:
                columns[kind].append(column)
    if columns["moment"]:
        columns["date"] = columns["time"] = []
    elif columns["date"] and columns["time"]:
        columns["time"] = [
            column for column, share in enumerate(shares) if share.get("time", 0) > 0.3
        ]
    else:
        columns["time"] = []
    first = min(columns["moment"] + columns["date"], default=0)
    for column in range(first):
        if shares[column].get("number", 0) >= 0.8:
            columns["employee"] = [column]
            break
    return columns


def _kind(cells, column, dates) -> str:
    cell = cells[column] if column < len(cells) else None
    if is_empty(cell) and plain(cell) != "0":
        return ""
    value = plain(cell)
    if value.isalnum() and len(value) <= 24 and (len(value) != 8 or value[0] == "0"):
        return "number"
    for kind, read in (("time", read_clocks), ("date", read_date)):
        try:
            found = read(cell, dates)
        except Unreadable:
            continue
        return "moment" if kind == "time" and found and found[0].day else kind
    return ""


def _direction(lines: Sequence[Line], columns) -> list[int]:
    """Return the column that tells coming from going, if one does beyond doubt.

    Terminals differ in their columns. One is believed if it says 0 with the first press
    of a person's day and 1 with the last, nearly always.
    """
    (who,), (when,) = columns["employee"], columns["moment"]
    for column in range(when + 1, when + 4):
        days: dict[tuple, list[str]] = {}
        for line in lines[: SAMPLE * 10]:
            cells = [clean(cell) for cell in line.cells]
            if len(cells) > column:
                day = (cells[who], cells[when][:10])
                days.setdefault(day, []).append(f"{cells[when]} {cells[column]}")
        values = {each[-1] for day in days.values() for each in day}
        pairs = [sorted(day) for day in days.values() if len(day) > 1]
        good = sum(day[0][-2:] == " 0" and day[-1][-2:] == " 1" for day in pairs)
        if pairs and values <= set("012345") and good >= 0.8 * len(pairs):
            return [column]
    return []
