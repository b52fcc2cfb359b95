"""Workbooks and pages of clocks as sheets of lines: plain Python, no ORM.

``openpyxl`` reads XLSX as a stream: a line costs what it has, wherever its cells are.
``python-calamine`` is faster, but lays a sheet out as a rectangle: two cells far apart
ask for more memory than any server has. ``xlrd`` reads what old Excel and most clocks
write (XLS). Whatever these libraries raise about foreign bytes means one thing to us.
"""

import io
import zipfile
from collections.abc import Iterator

import openpyxl
import xlrd
from lxml import etree, html

from .punch_cells import Cell
from .punch_file import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SHEETS,
    Budget,
    FileProblem,
    Sheet,
    bounded,
)
from .punch_text import decode, read_text

OLE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK"
#: What a workbook may become when it is unpacked, in bytes.
UNPACKED = 8 * MAX_BYTES
#: Texts and styles are read as a whole, sheets line by line.
UNPACKED_WHOLE = 2 * MAX_BYTES
#: A row has no more bytes than this.
LONGEST_ROW = 2_000_000
#: A page is read as a whole.
MAX_PAGE = 4_000_000
CHUNK = 1 << 16


def read_file(
    content: bytes, encoding: str = "", delimiter: str = "", words=()
) -> list[Sheet]:
    """Return the sheets of a file, whatever it is.

    :param words: headings and names that may stand in it, to find the code page
    :raise FileProblem: it is none that can be read
    """
    if len(content) > MAX_BYTES:
        raise FileProblem("bytes", most=MAX_BYTES)
    if content.startswith(ZIP):
        return _sheets(_read_xlsx(content))
    if content.startswith(OLE):
        return _sheets(_read_xls(content))
    begin = content[:2000].replace(b"\0", b"").lower()
    if b"<html" in begin or b"<table" in begin or b"office:spreadsheet" in begin:
        return _sheets(_read_page(decode(content, encoding, words)))
    text = decode(content, encoding, words)
    return _sheets([("", read_text(text, delimiter))])


def _sheets(found) -> list[Sheet]:
    budget, sheets = Budget(), []
    for name, lines in found:
        if len(sheets) >= MAX_SHEETS:
            break
        sheets.append(Sheet(name, list(bounded(lines, budget))))
    return sheets


def _read_xlsx(content: bytes) -> Iterator[tuple[str, Iterator]]:
    try:
        _check_parts(content)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                yield sheet.title, _lines_of(sheet)
    except FileProblem:
        raise
    except Exception:
        # XML, ZIP and dates of foreign bytes: a dozen kinds of error, one meaning.
        raise FileProblem("spreadsheet") from None


def _lines_of(sheet) -> Iterator[tuple[int, list[Cell], str]]:
    rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
    before, written = None, 0
    try:
        for number, row in enumerate(rows, start=1):
            # Lines that are not in the file are one object: a million in a moment.
            written += row is not before
            if written > MAX_ROWS:
                raise FileProblem("rows", most=MAX_ROWS)
            if row is not before and row.count(None) < len(row):
                yield number, list(row), ""
            before = row
    except FileProblem:
        raise
    except Exception:
        raise FileProblem("spreadsheet") from None


def _check_parts(content: bytes) -> None:
    """Refuse what would become too much when it is unpacked, before it is.

    ``zipfile`` reads no more of a part than is written down as its size.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    whole = [part for part in parts if "worksheets/" not in part.filename]
    if (
        sum(part.file_size for part in parts) > UNPACKED
        or sum(part.file_size for part in whole) > UNPACKED_WHOLE
    ):
        raise FileProblem("bytes", most=MAX_BYTES)
    for part in parts:
        if part not in whole and part.filename.endswith(".xml"):
            with archive.open(part) as stream:
                _check_rows(stream)


def _check_rows(stream) -> None:
    """Refuse a sheet of which one row would take a lot of memory."""
    since = 0
    tail = b""
    while chunk := stream.read(CHUNK):
        place = (tail + chunk).rfind(b"row ")
        since = since + len(chunk) if place < 0 else len(tail) + len(chunk) - place
        if since > LONGEST_ROW:
            raise FileProblem("columns", most=MAX_COLUMNS, line=0)
        tail = chunk[-8:]


def _read_xls(content: bytes) -> Iterator[tuple[str, Iterator]]:
    try:
        book = xlrd.open_workbook(
            file_contents=content, on_demand=True, logfile=io.StringIO()
        )
        for index in range(min(book.nsheets, MAX_SHEETS)):
            sheet = book.sheet_by_index(index)
            yield sheet.name, _lines_of_xls(book, sheet)
            book.unload_sheet(index)
    except FileProblem:
        raise
    except Exception:
        raise FileProblem("spreadsheet") from None


def _lines_of_xls(book, sheet) -> Iterator[tuple[int, list[Cell], str]]:
    for index in range(min(sheet.nrows, MAX_ROWS + 1)):
        cells = [_cell_of_xls(book, cell) for cell in sheet.row(index)]
        if any(cell is not None for cell in cells):
            yield index + 1, cells, ""


def _cell_of_xls(book, cell) -> Cell:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return cell.value
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return cell.value
    if cell.ctype == xlrd.XL_CELL_DATE and cell.value >= 1:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return str(cell.value)
    return cell.value if cell.ctype == xlrd.XL_CELL_DATE else None


# --- pages ----------------------------------------------------------------------------


def _read_page(text: str) -> Iterator[tuple[str, Iterator]]:
    """Read the tables of a page, or Excel's own XML: much that is called XLS is one."""
    if len(text) > MAX_PAGE:
        raise FileProblem("bytes", most=MAX_PAGE)
    text = text.replace("\0", "").lstrip("\ufeff \r\n\t")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    try:
        if "office:spreadsheet" in text[:2000]:
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=False
            )
            root = etree.fromstring(text.encode(), parser)
        else:
            root = html.document_fromstring(
                text.encode(), parser=html.HTMLParser(encoding="utf-8")
            )
    except (etree.LxmlError, ValueError, AssertionError):
        raise FileProblem("spreadsheet") from None
    found = [each for each in root.iter() if _tag(each) in ("table", "worksheet")]
    for each in found:
        if any(_tag(inner) == "table" for inner in each.iterdescendants()):
            if _tag(each) == "table":
                continue
        elif _tag(each) == "worksheet":
            continue
        if _tag(each) == "table" and _tag(each.getparent()) == "worksheet":
            continue
        yield _name(each), _lines_of_page(each)


def _tag(element) -> str:
    tag = getattr(element, "tag", "")
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def _attribute(element, name) -> str:
    for key, value in element.attrib.items():
        if key.rsplit("}", 1)[-1].lower() == name:
            return value
    return ""


def _name(element) -> str:
    return _attribute(element, "name") if _tag(element) == "worksheet" else ""


def _lines_of_page(table) -> Iterator[tuple[int, list[Cell], str]]:
    number = 0
    for row in table.iter():
        if _tag(row) not in ("tr", "row"):
            continue
        number += 1
        cells: list[Cell] = []
        for cell in row:
            if _tag(cell) not in ("td", "th", "cell"):
                continue
            place = _number(_attribute(cell, "index"))
            cells += [None] * min(place - 1 - len(cells), MAX_COLUMNS)
            cells.append("".join(cell.itertext()).strip())
            wide = _number(_attribute(cell, "colspan"))
            cells += [None] * min(wide - 1, MAX_COLUMNS)
            if len(cells) > MAX_COLUMNS * 2:
                break
        yield number, cells, ""


def _number(value: str) -> int:
    return int(value[:6]) if value.isascii() and value[:6].isdecimal() else 0
