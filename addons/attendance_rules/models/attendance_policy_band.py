from odoo import fields, models

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
        help="0: from the first second. Empty severity bands start after it.",
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
