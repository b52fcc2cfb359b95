from odoo import fields, models

VERDICTS = [
    ("present", "Present"),
    ("late", "Late"),
    ("early", "Left Early"),
    ("late_early", "Late and Left Early"),
    ("half_absence", "Half a Day Absent"),
    ("absent", "Absent"),
    ("missing_in", "Check-in Missing"),
    ("missing_out", "Check-out Missing"),
    ("leave", "On Leave"),
    ("trip", "Business Trip"),
    ("awaiting", "Open"),
    ("off_plan", "Worked on a Rest Day"),
    ("flexible", "Flexible Hours"),
    ("rest", "Rest Day"),
    ("holiday", "Holiday"),
    ("not_employed", "Not Employed"),
]


class AttendanceDay(models.Model):
    """The verdict on one employee's work of one local date, and why.

    Written by the engine only. A shift belongs to the date on which it starts, also
    when it ends on the next one. Durations are whole seconds.
    """

    _name = "attendance.day"
    _description = "Day of Attendance"
    _order = "work_date desc, employee_id, id"
    _rec_name = "work_date"
    _check_company_auto = True

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    work_date = fields.Date(required=True, readonly=True, index=True)
    tz = fields.Char(string="Time Zone", readonly=True)
    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    month_id = fields.Many2one(
        comodel_name="attendance.month",
        readonly=True,
        ondelete="cascade",
        index=True,
    )

    # Verdict
    verdict = fields.Selection(selection=VERDICTS, required=True, readonly=True)
    planned_seconds = fields.Integer(readonly=True)
    worked_seconds = fields.Integer(readonly=True)
    leave_seconds = fields.Integer(readonly=True)
    late_seconds = fields.Integer(readonly=True)
    early_seconds = fields.Integer(readonly=True)
    away_seconds = fields.Integer(readonly=True)
    overtime_seconds = fields.Integer(readonly=True)
    overtime_approved_seconds = fields.Integer(readonly=True)
    plan_from = fields.Datetime(readonly=True)
    plan_to = fields.Datetime(readonly=True)
    first_in = fields.Datetime(readonly=True)
    last_out = fields.Datetime(readonly=True)
    corrected = fields.Boolean(
        readonly=True,
        help="A punch of the day was entered or changed by hand.",
    )
    provisional = fields.Boolean(
        readonly=True,
        help="The day is not over, or a leave request is open.",
    )
    frozen = fields.Boolean(
        readonly=True,
        index=True,
        help="The month is closed: the row never changes any more.",
    )
    lines = fields.Json(readonly=True)
    input_hash = fields.Char(readonly=True)
    incident_ids = fields.One2many(
        comodel_name="attendance.incident",
        inverse_name="day_id",
        readonly=True,
    )

    _employee_date_uniq = models.UniqueIndex(
        "(employee_id, work_date)",
        "An employee has one row per day.",
    )

    def _shows(self, verdict):
        """Whether the row says the same as a ``DayVerdict``."""
        self.ensure_one()
        shown = (
            self.verdict,
            self.planned_seconds,
            self.leave_seconds,
            self.late_seconds,
            self.early_seconds,
            self.overtime_approved_seconds,
        )
        return shown == (
            verdict.verdict,
            verdict.planned,
            verdict.leave,
            verdict.late,
            verdict.early,
            verdict.overtime_approved,
        )
