from odoo import models
from odoo.exceptions import UserError

#: What a meeting says itself.
OF_MEETINGS = {
    "allday",
    "duration",
    "location",
    "name",
    "start",
    "start_date",
    "stop",
    "stop_date",
}


class CalendarEvent(models.Model):
    """Meetings are in the calendar of who takes part."""

    _inherit = "calendar.event"

    def _get_activity_excluded_models(self):
        """Override: a meeting needs no to-do of its own."""
        return [*super()._get_activity_excluded_models(), "service.meeting"]

    def write(self, values):
        """Override: a meeting that somebody moves in the calendar follows.

        What the meeting itself writes here comes in superuser mode.
        """
        res = super().write(values)
        if OF_MEETINGS & values.keys() and not self.env.su:
            self._move_meetings()
        return res

    def _move_meetings(self):
        meetings = self.env["service.meeting"].sudo()
        planned = meetings.search(
            [("event_id", "in", self.ids), ("state", "=", "planned")]
        )
        for meeting in planned:
            mine = meeting.sudo(False)
            values = meeting._as_in_calendar()
            if values and not mine.has_access("write"):
                raise UserError(
                    self.env._(
                        "“%(meeting)s” is moved and renamed by who leads it: ask "
                        "%(person)s.",
                        meeting=meeting.name,
                        person=meeting.chair_id.name,
                    )
                )
            mine.write(values)
