from odoo import models


class CalendarEvent(models.Model):
    """Meetings are in the calendar of who takes part."""

    _inherit = "calendar.event"

    def _get_activity_excluded_models(self):
        """Override: a meeting needs no to-do of its own."""
        return [*super()._get_activity_excluded_models(), "service.meeting"]
