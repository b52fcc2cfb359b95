from odoo import models

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


class AttendanceDay(models.Model):
    """A day as one cell of a month's picture."""

    _inherit = "attendance.day"

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
                "can_correct": not day.frozen and day.verdict in CORRECTABLE,
            }
            for day in self.sorted("work_date")
        ]

    def _allowed(self):
        """Seconds that the person may come later, after night duty."""
        return sum(
            figures["seconds"]
            for code, figures in self.lines or ()
            if code == "allowance"
        )
