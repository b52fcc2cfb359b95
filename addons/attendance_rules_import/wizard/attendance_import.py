import base64
import csv
import io

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.engine.turns import take_turn

from ..core.punch_table import FileProblem
from ..engine.punch_import import PunchImport

SHOWN = 50


class AttendanceImport(models.TransientModel):
    """Import of punches from a file, with a preview (CS-1.4).

    Rows that are right are imported; rows that are not are named with the reason and
    can be downloaded, corrected and imported again. The same file a second time
    changes nothing.
    """

    _name = "attendance.import"
    _inherit = ["checked.wizard.mixin"]
    _description = "Import Punches"

    source_id = fields.Many2one(
        comodel_name="attendance.import.source",
        required=True,
        default=lambda self: self.env["attendance.import.source"].search([], limit=1),
        domain="[('company_id', 'in', [company_id, False])]",
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
        selection=[("upload", "Upload"), ("preview", "Preview"), ("done", "Done")],
        default="upload",
        readonly=True,
    )
    row_count = fields.Integer(string="Rows", readonly=True)
    new_count = fields.Integer(string="New", readonly=True)
    changed_count = fields.Integer(string="Completed", readonly=True)
    unchanged_count = fields.Integer(string="There Already", readonly=True)
    bad_count = fields.Integer(string="With Errors", readonly=True)
    problems = fields.Html(readonly=True, sanitize=False)
    bad_file = fields.Binary(string="Rows With Errors", readonly=True, attachment=False)
    bad_filename = fields.Char(readonly=True)

    @api.onchange("file", "source_id")
    def _onchange_file(self):
        self.state = "upload"

    @needs_access("read")
    def action_preview(self):
        """Read the file and say what the import would do; nothing is written.

        :raise UserError: the file cannot be read, with the remedy
        """
        self.ensure_one()
        self._show(self._plan(), "preview")
        return self._reopen()

    @needs_access("read")
    def action_import(self):
        """Import the rows that are right, and name the others.

        Of two imports from the same source the second sees what the first has written.
        """
        self.ensure_one()
        take_turn(self.source_id)
        outcome = self._plan()
        self._carry_out(outcome)
        self._show(outcome, "done")
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

    # Planning

    def _plan(self):
        content = base64.b64decode(self.file or b"")
        try:
            return PunchImport(
                self.source_id, self.company_id, content, self.filename or ""
            ).plan()
        except FileProblem as problem:
            raise UserError(self._explain_file(problem)) from None

    def _explain_file(self, problem):
        messages = {
            "empty": self.env._("The file is empty: choose another one."),
            "encoding": self.env._(
                "The text of the file cannot be read: save it as CSV in UTF-8, or as "
                "XLSX, and try again."
            ),
            "spreadsheet": self.env._(
                "The spreadsheet cannot be opened: save it as XLSX or CSV and try "
                "again."
            ),
            "header": self.env._(
                "No line of the file has the headings of %(name)s. Found: %(found)s. "
                "Choose another source, or add these headings to it.",
                name=self.source_id.name,
                found=problem.values.get("found", ""),
            ),
        }
        return messages[problem.code]

    def _explain(self, problem):
        """Return what is wrong with a row, in a sentence."""
        values = dict(problem.values)
        for key in ("start", "end"):
            if key in values:
                moment = values[key]
                values[key] = moment and format_datetime(
                    self.env,
                    moment,
                    tz=self.source_id._get_tz(self.company_id),
                    dt_format="short",
                )
        return self._sentence(problem.code, values)

    def _sentence(self, code, values):
        value = values.get("value")
        sentences = {
            "nobody": self.env._("No number and no name."),
            "unknown": self.env._(
                "Nobody is called “%(value)s”: add the number to the employee or to "
                "the source.",
                value=value,
            ),
            "ambiguous": self.env._(
                "More than one employee is called “%(value)s”: add the number to the "
                "source.",
                value=value,
            ),
            "unreadable": self.env._(
                "“%(value)s” is not a date or time that exists.", value=value
            ),
            "future": self.env._("%(value)s lies in the future.", value=value),
            "duplicate": self.env._(
                "The same punch as in line %(line)s.", line=values.get("first")
            ),
            "overlap": self.env._(
                "Overlaps with the presence from %(start)s to %(end)s that is there "
                "already.",
                start=values.get("start"),
                end=values.get("end") or self.env._("now"),
            ),
        }
        return sentences[code]

    # Writing

    def _carry_out(self, outcome):
        attendance = self.env["hr.attendance"].sudo()
        attendance.browse(outcome.removes).unlink()
        compared = attendance._compared()
        for row_id, values in outcome.updates:
            compared.browse(row_id).write(values)
        attendance._create_compared(outcome.creates)

    # Showing

    def _show(self, outcome, state):
        """Keep what the import does, or did, for the dialog."""
        bad = outcome.problems
        self.write(
            {
                "state": state,
                "row_count": outcome.rows,
                "new_count": len(outcome.creates),
                "changed_count": len(outcome.updates) + len(outcome.removes),
                "unchanged_count": outcome.unchanged,
                "bad_count": len(bad),
                "problems": self._problem_table(bad),
                "bad_file": bad and self._bad_rows(outcome),
                "bad_filename": self.env._("rows with errors.csv"),
            }
        )

    def _problem_table(self, problems):
        if not problems:
            return False
        rows = Markup().join(
            Markup("<tr><td class='text-end'>%s</td><td>%s</td><td>%s</td></tr>")
            % (
                problem.line,
                self._explain(problem),
                " · ".join(str(cell) for cell in problem.cells if cell),
            )
            for problem in problems[:SHOWN]
        )
        head = Markup("<tr><th class='text-end'>%s</th><th>%s</th><th>%s</th></tr>") % (
            self.env._("Line"),
            self.env._("What Is Wrong"),
            self.env._("Row"),
        )
        table = Markup(
            "<table class='table table-sm'><thead>%s</thead><tbody>%s</tbody></table>"
        ) % (head, rows)
        if len(problems) > SHOWN:
            table += Markup("<p class='text-muted'>%s</p>") % self.env._(
                "The first %(shown)s are shown; the file has all of them.", shown=SHOWN
            )
        return table

    def _bad_rows(self, outcome):
        """Return the rows with errors as CSV, with the line and the reason."""
        text = io.StringIO()
        writer = csv.writer(text)
        names = [self.env._("Line"), self.env._("What Is Wrong")]
        writer.writerow([*outcome.headings, *names])
        for problem in outcome.problems:
            cells = ["" if cell is None else cell for cell in problem.cells]
            cells += [""] * (len(outcome.headings) - len(cells))
            writer.writerow([*cells, problem.line, self._explain(problem)])
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
