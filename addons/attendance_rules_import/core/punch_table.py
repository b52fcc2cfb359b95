"""An export as a table: plain Python, no ORM.

Finds out encoding, delimiter and the line with the headings, because exports differ
and people do not know these words.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import openpyxl

from .punch_cells import Cell, text

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t|"
HEADER_WITHIN = 10
ROLES = ("employee", "name", "moment", "date", "time", "direction", "come", "go")


class FileProblem(Exception):
    """A file that cannot be read at all.

    :ivar code: ``empty``, ``encoding``, ``header``, ``spreadsheet``
    """

    def __init__(self, code: str, **values: str):
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(slots=True)
class Table:
    """Headings and rows; ``first_line`` is the line of the first row in the file."""

    headings: list[str]
    rows: list[list[Cell]]
    first_line: int
    columns: dict[str, list[int]] = field(default_factory=dict)


def decode(content: bytes, encoding: str = "") -> str:
    """Return the text of a file.

    :param encoding: empty tries UTF-8 first, then GB 18030, as Chinese Excel writes it
    :raise FileProblem: it is neither
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for candidate in [encoding] if encoding else ENCODINGS:
        try:
            return content.decode(candidate)
        except (LookupError, UnicodeDecodeError):
            continue
    raise FileProblem("encoding")


def read_csv(content: bytes, encoding: str = "", delimiter: str = "") -> list[list]:
    """Return the lines of a CSV file, each as a list of cells."""
    value = decode(content, encoding)
    head = value[:20000].splitlines()[: HEADER_WITHIN + 1]
    delimiter = delimiter or max(
        DELIMITERS, key=lambda sign: max((line.count(sign) for line in head), default=0)
    )
    return list(csv.reader(io.StringIO(value, newline=""), delimiter=delimiter))


def read_xlsx(content: bytes) -> list[list]:
    """Return the lines of the first sheet of a spreadsheet.

    :raise FileProblem: it is not an XLSX file
    """
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise FileProblem("spreadsheet") from None
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def find_table(lines: Sequence[Sequence[Cell]], names: Mapping[str, str]) -> Table:
    """Find the line with the headings, and which column plays which role.

    Titles and notes above the headings are passed over. A heading of two lines, as
    merged cells leave it, is one.

    :param names: role -> headings that mean it, one per line or comma
    :raise FileProblem: no line names the employee and a time
    """
    if not any(any(text(cell) for cell in line) for line in lines):
        raise FileProblem("empty")
    aliases = {role: _aliases(names.get(role, "")) for role in ROLES}
    for index, line in enumerate(lines[:HEADER_WITHIN]):
        headings = [text(cell) for cell in line]
        columns = _columns(headings, aliases)
        if is_complete(columns):
            rows = [list(row) for row in lines[index + 1 :]]
            return Table(headings, rows, index + 2, columns)
    found = max(
        lines[:HEADER_WITHIN], key=lambda line: sum(bool(text(c)) for c in line)
    )
    raise FileProblem("header", found=", ".join(filter(None, map(text, found))))


def is_complete(columns: Mapping[str, Sequence[int]]) -> bool:
    """Tell whether columns suffice: who, and when."""
    who = columns["employee"] or columns["name"]
    when = columns["moment"] or (
        columns["date"] and (columns["time"] or columns["come"] or columns["go"])
    )
    return bool(who and when)


def _aliases(value: str) -> set[str]:
    parts = value.replace("，", ",").replace("\n", ",").split(",")
    return {part.strip().lower() for part in parts if part.strip()}


def _columns(
    headings: Iterable[str], aliases: Mapping[str, set[str]]
) -> dict[str, list[int]]:
    columns: dict[str, list[int]] = {role: [] for role in ROLES}
    for index, heading in enumerate(headings):
        for role in ROLES:
            if heading.lower() in aliases[role]:
                columns[role].append(index)
    return columns
