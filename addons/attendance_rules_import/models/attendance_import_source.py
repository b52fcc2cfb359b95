import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.punch_headings import ROLES, TIMES

DATE_ORDERS = [
    ("dmy", "Day, month, year: 02/11/2026 is in November"),
    ("mdy", "Month, day, year: 02/11/2026 is in February"),
    ("ymd", "Year, month, day"),
]
ENCODINGS = [
    ("utf-8-sig", "UTF-8"),
    ("gb18030", "GB 18030 (Chinese, simplified)"),
    ("big5hkscs", "Big5 (Chinese, traditional)"),
    ("cp1252", "Windows-1252 (Western Europe)"),
    ("cp1250", "Windows-1250 (Central Europe)"),
    ("cp1251", "Windows-1251 (Cyrillic)"),
    ("shift_jis", "Shift JIS (Japanese)"),
    ("cp949", "CP949 (Korean)"),
    ("utf-16", "UTF-16"),
]
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
    date_order = fields.Selection(
        selection=DATE_ORDERS,
        string="Order of Dates",
        help="Empty: found out from the file, where one day above 12 proves it; else "
        "the preview asks.",
    )
    sheet = fields.Char(help="Of a workbook. Empty: the one that fits best.")
    day_starts_at = fields.Float(
        default=4.0,
        help="Punches before this hour belong to the day before. For night shifts that "
        "begin in the evening, noon.",
    )
    encoding = fields.Selection(
        selection=ENCODINGS,
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
            has_time = any(source[f"column_{role}"] for role in TIMES)
            if not (has_person and has_time):
                raise ValidationError(
                    self.env._(
                        "%(name)s needs headings for who (number or name) and when "
                        "(times, with or without their date).",
                        name=source.name,
                    )
                )

    def _get_headings(self):
        """Return {role: headings} as the reader wants them."""
        return {role: self[f"column_{role}"] or "" for role in ROLES}

    @api.model
    def _columns_of(self, headings):
        """Return the values of a source for headings that were chosen by hand.

        :param headings: {role: [heading, …]}
        """
        return {
            f"column_{role}": ",".join(
                # Signs that part headings here are no part of one.
                re.sub(r"[,，;；\n]+", " ", heading)
                for heading in headings.get(role, ())
            )
            for role in ROLES
        }

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
