"""Writes tables to an XLSX file: one sheet per table, headings that stay in sight."""

import io
from dataclasses import dataclass, field

import xlsxwriter


@dataclass(slots=True)
class Sheet:
    """One table.

    :param columns: (heading, kind) with kind "text", "date", "number" or "money"
    :param rows: lists of values in the order of the columns
    """

    title: str
    columns: list
    rows: list = field(default_factory=list)


FORMATS = {
    "text": {},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "number": {"num_format": "#,##0.##"},
    "money": {"num_format": "#,##0.00"},
}
WIDTHS = {"text": 22, "date": 12, "number": 12, "money": 14}


def write_workbook(sheets):
    """The file as bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        formats = {kind: book.add_format(spec) for kind, spec in FORMATS.items()}
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for sheet in sheets:
            _write_sheet(book, sheet, formats, heading)
    return buffer.getvalue()


def _write_sheet(book, sheet, formats, heading):
    page = book.add_worksheet(_sheet_name(sheet.title))
    page.freeze_panes(1, 1)
    for column, (title, kind) in enumerate(sheet.columns):
        page.set_column(column, column, WIDTHS[kind])
        page.write_string(0, column, title, heading)
    for line, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            kind = sheet.columns[column][1]
            _write_cell(page, line, column, value, kind, formats[kind])


def _write_cell(page, line, column, value, kind, style):
    """A text stays a text, even one that begins like a formula."""
    if value is None or value is False:
        page.write_blank(line, column, None, style)
    elif kind == "text":
        page.write_string(line, column, str(value), style)
    elif kind == "date":
        page.write_datetime(line, column, value, style)
    else:
        page.write_number(line, column, value, style)


def _sheet_name(title):
    """Excel allows 31 characters, without a few."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31]
