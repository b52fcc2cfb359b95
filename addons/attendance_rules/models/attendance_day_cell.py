from odoo import api, fields, models

from odoo.addons.base_engine_tools.core.instants import midnight, to_nearest_second

from ..core import today

CORRECTABLE = frozenset(
    {
        "absent",
        "early",
        "half_absence",
        "late",
        "late_early",
        "missing_in",
        "missing_out",
    }
)

#: Odoo's colours of the verdicts that stand out in a calendar
GREEN, BLUE, ORANGE, RED, VIOLET = 10, 8, 2, 1, 5
COLORS = {
    "present": GREEN,
    "flexible": GREEN,
    "trip": BLUE,
    "leave": BLUE,
    "late": ORANGE,
    "early": ORANGE,
    "late_early": ORANGE,
    "missing_in": ORANGE,
    "missing_out": ORANGE,
    "half_absence": RED,
    "absent": RED,
    "off_plan": VIOLET,
}


class AttendanceDay(models.Model):
    """A day as one cell of a month's picture, and as one of the board of today."""

    _inherit = "attendance.day"

    title = fields.Char(
        compute="_compute_title", help="Who, and the verdict: for a calendar."
    )
    color = fields.Integer(compute="_compute_title")

    @api.depends("employee_id", "verdict")
    @api.depends_context("lang")
    def _compute_title(self):
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        for day in self:
            label = labels.get(day.verdict, "")
            day.title = f"{day.employee_id.name or ''}: {label}"
            day.color = COLORS.get(day.verdict, 0)

    def _heat_map(self):
        """Return the cells of the days, in the reader's language.

        :return: [{id, date, verdict, label, punches, lines, open, can_correct}, …]
        """
        labels = dict(self._fields["verdict"]._description_selection(self.env))
        explainer = self.env["attendance.explainer"]
        return [
            {
                "id": day.id,
                "date": day.work_date.isoformat(),
                "verdict": day.verdict,
                "label": labels[day.verdict],
                "punches": day.punch_clock,
                "lines": explainer._explain_day(day),
                "open": day.provisional,
                "can_correct": day.month_state != "closed"
                and day.verdict in CORRECTABLE,
            }
            for day in self.sorted("work_date")
        ]

    def _state_at(self, now, punches, leaves, reach, tolerance, gap):
        """Return the state of ``core.today`` at a moment; all times in seconds.

        :param reach: how long before the plan a punch belongs to the day
        :param gap: the longest break inside a shift: leave may end before one
        """
        due, start = None, midnight(self.work_date, self.tz or "UTC")
        if self.plan_from:
            planned = to_nearest_second(self.plan_from)
            start, planned = planned - reach, planned + self._allowed()
            due = today.due_after(planned, leaves)
            tolerance += gap if due != planned else 0
        away = any(begin <= now < end for begin, end in leaves)
        person = today.Person(
            due=due,
            tolerance=tolerance,
            came=today.first_punch(punches, start),
            off=away or self.verdict in ("leave", "trip"),
        )
        return today.state(person, now)

    def _allowed(self):
        """Seconds that the person may come later, after night duty."""
        return sum(
            figures["seconds"]
            for code, figures in self.lines or ()
            if code == "allowance"
        )
