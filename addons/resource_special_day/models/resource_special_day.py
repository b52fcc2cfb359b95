from datetime import date, datetime

from odoo import api, fields, models
from odoo.tools import format_date

from ..core.holiday_source import ExistingDay
from ..core.special_days import SpecialDay

KINDS = [("holiday", "Holiday"), ("working", "Make-up Working Day")]
WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
HOURS_FIELDS = {"calendar_id", "company_id", "date", "kind", "like_weekday"}


class ResourceSpecialDay(models.Model):
    """A holiday, or a make-up working day (调休), of one or all working schedules.

    The date is a local date: it starts and ends at midnight of the time zone in which
    working hours are computed (the resource's, else the schedule's). A day counts for
    its company only; without a schedule it counts for every schedule of the company,
    and one for the schedule itself goes before it.
    """

    _name = "resource.special.day"
    _inherit = ["guarded.mixin"]
    _description = "Special Day"
    _order = "date, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    year = fields.Integer(compute="_compute_year", store=True, aggregator=None)
    weekday = fields.Selection(selection=WEEKDAYS, compute="_compute_weekday")
    kind = fields.Selection(
        selection=KINDS,
        required=True,
        default="holiday",
        help="A holiday is not worked. A make-up working day is worked although the "
        "schedule has no hours for it, often a weekend in exchange for a day off.",
    )
    like_weekday = fields.Selection(
        selection=WEEKDAYS,
        string="Hours Like",
        compute="_compute_like_weekday",
        store=True,
        readonly=False,
        help="The make-up day is worked with the hours of this weekday, in the same "
        "week of a two-week schedule. Empty: the hours of a usual working day.",
    )
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar",
        string="Working Schedule",
        ondelete="cascade",
        index="btree_not_null",
        check_company=True,
        help="Empty: every working schedule of the company.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    country_id = fields.Many2one(
        comodel_name="res.country",
        help="Country that the day was imported for.",
    )
    source = fields.Selection(
        selection=[("manual", "Entered by Hand"), ("import", "Imported")],
        required=True,
        default="manual",
        copy=False,
        help="Imported days are brought up to date when the year is imported again.",
    )

    _date_uniq = models.UniqueIndex(
        "(company_id, date, COALESCE(calendar_id, 0))",
        "A working schedule has only one special day on a date: change the one that "
        "is there.",
    )

    @api.depends("date")
    def _compute_year(self):
        for day in self:
            day.year = day.date.year if day.date else 0

    @api.depends("date")
    def _compute_weekday(self):
        for day in self:
            day.weekday = str(day.date.weekday()) if day.date else False

    @api.depends("kind")
    def _compute_like_weekday(self):
        for day in self:
            if day.kind != "working":
                day.like_weekday = False

    @api.depends("calendar_id.company_id")
    def _compute_company_id(self):
        for day in self:
            day.company_id = (
                day.calendar_id.company_id or day.company_id or self.env.company
            )

    @api.depends("name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for day in self:
            shown_date = format_date(self.env, day.date) if day.date else ""
            day.display_name = f"{shown_date} {day.name or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        days._affected_calendars()._working_time_changed(cache="stable")
        return days

    def write(self, vals):
        if not HOURS_FIELDS & vals.keys():
            return super().write(vals)
        calendars = self._affected_calendars()
        result = super().write(vals)
        (calendars | self._affected_calendars())._working_time_changed(cache="stable")
        return result

    def unlink(self):
        calendars = self._affected_calendars()
        result = super().unlink()
        calendars._working_time_changed(cache="stable")
        return result

    @api.model
    def _setup_check(self, company):
        """Whether the holidays of a company are known, for whichever checklist asks.

        :return: values of a check; why it matters says who needs them
        """
        return {
            "key": "special_days",
            "title": self.env._("Holidays and make-up days"),
            "missing": self._missing_holidays(company),
            "action": "resource_special_day.resource_special_day_action",
        }

    @api.model
    def _missing_holidays(self, company):
        """What is missing of a company's holidays of this year, as a sentence; nothing
        if there are any, here or among Odoo's public holidays."""
        today = fields.Date.context_today(self)
        year = [("date", ">=", date(today.year, 1, 1))]
        kept = [("company_id", "=", company.id), ("kind", "=", "holiday"), *year]
        if self.sudo().search_count(kept, limit=1):
            return ""
        public = [
            ("resource_id", "=", False),
            ("company_id", "in", [company.id, False]),
            ("date_from", ">=", datetime(today.year, 1, 1)),
        ]
        if self.env["resource.calendar.leaves"].sudo().search_count(public, limit=1):
            return ""
        return self.env._("There are no holidays of %s.", today.year)

    def _affected_calendars(self):
        """Return the schedules whose hours these days can change."""
        for_all = self.filtered(lambda day: not day.calendar_id)
        return self.calendar_id | self.env["resource.calendar"]._of_companies(
            for_all.company_id
        )

    def _to_core(self):
        """Return the plain value of a day that the pure core works with."""
        self.ensure_one()
        return SpecialDay(
            date=self.date,
            is_working=self.kind == "working",
            like_weekday=int(self.like_weekday) if self.like_weekday else None,
        )

    def _to_existing(self):
        """Return the plain value that an import compares with what it brings."""
        core_day = self._to_core()
        return ExistingDay(
            is_working=core_day.is_working,
            like_weekday=core_day.like_weekday,
            name=self.name,
            is_import=self.source == "import",
        )
