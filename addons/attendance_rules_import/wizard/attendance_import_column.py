from odoo import api, fields, models

from ..core.punch_headings import COLUMN

ROLES = [
    ("employee", "Number"),
    ("name", "Full Name"),
    ("moment", "Date and Time"),
    ("date", "Date"),
    ("time", "Time"),
    ("direction", "In or Out"),
    ("come", "Check-in"),
    ("go", "Check-out"),
]


class AttendanceImportColumn(models.TransientModel):
    """A column of a file, and what somebody says that it means."""

    _name = "attendance.import.column"
    _description = "Column of a File of Punches"
    _order = "id"

    import_id = fields.Many2one(
        comodel_name="attendance.import", required=True, ondelete="cascade", index=True
    )
    heading = fields.Char(
        string="Heading in the File", readonly=True, help="As the reader knows it."
    )
    shown = fields.Char(string="Heading", compute="_compute_shown")
    examples = fields.Char(readonly=True)
    role = fields.Selection(selection=ROLES, string="Means")

    @api.depends("heading")
    def _compute_shown(self):
        """A column without heading is named in the language of the reader."""
        prefix = COLUMN % ""
        for column in self:
            heading = column.heading or ""
            number = heading.removeprefix(prefix)
            column.shown = heading
            if number != heading and number.isdecimal():
                column.shown = self.env._("Column %(number)s", number=number)
