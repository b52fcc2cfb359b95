from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.base_engine_tools.engine.access import needs_access

RANGES = {
    "award_max_absences": (0, None),
    "award_max_incidents": (0, None),
    "bonus_amount": (0, None),
    "streak_months": (0, 24),
}


class AttendancePolicy(models.Model):
    """What a version says about rewards (CS-1.6). 0: there is none of that kind."""

    _inherit = "attendance.policy"

    streak_months = fields.Integer(
        help="So many months of full attendance in a row earn the bonus.",
    )
    streak_mode = fields.Selection(
        selection=[("consuming", "Start Again"), ("rolling", "Rolling")],
        default="consuming",
        help="After a bonus the count starts again, or each further full month "
        "completes a streak.",
    )
    bonus_amount = fields.Monetary(string="Bonus", aggregator=None)
    award_max_incidents = fields.Integer(
        string="Award: Incidents at Most",
        help="Who has more incidents in a year gets no year-end award.",
    )
    award_max_absences = fields.Integer(
        string="Award: Absences at Most",
        help="Who has more days of absence in a year gets no year-end award.",
    )

    @api.model
    def _figure_ranges(self):
        """Override: figures of rewards."""
        return super()._figure_ranges() | RANGES

    def _sentences(self):
        """Override: bonus and year-end award."""
        return [*super()._sentences(), *self._say_rewards()]

    def _say_rewards(self):
        if self.bonus_amount and self.streak_months:
            yield self.env._(
                "%(count)s months of full attendance in a row earn %(amount)s.",
                count=self.streak_months,
                amount=format_amount(self.env, self.bonus_amount, self.currency_id),
            )
        if self.award_max_incidents:
            yield self.env._(
                "More than %(count)s incidents in a year exclude from the year-end"
                " award.",
                count=self.award_max_incidents,
            )
        if self.award_max_absences:
            yield self.env._(
                "More than %(count)s days of absence in a year exclude from it, too.",
                count=self.award_max_absences,
            )

    @needs_access("read")
    def action_try(self):
        """Have the version tried on past months by a job; nothing is written."""
        self.ensure_one()
        trials = self.env["attendance.policy.trial"]
        return trials._ask(self, self.company_id or self.env.company)._show()
