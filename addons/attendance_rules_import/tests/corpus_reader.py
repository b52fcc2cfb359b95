"""Reads the corpus of files: plain Python, for tests without a database."""

from datetime import date
from pathlib import Path

from lxml import etree

from ..core.punch_choice import best, fits
from ..core.punch_dates import Dates
from ..core.punch_file import FileProblem
from ..core.punch_headings import words
from ..core.punch_rows import read_rows
from ..core.punch_sheets import read_file

ADDON = Path(__file__).parent.parent
CORPUS = ADDON / "tests/corpus"
DATA = ADDON / "data/attendance_import_source_data.xml"
EXPECTED = ".expected"
TODAY = date(2026, 3, 31)
PREFIX = "attendance_import_source_"


def sources():
    """Return {name: {role: headings}} of the delivered sources, in their order."""
    records = etree.parse(DATA).getroot().findall("record")
    return {
        record.get("id").removeprefix(PREFIX): {
            field.get("name").removeprefix("column_"): field.text
            for field in record
            if field.get("name").startswith("column_")
        }
        for record in sorted(
            records, key=lambda each: int(each.findtext("field[@name='sequence']"))
        )
    }


def files():
    """Return the files of the corpus."""
    return sorted(path for path in CORPUS.iterdir() if path.suffix != EXPECTED)


def told(content, filename):
    """Return what is read of a file as lines: source and layout, then row by row."""
    try:
        return list(_told(content, filename))
    except FileProblem as problem:
        return [f"!! {problem.code}"]


def _told(content, filename):
    choices = sources()
    known = [word for names in choices.values() for word in words(names)]
    sheets = read_file(content, words=known)
    dates = Dates(latest=TODAY)
    found = best(sheets, choices, dates, filename)
    if not found:
        tried = {}
        for name, names in choices.items():
            for fit in fits(sheets, names, dates, filename):
                tried.setdefault(fit.missing, name)
        yield f"!! {'; '.join(tried) or 'headings'}"
        return
    source, fit = found
    yield f"{source} | {fit.table.sheet} | {fit.table.layout} | {fit.dates.order}"
    for row in read_rows(fit.table, fit.dates):
        presses = ", ".join(
            f"{moment.isoformat(' ')} {side}".strip() for moment, side in row.punches
        )
        wrong = f"! {row.problem}" if row.problem else ""
        yield f"{row.line} | {row.number} | {row.name} | {presses}{wrong}"
