from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [("late", "Late"), ("early", "Early"), ("both", "Late or Early")]
SEVERITIES = [
    ("tolerated", "Tolerated"),
    ("late", "Late"),
    ("serious", "Serious"),
    ("half_absence", "Half a Day Absent"),
]
DEDUCTIONS = [
    ("none", "Nothing"),
    ("fixed", "Amount"),
    ("per_minute", "Amount per Minute"),
    ("daily_share", "Share of the Daily Wage"),
]


class AttendancePolicyBand(models.Model):
    """How serious lateness of more than so many minutes is, and what it costs.

    The band with the largest figure that is exceeded counts (CS-1.3).
    """

    _name = "attendance.policy.band"
    _description = "Band of Lateness"
    _order = "policy_id, over_minutes, id"

    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    currency_id = fields.Many2one(related="policy_id.currency_id")
    kind = fields.Selection(selection=KINDS, required=True, default="both")
    over_minutes = fields.Integer(
        string="More Than (Minutes)",
        help="The band begins after so many minutes. 0: with the first second.",
    )
    over_half = fields.Boolean(
        string="More Than Half",
        help="More than half of the shift, whatever the minutes.",
    )
    severity = fields.Selection(selection=SEVERITIES, required=True, default="late")
    deduction = fields.Selection(selection=DEDUCTIONS, required=True, default="none")
    amount = fields.Float(
        digits=(16, 4),
        help="Money, money per minute, or a share such as 0.5 of the daily wage.",
    )

    @api.constrains("severity", "deduction", "amount", "over_minutes")
    def _check_figures(self):
        for band in self:
            if band.over_minutes < 0 or band.amount < 0:
                raise ValidationError(
                    self.env._("The figures of a band cannot be negative.")
                )
            if band.severity == "tolerated" and band.deduction != "none":
                raise ValidationError(
                    self.env._(
                        "What is tolerated costs nothing: choose another severity, or "
                        "deduct nothing."
                    )
                )
            if band.deduction == "daily_share" and band.amount > 1:
                raise ValidationError(
                    self.env._(
                        "One incident cannot cost more than a day's wage: enter a "
                        "share between 0 and 1, such as 0.5."
                    )
                )

    def _check_before(self, graver):
        """Refuse a following band that begins at the same minute or is milder."""
        self.ensure_one()
        if (self.over_half, self.over_minutes) == (
            graver.over_half,
            graver.over_minutes,
        ):
            raise ValidationError(
                self.env._(
                    "Two bands of “%(policy)s” begin after %(minutes)s minutes: remove "
                    "one of them.",
                    policy=self.policy_id.name,
                    minutes=self.over_minutes,
                )
            )
        order = [value for value, _label in SEVERITIES]
        if order.index(graver.severity) < order.index(self.severity):
            raise ValidationError(
                self.env._(
                    "“%(policy)s” calls more than %(more)s minutes milder than more "
                    "than %(less)s: raise the severity of the later band.",
                    policy=self.policy_id.name,
                    more=graver.over_minutes,
                    less=self.over_minutes,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        bands = super().create(vals_list)
        bands.policy_id._on_line_changed()
        return bands

    def write(self, vals):
        self.policy_id._on_line_changed()
        result = super().write(vals)
        self.policy_id._check_bands()
        return result

    def unlink(self):
        self.policy_id._on_line_changed()
        return super().unlink()
