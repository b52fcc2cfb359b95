from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.lengths import MOST_YEARS, years_of


class ServicePauseReason(models.Model):
    """Why a promise may wait, and for how long at the most."""

    _name = "service.pause.reason"
    _description = "Pause Reason"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char()
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    ends_with_answer = fields.Boolean(
        string="Ends with the Customer's Answer",
        help="Waits for the customer: the clock runs on as soon as the customer "
        "answers.",
    )
    max_hours = fields.Integer(
        string="Longest pause (hours)",
        help="The clock resumes by itself after so many hours. 0: no maximum.",
    )

    _max_hours_positive = models.Constraint(
        "CHECK(max_hours >= 0)", "The longest pause cannot be negative: use 0 for none."
    )

    @api.constrains("max_hours")
    def _check_length(self):
        for reason in self:
            if years_of(reason.max_hours, "hour", "elapsed") > MOST_YEARS:
                raise ValidationError(
                    self.env._(
                        "%(reason)s: the longest pause cannot be more than %(most)s "
                        "years. Use 0 for no maximum.",
                        reason=reason.name,
                        most=MOST_YEARS,
                    )
                )

    def write(self, vals):
        res = super().write(vals)
        if "max_hours" in vals:
            rules = self.env["service.deadline.rule"].with_context(active_test=False)
            rules.search([("pause_reason_id", "in", self.ids)])._renew_terms()
        return res
