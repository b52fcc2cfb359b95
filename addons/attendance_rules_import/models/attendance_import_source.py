from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.punch_table import ROLES

NUMBER_FIELDS = [
    ("barcode", "Badge ID"),
    ("work_email", "Work E-mail"),
    ("user", "Login"),
    ("pin", "PIN"),
]


class AttendanceImportSource(models.Model):
    """Where punches come from, and how its export is read (CS-1.4).

    A time clock, DingTalk, WeCom or Feishu: which headings mean what, in which time
    zone, and whose number is whose. Kept, so that the next import needs no questions.
    """

    _name = "attendance.import.source"
    _description = "Source of Punches"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        comodel_name="res.company",
        help="Empty: every company.",
    )
    note = fields.Text(string="How to Export", translate=True)

    # Reading
    tz = fields.Selection(
        selection=_tz_get,
        string="Time Zone",
        help="Of the times in the file. Empty: of the company's working schedule.",
    )
    day_first = fields.Boolean(
        string="Day Before Month",
        help="02/11/2026 is the 2nd of November.",
    )
    day_starts_at = fields.Float(
        default=4.0,
        help="Punches before this hour belong to the day before. For night shifts that "
        "begin in the evening, noon.",
    )
    encoding = fields.Selection(
        selection=[("utf-8-sig", "UTF-8"), ("gb18030", "GB 18030 (Chinese)")],
        help="Empty: found out.",
    )
    delimiter = fields.Selection(
        selection=[(",", "Comma"), (";", "Semicolon"), ("\t", "Tab"), ("|", "Bar")],
        help="Empty: found out.",
    )

    # Columns
    column_employee = fields.Text(string="Employee Number")
    column_name = fields.Text(string="Employee Name")
    column_moment = fields.Text(string="Date and Time")
    column_date = fields.Text(string="Date")
    column_time = fields.Text(string="Time")
    column_direction = fields.Text(string="In or Out")
    column_come = fields.Text(string="Check-in")
    column_go = fields.Text(string="Check-out")

    # People
    number_field = fields.Selection(
        selection=NUMBER_FIELDS,
        string="Number Is",
        required=True,
        default="barcode",
    )
    badge_ids = fields.One2many(
        comodel_name="attendance.import.badge",
        inverse_name="source_id",
        string="Numbers of This Source",
        copy=False,
    )

    @api.constrains("day_starts_at")
    def _check_day_starts_at(self):
        for source in self:
            if not 0 <= source.day_starts_at < 24:
                raise ValidationError(
                    self.env._("A day starts between 00:00 and 23:59.")
                )

    @api.constrains(*(f"column_{role}" for role in ROLES))
    def _check_columns(self):
        for source in self:
            has_person = source.column_employee or source.column_name
            has_time = source.column_moment or (
                source.column_date
                and (source.column_time or source.column_come or source.column_go)
            )
            if not (has_person and has_time):
                raise ValidationError(
                    self.env._(
                        "%(name)s needs headings for who (number or name) and when "
                        "(date and time, or a date with times).",
                        name=source.name,
                    )
                )

    def _get_headings(self):
        """Return {role: headings} as the reader wants them."""
        return {role: self[f"column_{role}"] or "" for role in ROLES}

    def _get_tz(self, company):
        return self.tz or company.resource_calendar_id.tz or self.env.user.tz or "UTC"

    @needs_access("read")
    def action_import(self):
        """Open the import of this source."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Punches"),
            "res_model": "attendance.import",
            "view_mode": "form",
            "target": "new",
            "context": {"default_source_id": self.id},
        }
