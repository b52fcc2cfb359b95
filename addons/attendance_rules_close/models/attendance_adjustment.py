from odoo import api, fields, models
from odoo.tools import format_date

from odoo.addons.attendance_rules.engine.rows import month_values
from odoo.addons.base_engine_tools.engine.turns import take_turn
from odoo.addons.base_engine_tools.words.lengths import hours_and_minutes

from ..core.adjustment import outstanding
from ..engine.pay_source import later_overtime_pay, load_time_off
from .attendance_month import FIGURES

#: What an adjustment carries over: money, and the counters of the statement.
BOOKED = (*FIGURES, "deduction")


class AttendanceAdjustment(models.Model):
    """CS-1.5: what became known after a month was closed.

    The closed month stays as it is. The difference in money and in counters is booked
    in the first open month, with the days that it comes from. Append-only: a fact that
    is taken back is a second adjustment.
    """

    _name = "attendance.adjustment"
    _inherit = ["guarded.mixin"]
    _description = "Adjustment of a Closed Month"
    _order = "id desc"
    _rec_name = "closed_month_id"
    _check_company_auto = True

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
    currency_id = fields.Many2one(related="company_id.currency_id")
    closed_month_id = fields.Many2one(
        comodel_name="attendance.month",
        string="Of",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    period_id = fields.Many2one(
        comodel_name="attendance.period",
        string="Booked in",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    month_id = fields.Many2one(
        comodel_name="attendance.month",
        string="Statement",
        compute="_compute_month_id",
        store=True,
        index="btree_not_null",
    )
    figures = fields.Json(readonly=True, help="Difference per figure, without zeros.")
    amount = fields.Monetary(
        readonly=True, help="Paid in addition; negative: deducted in addition."
    )
    days = fields.Json(
        readonly=True, help="Dates, their verdict at the close and the verdict now."
    )
    reason = fields.Text(compute="_compute_reason")
    figures_text = fields.Text(string="Changes", compute="_compute_figures_text")

    @api.depends("employee_id", "period_id.month_ids")
    def _compute_month_id(self):
        statements = self.env["attendance.month"].search(
            [
                ("period_id", "in", self.period_id.ids),
                ("employee_id", "in", self.employee_id.ids),
            ]
        )
        found = statements.grouped(lambda month: (month.period_id, month.employee_id))
        for adjustment in self:
            key = adjustment.period_id, adjustment.employee_id
            adjustment.month_id = found.get(key, False)

    @api.depends("days")
    @api.depends_context("lang")
    def _compute_reason(self):
        labels = dict(
            self.env["attendance.day"]
            ._fields["verdict"]
            ._description_selection(self.env)
        )
        for adjustment in self:
            adjustment.reason = "\n".join(
                self.env._(
                    "%(date)s: %(now)s instead of %(before)s",
                    date=format_date(self.env, day),
                    now=labels.get(now, now),
                    before=labels.get(before, before),
                )
                for day, before, now in adjustment.days or []
            )

    @api.depends("figures")
    @api.depends_context("lang")
    def _compute_figures_text(self):
        labels = self._figure_labels()
        for adjustment in self:
            adjustment.figures_text = "\n".join(
                f"{labels[name]}: {self._figure_in_words(name, value)}"
                for name, value in (adjustment.figures or {}).items()
            )

    def _figure_labels(self):
        return {
            "planned_days": self.env._("Planned days"),
            "present_days": self.env._("Days present"),
            "leave_days": self.env._("Days on leave"),
            "absence_days": self.env._("Days absent"),
            "late_count": self.env._("Times late"),
            "early_count": self.env._("Times left early"),
            "missing_count": self.env._("Missing punches"),
            "planned_seconds": self.env._("Time planned"),
            "worked_seconds": self.env._("Time worked"),
            "leave_seconds": self.env._("Time on leave"),
            "late_seconds": self.env._("Time late"),
            "early_seconds": self.env._("Time left early"),
            "overtime_seconds": self.env._("Time outside the plan"),
            "overtime_approved_seconds": self.env._("Approved overtime"),
            "incident_count": self.env._("Incidents"),
            "graced_count": self.env._("Graces used"),
            "full_attendance": self.env._("Full attendance"),
            "deduction": self.env._("Deduction"),
            "overtime_pay": self.env._("Overtime pay"),
        }

    def _figure_in_words(self, name, value):
        """A difference as people read it: hours and minutes, yes or no, or a number."""
        if name == "full_attendance":
            return self.env._("yes") if value > 0 else self.env._("no")
        if name.endswith("_seconds"):
            return f"{'-' if value < 0 else '+'}{hours_and_minutes(abs(value))}"
        return f"{value:+g}"

    @api.model
    def _book(self, judgements):
        """Book what closed months would differ by with the facts of today.

        :param judgements: {id of the closed statement: ``engine.judgement.Judgement``}
        :return: the adjustments made; none where nothing is outstanding
        """
        months = self.env["attendance.month"].sudo().browse(judgements)
        time_off = load_time_off(months) if months else set()
        found = {}
        for month in months:
            figures = self._outstanding(
                month,
                month_values(judgements[month.id]),
                later_overtime_pay(month, judgements[month.id], time_off),
            )
            if figures:
                found[month] = figures
        periods = self._open_periods(months.browse(month.id for month in found))
        return self.sudo().create(
            [
                {
                    **self._prepare(month, judgements[month.id], figures),
                    "period_id": periods[month.company_id, month.month].id,
                }
                for month, figures in found.items()
            ]
        )

    @api.model
    def _open_periods(self, months):
        """{(company, closed month): the first open period after it}.

        Whoever closes one of them meanwhile waits, or is waited for.
        """
        periods = self.env["attendance.period"]
        keys = months.grouped(lambda month: (month.company_id, month.month))
        found = {key: periods._first_open(*key) for key in keys}
        take_turn(periods.union(*found.values()))
        return found

    @api.model
    def _outstanding(self, month, current, overtime):
        """Figures of a closed month that are not booked yet.

        :param dict current: the columns that the statement would have today
        :param float overtime: pay for overtime that counts since the close
        """
        return outstanding(
            {name: month[name] for name in BOOKED},
            [entry.figures for entry in month.adjustment_out_ids],
            {**{name: current[name] for name in BOOKED}, "overtime_pay": overtime},
        )

    @api.model
    def _prepare(self, month, judgement, figures):
        return {
            "employee_id": month.employee_id.id,
            "company_id": month.company_id.id,
            "closed_month_id": month.id,
            "figures": figures,
            "amount": figures.get("overtime_pay", 0) - figures.get("deduction", 0),
            "days": self._changed_days(month, judgement.days),
        }

    @api.model
    def _changed_days(self, month, days):
        """[[date, verdict at the close, verdict now]] of the dates that differ."""
        return [
            [str(day.work_date), day.verdict, days[day.work_date].verdict]
            for day in month.day_ids.sorted("work_date")
            if day.work_date in days and not day._shows(days[day.work_date])
        ]
