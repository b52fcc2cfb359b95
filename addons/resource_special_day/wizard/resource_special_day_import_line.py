from odoo import api, fields, models

from ..core.special_days import SpecialDay
from ..models.resource_special_day import KINDS, WEEKDAYS


class ResourceSpecialDayImportLine(models.TransientModel):
    """One day of an import and what becomes of it."""

    _name = "resource.special.day.import.line"
    _description = "Day of a Public Holiday Import"
    _order = "date, calendar_id, id"

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
            ("unchanged", "Up to Date"),
            ("manual", "Entered by Hand"),
            ("remove", "No Longer Listed"),
        ],
        required=True,
    )

    @api.depends("date")
    def _compute_weekday(self):
        for line in self:
            line.weekday = str(line.date.weekday()) if line.date else False

    def _to_core(self):
        """Return the plain value of the day that the line makes."""
        self.ensure_one()
        return SpecialDay(
            date=self.date,
            is_working=self.kind == "working",
            like_weekday=int(self.like_weekday) if self.like_weekday else None,
        )

    def _by_action(self):
        return self.grouped("action")

    def _apply(self):
        """Create, change and remove the special days of these lines."""
        of_action = self._by_action()
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
