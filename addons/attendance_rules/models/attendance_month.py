from odoo import fields, models

HR_ONLY = "attendance_rules.attendance_rules_group_hr_officer"


class AttendanceMonth(models.Model):
    """The statement of one employee's month, judged from its days.

    Written by the engine while it is open. Amounts are seen by HR and by the person.
    """

    _name = "attendance.month"
    _description = "Month of Attendance"
    _order = "month desc, employee_id, id"
    _rec_name = "month"
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
    currency_id = fields.Many2one(related="company_id.currency_id")
    department_id = fields.Many2one(
        comodel_name="hr.department",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )
    month = fields.Date(
        required=True,
        readonly=True,
        index=True,
        help="First day of the month.",
    )
    state = fields.Selection(
        selection=[("open", "Open"), ("closed", "Closed")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )
    day_ids = fields.One2many(
        comodel_name="attendance.day",
        inverse_name="month_id",
        readonly=True,
    )

    # Totals
    planned_days = fields.Integer(readonly=True)
    present_days = fields.Integer(readonly=True)
    leave_days = fields.Float(readonly=True, digits=(16, 2))
    absence_days = fields.Float(readonly=True, digits=(16, 2))
    late_count = fields.Integer(readonly=True)
    early_count = fields.Integer(readonly=True)
    missing_count = fields.Integer(readonly=True)
    planned_seconds = fields.Integer(readonly=True)
    worked_seconds = fields.Integer(readonly=True)
    leave_seconds = fields.Integer(readonly=True)
    late_seconds = fields.Integer(readonly=True)
    early_seconds = fields.Integer(readonly=True)
    away_seconds = fields.Integer(readonly=True)
    overtime_seconds = fields.Integer(readonly=True)
    overtime_approved_seconds = fields.Integer(readonly=True)
    incident_count = fields.Integer(readonly=True)
    graced_count = fields.Integer(readonly=True)
    excused_count = fields.Integer(readonly=True)
    talk_count = fields.Integer(string="Talks Due", readonly=True)
    run_carried = fields.Integer(
        string="In a Row at the End",
        readonly=True,
        help="Days in a row with lateness or leaving early that the next month "
        "continues.",
    )
    provisional = fields.Boolean(readonly=True, help="Some of its days are open.")
    full_attendance = fields.Boolean(readonly=True)
    lines = fields.Json(readonly=True)
    reasons = fields.Json(readonly=True, help="Why attendance was not full.")
    input_hash = fields.Char(readonly=True)

    # Amounts
    wage = fields.Monetary(readonly=True, groups=HR_ONLY)
    daily_wage = fields.Monetary(readonly=True, groups=HR_ONLY)
    deduction_before_cap = fields.Monetary(readonly=True, groups=HR_ONLY)
    deduction = fields.Monetary(readonly=True, groups=HR_ONLY)
    pay_lines = fields.Json(readonly=True, groups=HR_ONLY)

    _employee_month_uniq = models.UniqueIndex(
        "(employee_id, month)",
        "An employee has one statement per month.",
    )
