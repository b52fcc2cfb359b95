from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.duty_shifts import POINT, ShiftLine

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class HrDutyTemplate(models.Model):
    """When a post needs people: one line of its weekly pattern.

    Hours are local to the post. A line that ends at or before its start ends on the
    next day.
    """

    _name = "hr.duty.template"
    _description = "Duty Pattern"
    _order = "post_id, dayofweek, hour_from, id"

    post_id = fields.Many2one(
        comodel_name="hr.duty.post",
        required=True,
        ondelete="cascade",
        index=True,
    )
    name = fields.Char(required=True, translate=True)
    dayofweek = fields.Selection(
        selection=[("every", "Every Day"), *WEEKDAYS],
        string="Weekday",
        required=True,
        default="every",
    )
    hour_from = fields.Float(string="From", required=True)
    hour_to = fields.Float(string="To", required=True)
    people = fields.Integer(
        required=True,
        default=1,
        help="How many are on duty together, the leader included.",
    )
    weight = fields.Float(
        required=True,
        default=1.0,
        help="How much an ordinary duty of this kind counts, before the weights of "
        "night, weekend and holiday.",
    )

    _positive = models.Constraint(
        "CHECK (people > 0 AND weight > 0)",
        "A duty needs at least one person, and a weight of more than 0.",
    )

    @api.constrains("hour_from", "hour_to")
    def _check_hours(self):
        for line in self:
            if not (0 <= line.hour_from < 24 and 0 <= line.hour_to <= 24):
                raise ValidationError(
                    self.env._(
                        "The hours of “%(name)s” do not exist: use 0:00 to 24:00. A "
                        "duty over midnight ends at an hour before its start.",
                        name=line.name,
                    )
                )

    def _to_core(self):
        """Return the plain value that the pure core works with."""
        self.ensure_one()
        return ShiftLine(
            line_id=self.id,
            weekday=None if self.dayofweek == "every" else int(self.dayofweek),
            minute_from=round(self.hour_from * 60),
            minute_to=round(self.hour_to * 60),
            people=self.people,
            points=round(self.weight * POINT),
        )
