from odoo import api, fields, models
from odoo.fields import Domain


class AttendancePeriodCheck(models.Model):
    """The audit of a month names feedback of which nothing has become yet (CS-1.7)."""

    _inherit = "attendance.period.check"

    kind = fields.Selection(
        selection_add=[("feedback", "Feedback on the rules without a decision")],
        ondelete={"feedback": "cascade"},
    )

    @api.model
    def _find_feedback(self, period):
        rounds = self.env["attendance.feedback.round"]
        ended = Domain("company_id", "=", period.company_id.id)
        ended &= Domain("date_end", "<=", period.date_end)
        found = rounds.search(ended & Domain(rounds._undecided_domain()))
        return found, self.env["hr.employee"]
