from odoo import fields, models


class ServiceMeetingHoursMixin(models.AbstractModel):
    """Where and at what hours one meets: said by a series, and by each meeting."""

    _name = "service.meeting.hours.mixin"
    _description = "Hours of a Meeting"

    place = fields.Char()
    begins = fields.Float(
        string="Begins At",
        help="By the clock of the company. Left empty, the calendar has it for a whole "
        "day.",
    )
    lasts = fields.Float(default=1.0, help="Hours and minutes.")

    _begins_within_day = models.Constraint(
        "CHECK(begins >= 0 AND begins < 24)", "A meeting begins between 0:00 and 23:59."
    )
    _lasts_positive = models.Constraint(
        "CHECK(lasts > 0 AND lasts <= 24)", "A meeting lasts up to 24 hours."
    )
