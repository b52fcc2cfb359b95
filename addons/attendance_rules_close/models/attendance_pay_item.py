from odoo import api, fields, models
from odoo.tools import format_date

from ..engine.pay_source import PaySource

KINDS = [
    ("deduction", "Deduction"),
    ("cap", "Limit of deductions"),
    ("overtime", "Overtime"),
    ("time_off", "Time off for overtime"),
    ("bonus", "Bonus"),
    ("adjustment", "Adjustment of an earlier month"),
]


class AttendancePayItem(models.Model):
    """One row for payroll: exactly one for each incident, overtime, bonus, adjustment.

    Written when the month is closed (CS-1.5). The key names the cause, so that no cause
    can be paid or deducted twice. Seen by HR and by the person.
    """

    _name = "attendance.pay.item"
    _inherit = ["guarded.mixin"]
    _description = "Pay Item of Attendance"
    _order = "period_id desc, employee_id, work_date, id"
    _rec_name = "name"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    period_id = fields.Many2one(
        comodel_name="attendance.period",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    month_id = fields.Many2one(
        comodel_name="attendance.month",
        string="Statement",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(
        related="month_id.department_id", store=True, readonly=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(selection=KINDS, required=True, readonly=True)
    key = fields.Char(required=True, readonly=True, help="Names the cause.")
    work_date = fields.Date(string="Date", readonly=True)
    quantity = fields.Float(string="Hours", readonly=True)
    rate = fields.Float(readonly=True)
    amount = fields.Monetary(readonly=True, help="Negative: deducted from the pay.")
    incident_id = fields.Many2one(
        comodel_name="attendance.incident", readonly=True, ondelete="set null"
    )
    streak_id = fields.Many2one(
        comodel_name="attendance.streak", readonly=True, ondelete="restrict"
    )
    adjustment_id = fields.Many2one(
        comodel_name="attendance.adjustment", readonly=True, ondelete="restrict"
    )

    _once = models.UniqueIndex(
        "(employee_id, key)", "This cause has a pay item already."
    )

    @api.depends("kind", "work_date", "incident_id")
    @api.depends_context("lang")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        causes = dict(
            self.env["attendance.incident"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        for item in self:
            parts = [kinds.get(item.kind, "")]
            if item.incident_id:
                parts.append(causes[item.incident_id.kind])
            if item.work_date:
                parts.append(format_date(self.env, item.work_date))
            item.name = " · ".join(parts)

    @api.model
    def _write_items(self, period):
        """Write the rows of a month that is being closed, in one go."""
        source = PaySource(period)
        return self.create(
            [
                self._prepare_item(month, row, link)
                for month in period.month_ids
                for row, link in source.rows(month)
            ]
        )

    @api.model
    def _take_back(self, period):
        """The month is opened again: its rows go."""
        self.search([("period_id", "=", period.id)]).unlink()

    @api.model
    def _prepare_item(self, month, row, link=None):
        vals = {
            "period_id": month.period_id.id,
            "month_id": month.id,
            "employee_id": month.employee_id.id,
            "company_id": month.company_id.id,
            "kind": row.kind,
            "key": row.key,
            "work_date": row.work_date,
            "quantity": row.quantity,
            "rate": row.rate,
            "amount": row.amount,
        }
        return {**vals, link: row.source} if link and row.source else vals
