from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..core.quiet import next_allowed
from ..engine.planning import quiet_of


class ResCompany(models.Model):
    """Whether customers are greeted, and when they are left in peace (SM-5.2)."""

    _inherit = "res.company"

    care_active = fields.Boolean(
        string="Customers Are Greeted",
        groups="base.group_user",
        help="Greetings are planned, and go out where the customer has agreed.",
    )
    care_weeks = fields.Integer(
        string="Planned Ahead (Weeks)", default=4, groups="base.group_user"
    )
    care_hour = fields.Float(
        string="Sent At",
        default=9.0,
        groups="base.group_user",
        help="Time of the day where the customer is.",
    )
    care_quiet_from = fields.Float(
        string="Quiet From",
        default=21.0,
        groups="base.group_user",
        help="From then on nothing is sent, by the clock of the customer.",
    )
    care_quiet_until = fields.Float(
        string="Quiet Until", default=9.0, groups="base.group_user"
    )
    care_leap_day = fields.Selection(
        selection=[("before", "28 February"), ("after", "1 March")],
        string="29 February in Common Years",
        required=True,
        default="before",
        groups="base.group_user",
    )
    care_keep_months = fields.Integer(
        string="Greetings Are Kept (Months)",
        default=24,
        groups="base.group_user",
        help="Then greetings, withdrawn consents, and days of former customers are "
        "erased.",
    )
    care_planned_on = fields.Date(
        string="Greetings Planned On",
        copy=False,
        groups="base.group_system",
        help="Day of the last planning for all customers.",
    )

    _care_figures = models.Constraint(
        "CHECK(care_weeks > 0 AND care_hour >= 0 AND care_hour < 24"
        " AND care_quiet_from >= 0 AND care_quiet_from < 24"
        " AND care_quiet_until >= 0 AND care_quiet_until < 24)",
        "Greetings: one week or more ahead, and times between 0:00 and 23:59.",
    )
    #: Once a year and occasion: what was sent a year ago has to be known.
    _care_kept = models.Constraint(
        "CHECK(care_keep_months >= 14)", "Greetings are kept for 14 months or more."
    )

    @api.constrains("care_hour", "care_quiet_from", "care_quiet_until")
    def _check_care_hour(self):
        for company in self.sudo():
            at = round(company.care_hour * 60)
            moment = datetime(2000, 1, 1) + timedelta(minutes=at)
            if next_allowed(moment, "UTC", quiet_of(company)) != moment:
                raise ValidationError(
                    self.env._(
                        "%(company)s: greetings would be sent in the quiet hours. "
                        "Choose another time.",
                        company=company.name,
                    )
                )

    def write(self, vals):
        """Override: other settings, another plan."""
        result = super().write(vals)
        settings = any(name.startswith("care_") for name in vals)
        if settings and "care_planned_on" not in vals:
            self.sudo().care_planned_on = False
        return result
