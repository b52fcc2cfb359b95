"""Which sheet, which headings: what fits a file best. Plain Python, no ORM."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from .punch_dates import Dates
from .punch_file import FileProblem, Sheet
from .punch_headings import words
from .punch_rows import evidence, read_rows
from .punch_table import LIST, SAMPLE, Table, tables

#: Order of day and month is asked for, so it is no sign that headings do not fit.
ASKED = "order"


@dataclass(slots=True)
class Fit:
    """How well a table is understood.

    :ivar share: of the rows with times, how many can be read (0 to 1)
    :ivar told: how much the table says of coming and going
    :ivar missing: code of what every row lacks, empty if nothing
    """

    table: Table
    dates: Dates
    share: float
    told: int
    missing: str = ""

    def rank(self) -> tuple:
        """Return what is compared: a table that is read well, then one that says most.
        Headings that stand for one thing count once."""
        roles = sum(bool(found) for found in self.table.columns.values())
        return (min(self.share, 0.9), self.told, self.share, roles)


def fits(
    sheets: Sequence[Sheet], names: Mapping[str, str], dates: Dates, filename: str = ""
) -> list[Fit]:
    """Return all tables of a file that some headings find, the best first."""
    found = []
    for table in tables(sheets, names, dates, filename):
        own = dates
        if not dates.order:
            own = replace(dates, order=evidence(table, dates))
        found.append(_fit(table, own))
    return sorted(found, key=Fit.rank, reverse=True)


def best(
    sheets: Sequence[Sheet],
    choices: Mapping[object, Mapping[str, str]],
    dates: Dates,
    filename: str = "",
) -> tuple[object, Fit] | None:
    """Return which of several sets of headings reads a file best; nothing if none reads
    a single row. Of equals it is the one that names the fewest headings, so the maker's
    own; where headings don't matter, the first."""
    chosen, most = None, ()
    for choice, names in choices.items():
        try:
            found = fits(sheets, names, dates, filename)[:1]
        except FileProblem:
            continue
        for fit in found:
            few = -len(words(names)) if fit.table.layout == LIST else 0
            if fit.share and (*fit.rank(), few) > most:
                chosen, most = (choice, fit), (*fit.rank(), few)
    return chosen


def _fit(table: Table, dates: Dates) -> Fit:
    rows = list(islice(read_rows(table, dates), SAMPLE))
    good = sum(bool(row.punches) or row.problem == ASKED for row in rows)
    problems = [row.problem for row in rows if row.problem and row.problem != ASKED]
    share = good / (good + len(problems)) if good else 0.0
    missing = ""
    if rows and not good and len(set(problems)) == 1:
        missing = problems[0]
    sides = {side for row in rows for _moment, side in row.punches}
    paired = bool(table.columns["come"] and table.columns["go"])
    return Fit(
        table, dates, share, 2 * paired + ("in" in sides or "out" in sides), missing
    )
