"""A file that somebody wants to import, read with the headings that fit it."""

from collections import Counter

from odoo import fields

from ..core.punch_choice import best, fits
from ..core.punch_dates import Dates
from ..core.punch_file import FileProblem
from ..core.punch_headings import words
from ..core.punch_sheets import read_file
from ..core.punch_table import SAMPLE, likely

#: So many rows without one that is right are no slips but another kind of file.
HOPELESS = 5


class PunchReading:
    """A file of a company's punches; read once, whatever is then tried with it.

    :param sources: whose headings may stand in it
    """

    def __init__(self, sources, company, content, filename=""):
        self.sources, self.company, self.env = sources, company, sources.env
        self.content, self.filename = content, filename or ""
        self.today = fields.Date.today()
        self._sheets = {}

    def sheets(self, encoding="", delimiter=""):
        """Return the sheets of the file.

        :raise FileProblem: it cannot be read at all
        """
        key = (encoding, delimiter)
        if key not in self._sheets:
            self._sheets[key] = read_file(self.content, *key, self._words())
        return self._sheets[key]

    def _words(self):
        """What may stand in the file and tells its code page: headings and names."""
        names = (
            self.env["hr.employee"]
            .sudo()
            .search_fetch([("company_id", "=", self.company.id)], ["name"], limit=500)
            .mapped("name")
        )
        headings = [
            word for source in self.sources for word in words(source._get_headings())
        ]
        return [*headings, *(name for name in names if name)]

    def best(self):
        """Return (source, fit) that reads the file best, nothing if none does."""
        choices = {source: source._get_headings() for source in self.sources}
        return best(self.sheets(), choices, Dates(latest=self.today), self.filename)

    def read(self, source, names=None, sheet="", order=""):  # pylint: disable=method-required-super
        """Return the table as a source reads it.

        :param names: {role: headings} that somebody has chosen by hand instead
        :param sheet: which sheet, empty is the one that fits best
        :param order: of day and month, where the file leaves it open
        :rtype: Fit
        :raise FileProblem: it cannot be read so
        """
        sheets = self.sheets(source.encoding or "", source.delimiter or "")
        sheet = sheet or source.sheet or ""
        if sheet:
            sheets = [each for each in sheets if each.name == sheet] or sheets
        dates = Dates(order or source.date_order or "", self.today)
        names = names or source._get_headings()
        found = fits(sheets, names, dates, self.filename)
        if not found:
            raise self._without_headings(sheets, names)
        fit = found[0]
        lacks = fit.missing in ("no_date", "no_time")
        if lacks or fit.missing and len(fit.table.lines) >= HOPELESS:
            raise FileProblem(f"all_{fit.missing}", found=self._times(fit.table))
        return fit

    def _without_headings(self, sheets, names):
        table = likely(sheets, names)
        who = table.columns["employee"] or table.columns["name"]
        code = "no_times" if who else "no_people"
        return FileProblem(code, found=", ".join(table.headings[:12]))

    def _times(self, table):
        """Return the first thing that stands in the columns of times."""
        columns = [
            column
            for role in ("moment", "time", "come", "go")
            for column in table.columns[role]
        ] or list(table.days)
        cells = (
            str(line.cells[column])
            for line in table.sample()
            for column in columns
            if column < len(line.cells) and line.cells[column] not in (None, "")
        )
        return next(cells, "")[:60]

    def columns(self, source, fit=None):
        """Yield (heading, examples, role) of each column, for somebody to put right."""
        names = source._get_headings()
        sheets = self.sheets(source.encoding or "", source.delimiter or "")
        table = fit.table if fit else likely(sheets, names)
        roles = {
            column: role for role, found in table.columns.items() for column in found
        }
        counts = Counter(table.headings)
        for column, heading in enumerate(table.headings):
            cells = [
                str(line.cells[column]).strip()
                for line in table.lines[:SAMPLE]
                if column < len(line.cells) and line.cells[column] not in (None, "")
            ]
            if cells and counts[heading] == 1 and column not in table.days:
                examples = " · ".join(dict.fromkeys(cells[:20]))[:60]
                yield heading, examples, roles.get(column, "")
