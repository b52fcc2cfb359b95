from dateutil.relativedelta import relativedelta

from odoo import fields, models


class HrDutyPost(models.Model):
    """Whoever had a night on duty may come later: so long the post grants (CS-2)."""

    _inherit = "hr.duty.post"

    rest_hours = fields.Float(
        string="Rest After Night Duty (Hours)",
        help="So long after a night duty nobody has to be at work: whoever arrives "
        "within it is not late.",
    )

    _night_rest_not_negative = models.Constraint(
        "CHECK (rest_hours >= 0)",
        "Hours of rest cannot be negative: enter 0 for none.",
    )

    def write(self, vals):
        """Override: days after nights of this and last month are judged again."""
        result = super().write(vals)
        if "rest_hours" in vals:
            month = fields.Date.context_today(self).replace(day=1)
            self.env["hr.duty.slot"].search(
                [
                    ("post_id", "in", self.ids),
                    ("work_date", ">=", month - relativedelta(months=1)),
                ]
            )._mark_rest()
        return result
