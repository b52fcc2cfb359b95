from odoo import api, fields, models
from odoo.tools import format_date

from ..core import holiday_source as source
from ..core.special_days import SpecialDay
from ..models.resource_special_day import KINDS, WEEKDAYS


class ResourceSpecialDayImportLine(models.TransientModel):
    """One day of an import and what becomes of it."""

    _name = "resource.special.day.import.line"
    _inherit = ["checked.wizard.mixin"]
    _description = "Day of a Public Holiday Import"
    _order = "selected desc, date, calendar_id, id"

    import_id = fields.Many2one(
        comodel_name="resource.special.day.import",
        required=True,
        ondelete="cascade",
    )
    selected = fields.Boolean()
    date = fields.Date(required=True)
    weekday = fields.Selection(selection=WEEKDAYS, compute="_compute_weekday")
    name = fields.Char(required=True)
    names = fields.Json(help="Name by language.")
    kind = fields.Selection(selection=KINDS, required=True)
    like_weekday = fields.Selection(selection=WEEKDAYS, string="Hours Like")
    calendar_id = fields.Many2one(
        comodel_name="resource.calendar", string="Working Schedule"
    )
    special_day_id = fields.Many2one(
        comodel_name="resource.special.day", ondelete="cascade"
    )
    is_estimated = fields.Boolean(
        string="Estimated",
        help="The date depends on an announcement that is still to come.",
    )
    action = fields.Selection(
        selection=[
            ("add", "New"),
            ("update", "Changed"),
            ("unchanged", "Unchanged"),
            ("manual", "By Hand"),
            ("remove", "Removed"),
        ],
        required=True,
    )

    @api.depends("date")
    def _compute_weekday(self):
        for line in self:
            line.weekday = str(line.date.weekday()) if line.date else False

    @api.model
    def _languages(self):
        """Return the languages to import names in, the user's first."""
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        return [self.env.lang or "en_US", *installed]

    @api.model
    def _prepare_listed(self, calendar, day, existing):
        """Return the line of a day that the library lists.

        :param SourceDay day: the listed day
        :param existing: the special day of that date, or None
        """
        names = day.names or self._make_up_names(day)
        name = names[self._languages()[0]]
        action = source.action(day, name, existing and existing._to_existing())
        weekday = day.like_weekday
        return {
            "date": day.date,
            "name": name,
            "names": names,
            "kind": "working" if day.is_working else "holiday",
            "like_weekday": False if weekday is None else str(weekday),
            "calendar_id": calendar.id,
            "special_day_id": existing and existing.id,
            "is_estimated": day.is_estimated,
            "action": action,
            "selected": action in ("add", "update") and not day.is_estimated,
        }

    @api.model
    def _prepare_removal(self, day):
        """Return the line of a special day that an earlier import brought and that
        the library no longer lists."""
        return {
            "date": day.date,
            "name": day.name,
            "kind": day.kind,
            "like_weekday": day.like_weekday,
            "calendar_id": day.calendar_id.id,
            "special_day_id": day.id,
            "action": "remove",
            "selected": True,
        }

    def _make_up_names(self, day):
        """Return the name of a make-up day by language: the library has none."""
        return {code: self._make_up_name(day, code) for code in self._languages()}

    def _make_up_name(self, day, language):
        env = self.with_context(lang=language).env
        if not day.day_off:
            return env._("Make-up working day")
        return env._(
            "Make-up working day for %(date)s",
            date=format_date(env, day.day_off, lang_code=language),
        )

    def _to_core(self):
        """Return the plain value of the day that the line makes."""
        self.ensure_one()
        return SpecialDay(
            date=self.date,
            is_working=self.kind == "working",
            like_weekday=int(self.like_weekday) if self.like_weekday else None,
        )

    def _apply(self):
        """Create, change and remove the special days of these lines."""
        of_action = self.grouped("action")
        nothing = self.browse()
        of_action.get("remove", nothing).special_day_id.unlink()
        added = of_action.get("add", nothing)
        days = self.env["resource.special.day"].create(
            [line._prepare_special_day() for line in added]
        )
        added._translate(days)
        for action in ("update", "manual"):
            changed = of_action.get(action, nothing)
            for line in changed:
                line.special_day_id.write(line._prepare_changes())
            changed._translate([line.special_day_id for line in changed])

    def _translate(self, days):
        """Give the days their names in every language that the list has them in."""
        for line, day in zip(self, days, strict=True):
            day.update_field_translations("name", line.names)

    def _prepare_changes(self):
        """Return only what differs: a new name alone moves no working hours."""
        day = self.special_day_id
        return {
            name: value
            for name, value in self._prepare_special_day().items()
            if day._fields[name].convert_to_write(day[name], day) != value
        }

    def _prepare_special_day(self):
        return {
            "name": self.name,
            "date": self.date,
            "kind": self.kind,
            "like_weekday": self.like_weekday,
            "calendar_id": self.calendar_id.id,
            "company_id": self.import_id.company_id.id,
            "country_id": self.import_id.country_id.id,
            "source": "import",
        }
