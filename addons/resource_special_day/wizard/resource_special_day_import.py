from collections import Counter

from markupsafe import Markup
from pytz import timezone

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core import holiday_source as source


class ResourceSpecialDayImport(models.TransientModel):
    """Import of the public holidays and make-up days of a country and year.

    The preview tells day by day what the import does; nothing changes before it is
    applied. A second import changes what is different, and nothing else. Days that
    were entered by hand stay as they are, unless they are ticked.
    """

    _name = "resource.special.day.import"
    _inherit = ["checked.wizard.mixin"]
    _description = "Import Public Holidays"

    country_id = fields.Many2one(
        comodel_name="res.country",
        required=True,
        default=lambda self: self.env.company.country_id,
        domain=lambda self: [("code", "in", sorted(source.countries()))],
    )
    region_id = fields.Many2one(
        comodel_name="resource.special.day.region",
        domain="[('country_id', '=', country_id)]",
        help="State, province or canton with public holidays of its own.",
    )
    has_regions = fields.Boolean(compute="_compute_has_regions")
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    calendar_ids = fields.Many2many(
        comodel_name="resource.calendar",
        string="Working Schedules",
        domain="[('company_id', 'in', [company_id, False])]",
        help="Empty: every working schedule of the company.",
    )
    problem = fields.Char(compute="_compute_problem")
    line_ids = fields.One2many(
        comodel_name="resource.special.day.import.line",
        inverse_name="import_id",
    )
    effects = fields.Html(compute="_compute_effects", sanitize=False)

    @api.depends("country_id")
    def _compute_has_regions(self):
        for wizard in self:
            code = wizard._known_country()
            wizard.has_regions = bool(code and source.regions(code))

    @api.depends("country_id", "year")
    def _compute_problem(self):
        for wizard in self:
            wizard.problem = wizard._problem()

    @api.depends("line_ids.selected")
    def _compute_effects(self):
        for wizard in self:
            effects = wizard._preview_effects() if wizard.line_ids else []
            items = Markup().join(Markup("<li>%s</li>") % line for line in effects)
            wizard.effects = items and Markup('<ul class="mb-0">%s</ul>') % items

    @api.onchange("country_id")
    def _onchange_country_id(self):
        self.region_id = False
        if self._known_country():
            self.env["resource.special.day.region"]._load(self.country_id)

    @api.onchange("country_id", "region_id", "year", "company_id", "calendar_ids")
    def _onchange_parameters(self):
        self.line_ids = [Command.clear()]

    @needs_access("read")
    def action_preview(self):
        """List what the import would do, line by line.

        :raise UserError: the library does not have that country or year
        """
        self.ensure_one()
        if self.problem:
            raise UserError(self.problem)
        self.line_ids = [Command.clear(), *map(Command.create, self._prepare_lines())]
        return self._reopen()

    @needs_access("read")
    def action_apply(self):
        """Carry the ticked lines out and tell how many days changed."""
        self.ensure_one()
        lines = self.line_ids.filtered("selected")
        count = Counter(lines.mapped("action"))
        lines._apply()
        return self._notification(
            self.env._(
                "%(added)s added, %(changed)s changed, %(removed)s removed.",
                added=count["add"],
                changed=count["update"] + count["manual"],
                removed=count["remove"],
            )
        )

    # What may be imported

    def _known_country(self):
        """Return the code of the country if the library knows it."""
        code = self.country_id.code
        return code if code in source.countries() else False

    def _problem(self):
        """Return why nothing can be imported, with the remedy; False if it can."""
        if not self.country_id:
            return False
        code = self._known_country()
        if not code:
            return self.env._(
                "There is no list of public holidays for %(country)s: "
                "enter its special days by hand.",
                country=self.country_id.name,
            )
        first, last = source.years(code)
        if not first <= self.year <= last:
            return self.env._(
                "The public holidays of %(country)s are known from %(first)s to "
                "%(last)s: choose a year in between.",
                country=self.country_id.name,
                first=str(first),
                last=str(last),
            )
        return self._unpublished_problem(code)

    def _unpublished_problem(self, code):
        """Return why a year cannot be imported whose decree is not known."""
        if not self.country_id.holidays_by_decree:
            return False
        last = source.decreed_until(code)
        if self.year <= last:
            return False
        return self.env._(
            "%(country)s arranges holidays and make-up working days anew each year, "
            "and the arrangement for %(year)s is not known yet (the last is %(last)s). "
            "Once it is published, upgrade the Python library “holidays” and import "
            "again, or enter the days by hand.",
            country=self.country_id.name,
            year=str(self.year),
            last=str(last),
        )

    # Lines

    def _prepare_lines(self):
        listed = source.days(
            self.country_id.code,
            self.region_id.code,
            self.year,
            self.line_ids._languages(),
        )
        existing = self._existing_days(listed)
        line = self.env["resource.special.day.import.line"]
        values = [
            line._prepare_listed(
                calendar, day, existing.pop((calendar, day.date), None)
            )
            for calendar in self.calendar_ids or [self.env["resource.calendar"]]
            for day in listed
        ]
        gone = [
            day
            for day in existing.values()
            if day.source == "import" and day.country_id == self.country_id
        ]
        return values + [line._prepare_removal(day) for day in gone]

    def _existing_days(self, listed):
        """Return the days that the import meets, by schedule and date."""
        days = self.env["resource.special.day"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("calendar_id", "in", self.calendar_ids.ids or [False]),
                "|",
                ("year", "=", self.year),
                ("date", "in", [day.date for day in listed]),
            ]
        )
        return {(day.calendar_id, day.date): day for day in days}

    # What changes

    def _preview_context(self):
        """Return the context in which schedules answer as if this were applied."""
        company = self.company_id
        lines = self.line_ids.filtered("selected")
        replaced = lines.special_day_id
        days = self.env["resource.special.day"].search(
            [("company_id", "=", company.id), ("id", "not in", replaced.ids)]
        )
        kept = lines.filtered(lambda line: line.action != "remove")
        rows = [(item.calendar_id.id, item._to_core()) for item in [*days, *kept]]
        return {
            "special_day_company_id": company.id,
            "special_day_preview": {company.id: rows},
        }

    def _preview_effects(self):
        """Return what the ticked lines change, in sentences for the user.

        Hook: extend it to tell what else moves. Schedules answer as if the import were
        applied when they have ``_preview_context()``, and nothing is written.
        """
        self.ensure_one()
        preview = self._preview_context()
        now = {"special_day_company_id": self.company_id.id}
        return [
            self._effect_on_schedule(
                calendar,
                self._working_time(calendar.with_context(**now)),
                self._working_time(calendar.with_context(**preview)),
            )
            for calendar in self.calendar_ids._origin
            or self.company_id.resource_calendar_id
        ]

    def _effect_on_schedule(self, calendar, before, after):
        values = {
            "schedule": calendar.name,
            "year": str(self.year),
            "days": f"{after['days']:g}",
            "hours": f"{after['hours']:g}",
        }
        if before == after:
            return self.env._(
                "%(schedule)s: %(year)s keeps its %(days)s working days "
                "(%(hours)s hours).",
                **values,
            )
        return self.env._(
            "%(schedule)s: %(year)s has %(days)s working days (%(hours)s hours) "
            "instead of %(old_days)s (%(old_hours)s hours).",
            old_days=f"{before['days']:g}",
            old_hours=f"{before['hours']:g}",
            **values,
        )

    def _working_time(self, calendar):
        zone = timezone(calendar.tz)
        start, end = (
            zone.localize(fields.Datetime.to_datetime(f"{year}-01-01"))
            for year in (self.year, self.year + 1)
        )
        return calendar.get_work_duration_data(
            start,
            end,
            domain=[
                ("time_type", "=", "leave"),
                ("company_id", "in", [False, self.company_id.id]),
            ],
        )

    # Actions

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Public Holidays"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _notification(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("Special Days"),
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
