import base64
import csv
import io
from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.punch_file import MAX_BYTES, FileProblem
from ..engine.punch_import import PunchImport
from ..engine.punch_reading import PunchReading
from ..models.attendance_import_source import DATE_ORDERS
from ..words.import_preview import ImportPreview
from ..words.import_words import ImportWords

#: What a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Somebody can put these right by saying what the columns mean.
BY_HAND = ("no_people", "no_times", "serial")


class AttendanceImport(models.TransientModel):
    """Import of punches from a file, with a preview (CS-1.4).

    The preview says whom the file means, on which days, and how its rows were
    understood. Rows that are right are imported; rows that are not are named with the
    reason and can be downloaded, corrected and imported again. The same file a second
    time changes nothing.
    """

    _name = "attendance.import"
    _inherit = ["checked.wizard.mixin"]
    _description = "Import Punches"

    source_id = fields.Many2one(
        comodel_name="attendance.import.source",
        domain="[('company_id', 'in', [company_id, False])]",
        help="Found out from the file.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
        readonly=True,
    )
    note = fields.Text(related="source_id.note")
    file = fields.Binary(required=True, attachment=False)
    filename = fields.Char()
    state = fields.Selection(
        selection=[
            ("upload", "Upload"),
            ("columns", "Columns"),
            ("preview", "Preview"),
            ("done", "Done"),
        ],
        default="upload",
        readonly=True,
    )

    # How it is read
    better_source_id = fields.Many2one(
        comodel_name="attendance.import.source",
        string="Fits Better",
        readonly=True,
        help="This source reads the file better than the chosen one.",
    )
    why = fields.Char(readonly=True, help="Why the columns have to be said.")
    date_order = fields.Selection(selection=DATE_ORDERS, string="Order of Dates")
    asks_order = fields.Boolean(
        readonly=True, help="The file does not tell the day from the month."
    )
    by_hand = fields.Boolean(
        readonly=True, help="Somebody has said what the columns mean."
    )
    column_ids = fields.One2many(
        comodel_name="attendance.import.column",
        inverse_name="import_id",
        string="Columns",
    )
    new_source_name = fields.Char(
        string="Keep as Source",
        help="A name keeps what the columns mean for the next file. Empty: only for "
        "this one.",
    )

    # What it does
    row_count = fields.Integer(string="Rows", readonly=True)
    new_count = fields.Integer(string="New", readonly=True)
    changed_count = fields.Integer(string="Completed", readonly=True)
    unchanged_count = fields.Integer(string="There Already", readonly=True)
    bad_count = fields.Integer(string="With Errors", readonly=True)
    people_count = fields.Integer(string="People", readonly=True)
    otherwise_count = fields.Integer(
        string="Called Otherwise",
        readonly=True,
        help="People whose name in the file is not the one in Odoo.",
    )
    summary = fields.Html(readonly=True, sanitize=False)
    problems = fields.Html(readonly=True, sanitize=False)
    bad_file = fields.Binary(string="Rows With Errors", readonly=True, attachment=False)
    bad_filename = fields.Char(readonly=True)

    @api.onchange("file", "company_id")
    def _onchange_file(self):
        """Choose the source that reads the file best."""
        self.state = "upload"
        if not self.file:
            return
        try:
            found = self._reading().best()
        except FileProblem:
            return
        if found and not self.env.context.get("default_source_id"):
            self.source_id = found[0]

    @api.onchange("source_id")
    def _onchange_source_id(self):
        self.state = "upload"

    @needs_access("read")
    def action_preview(self):
        """Read the file and say what the import would do; nothing is written.

        :raise UserError: the file cannot be read, with the remedy
        """
        self.ensure_one()
        # What was said of another file does not hold for this one.
        self.write({"by_hand": False, "date_order": False})
        return self._read_again()

    def _read_again(self):
        self._read()
        return self._reopen()

    @needs_access("read")
    def action_by_hand(self):
        """Read the file with what somebody says that its columns mean."""
        self.ensure_one()
        self._check_columns()
        self.by_hand = True
        return self._read_again()

    @needs_access("read")
    def action_use_better(self):
        """Read the file with the source that fits better."""
        self.ensure_one()
        self.source_id = self.better_source_id
        return self.action_preview()

    @needs_access("read")
    def action_day_first(self):
        """Read the dates of the file with the day before the month."""
        self.ensure_one()
        self.date_order = "dmy"
        return self._read_again()

    @needs_access("read")
    def action_month_first(self):
        """Read the dates of the file with the month before the day."""
        self.ensure_one()
        self.date_order = "mdy"
        return self._read_again()

    @needs_access("read")
    def action_import(self):
        """Import the rows that are right, and name the others.

        What somebody else imports or enters for the same people meanwhile is seen.
        """
        self.ensure_one()
        self._choose_source()
        self._keep_source()
        fit, outcome = self._plan(hold=True)
        self._check_order(outcome)
        self._carry_out(outcome)
        self._show(fit, outcome, "done")
        return self._reopen()

    @needs_access("read")
    def action_attendances(self):
        """Show the punches of this source."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.source_id.name,
            "res_model": "hr.attendance",
            "view_mode": "list,form",
            "domain": [("import_source_id", "=", self.source_id.id)],
        }

    # Reading

    def _content(self):
        """Return the file.

        :raise FileProblem: it is too large to be looked at
        """
        content = self.file or b""
        if len(content) > MAX_BYTES * 4 // 3 + 4:
            raise FileProblem("bytes", most=MAX_BYTES)
        return base64.b64decode(content)

    def _reading(self):
        return PunchReading(
            self._sources(), self.company_id, self._content(), self.filename
        )

    def _sources(self):
        domain = [("company_id", "in", [self.company_id.id, False])]
        return self.env["attendance.import.source"].search(domain)

    def _choose_source(self, reading=None):
        """Take the source that fits, where nobody has chosen one."""
        if self.source_id:
            return
        try:
            found = (reading or self._reading()).best()
        except FileProblem:
            found = None
        self.source_id = found[0] if found else self._sources()[:1]
        if not self.source_id:
            raise UserError(
                self.env._(
                    "Make a source of punches first: it says how files are read."
                )
            )

    def _read(self):
        """Read the file, and keep what the dialog shows."""
        try:
            reading = self._reading()
            self._choose_source(reading)
            best = reading.best()
        except FileProblem as problem:
            if problem.code not in (*BY_HAND, "no_month"):
                raise UserError(self._explain_file(problem)) from None
            best = None
        try:
            fit = self._fit(reading)
        except FileProblem as problem:
            if problem.code not in BY_HAND and not problem.code.startswith("all_"):
                raise UserError(self._explain_file(problem)) from None
            self._ask_for_columns(reading, best, problem)
            return
        source = best and best[0]
        better = source and source != self.source_id and not self.by_hand
        if better and best[1].rank()[:2] <= fit.rank()[:2]:
            better = False
        self.better_source_id = source if better else False
        self.why = False
        self._put_columns(reading.columns(self.source_id, fit))
        outcome = PunchImport(self.source_id, self.company_id, fit).plan()
        self._show(fit, outcome, "preview")

    def _plan(self, hold=False):
        """Return how the file is read, and what importing it would do.

        :raise UserError: the file cannot be read, with the remedy
        """
        try:
            fit = self._fit(self._reading())
        except FileProblem as problem:
            raise UserError(self._explain_file(problem)) from None
        return fit, PunchImport(self.source_id, self.company_id, fit).plan(hold)

    def _fit(self, reading):
        return reading.read(
            self.source_id,
            names=self._names_by_hand(),
            order=self.date_order or "",
        )

    def _ask_for_columns(self, reading, best, problem):
        """Say what is missing, and let somebody say what the columns mean."""
        if not self.by_hand:
            self._put_columns(reading.columns(self.source_id))
        self.write(
            {
                "state": "columns",
                "why": self._explain_file(problem),
                "better_source_id": best and best[0] != self.source_id and best[0].id,
                "problems": False,
                "summary": False,
            }
        )

    def _put_columns(self, columns):
        if self.by_hand:
            return
        self.column_ids = [
            Command.clear(),
            *(
                Command.create({"heading": heading, "examples": examples, "role": role})
                for heading, examples, role in columns
            ),
        ]

    def _names_by_hand(self):
        """Return {role: headings} that somebody has chosen; nothing if nobody has."""
        if not self.by_hand:
            return None
        values = self.source_id._columns_of(self._headings_by_role())
        return {name.removeprefix("column_"): value for name, value in values.items()}

    def _headings_by_role(self):
        headings = defaultdict(list)
        for column in self.column_ids:
            if column.role:
                headings[column.role].append(column.heading)
        return headings

    def _check_columns(self):
        """Refuse columns that do not suffice, and say what is missing."""
        roles = set(self.column_ids.mapped("role"))
        if not roles & {"employee", "name"}:
            raise UserError(
                self.env._("Say first which column is the employee's number or name.")
            )
        if not roles & {"moment", "time", "come", "go"}:
            raise UserError(self.env._("Say first which columns are times."))

    def _keep_source(self):
        """Make a source of the columns that were said by hand, for the next file."""
        name = (self.new_source_name or "").strip()
        if not self.by_hand or not name:
            return
        values = self.source_id._columns_of(self._headings_by_role())
        self.source_id = self.source_id.copy(
            {
                **values,
                "name": name,
                "note": False,
                "company_id": self.company_id.id,
                "date_order": self.date_order or self.source_id.date_order,
            }
        )
        self.write({"by_hand": False, "new_source_name": False})

    def _check_order(self, outcome):
        """Refuse to leave out what a single answer would put right."""
        if any(problem.code == "order" for problem in outcome.problems):
            raise UserError(
                self.env._(
                    "Say first which comes first in the dates of this file, the day or "
                    "the month."
                )
            )

    def _words(self):
        return ImportWords(self.env, self.source_id._get_tz(self.company_id))

    def _explain_file(self, problem):
        return self._words().of_file(problem, self.source_id.name or "")

    # Writing

    def _carry_out(self, outcome):
        attendance = self.env["hr.attendance"].sudo()
        attendance.browse(outcome.removes).unlink()
        compared = attendance._compared()
        for row_id, values in outcome.updates:
            compared.browse(row_id).write(values)
        attendance._create_compared(outcome.creates)

    # Showing

    def _show(self, fit, outcome, state):
        """Keep what the import does, or did, for the dialog."""
        bad = outcome.problems
        words = self._words()
        preview = ImportPreview(self.env, words)
        people = [each for each in outcome.people.values() if each.employee_id]
        self.write(
            {
                "state": state,
                "asks_order": any(problem.code == "order" for problem in bad),
                "row_count": outcome.rows,
                "new_count": len(outcome.creates),
                "changed_count": len(outcome.updates) + len(outcome.removes),
                "unchanged_count": outcome.unchanged,
                "bad_count": len(bad),
                "people_count": len({each.employee_id for each in people}),
                "otherwise_count": sum(each.differs for each in people),
                "summary": preview.summary(fit, outcome),
                "problems": preview.problems(bad),
                "bad_file": self._bad_rows(outcome, words) if bad else False,
                "bad_filename": self.env._("rows with errors.csv"),
            }
        )

    def _bad_rows(self, outcome, words):
        """Return the rows with errors as CSV, with the line and the reason.

        What a spreadsheet would take for a formula comes from a stranger's file: it is
        written as text, and read again without the sign.
        """
        text = io.StringIO()
        writer = csv.writer(text)
        names = [self.env._("Line"), self.env._("What Is Wrong")]
        writer.writerow([_as_text(cell) for cell in [*outcome.headings, *names]])
        for problem in outcome.problems:
            cells = ["" if cell is None else cell for cell in problem.cells]
            cells += [""] * (len(outcome.headings) - len(cells))
            row = [*cells, problem.line, words.of_row(problem)]
            writer.writerow([_as_text(cell) for cell in row])
        return base64.b64encode(text.getvalue().encode("utf-8-sig"))

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Punches"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }


def _as_text(cell):
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.lstrip().startswith(FORMULA):
        return f"'{cell}"
    return cell
