from odoo import api, fields, models

from odoo.addons.base_engine_tools.words.dates import SHORT_MONTH, date_in_words

from ..core.streak import MonthMark, completed_streaks


class AttendanceStreak(models.Model):
    """CS-1.6: months of full attendance in a row that have earned the bonus.

    Made when the month that completes them is closed; paid once. If a later fact shows
    that one of the months was not full after all, the bonus is taken back once.
    """

    _name = "attendance.streak"
    _inherit = ["guarded.mixin"]
    _description = "Full Attendance in a Row"
    _order = "month_to desc, employee_id"
    _rec_name = "employee_id"
    _check_company_auto = True

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    department_id = fields.Many2one(related="employee_id.department_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    month_from = fields.Date(required=True, readonly=True, string="First month")
    month_to = fields.Date(required=True, readonly=True, string="Last month")
    months = fields.Char(compute="_compute_months")
    bonus = fields.Monetary(readonly=True)
    period_id = fields.Many2one(
        comodel_name="attendance.period",
        string="Paid with",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    revoked_in_id = fields.Many2one(
        comodel_name="attendance.period",
        string="Taken back in",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
    )

    _once = models.UniqueIndex(
        "(employee_id, month_to) WHERE revoked_in_id IS NULL",
        "This streak has earned its bonus already.",
    )

    @api.depends("month_from", "month_to")
    @api.depends_context("lang")
    def _compute_months(self):
        for streak in self:
            streak.months = " – ".join(
                date_in_words(self.env, month, SHORT_MONTH)
                for month in (streak.month_from, streak.month_to)
                if month
            )

    @api.depends("employee_id", "months")
    def _compute_display_name(self):
        for streak in self:
            streak.display_name = f"{streak.employee_id.name or ''} {streak.months}"

    @api.model
    def _reward(self, period):
        """Find the streaks that the month completes, and those that no longer hold."""
        policy = self.env["attendance.policy"]._get_policy(
            period.company_id, period.date_end
        )
        employees = period.month_ids.employee_id
        marks = self._load_marks(period, employees)
        paid = self.search(
            [("employee_id", "in", employees.ids), ("revoked_in_id", "=", False)]
        )
        lost = paid.filtered(lambda s: not s._still_full(marks[s.employee_id.id]))
        lost.write({"revoked_in_id": period.id})
        kept = (paid - lost).grouped("employee_id")
        return self.create(
            [
                {
                    **vals,
                    "employee_id": employee.id,
                    "company_id": period.company_id.id,
                    "period_id": period.id,
                }
                for employee in employees
                for vals in self._prepare_new(
                    policy, marks[employee.id], kept.get(employee, self.browse())
                )
            ]
        )

    @api.model
    def _take_back(self, period):
        """The month is opened again: what its close did to streaks is undone."""
        self.search([("period_id", "=", period.id)]).unlink()
        self.search([("revoked_in_id", "=", period.id)]).write({"revoked_in_id": False})

    def _still_full(self, marks):
        """Whether every month of a paid streak is still one of full attendance."""
        return not any(
            self.month_from <= mark.month <= self.month_to and not mark.full
            for mark in marks
        )

    @api.model
    def _load_marks(self, period, employees):
        """The closed months of employees, this one included, adjusted by what came
        later.

        :return: {employee id: [MonthMark, …]}
        """
        months = self.env["attendance.month"].search(
            [
                ("employee_id", "in", employees.ids),
                ("month", "<=", period.month),
                "|",
                ("state", "=", "closed"),
                ("period_id", "=", period.id),
            ]
        )
        marks = {employee.id: [] for employee in employees}
        for month in months:
            full = month.full_attendance + sum(
                entry.figures.get("full_attendance", 0)
                for entry in month.adjustment_out_ids
            )
            marks[month.employee_id.id].append(MonthMark(month.month, full > 0))
        return marks

    @api.model
    def _prepare_new(self, policy, marks, paid):
        """Values of the streaks of one employee that are complete and not paid yet.

        Streaks that start again count from the last paid one on. Rolling ones count
        from the first paid one on: a policy that asks for fewer months than before
        does not reward the past.
        """
        if policy.streak_months < 1:
            return []
        ends = sorted(paid.mapped("month_to"))
        if policy.streak_mode == "consuming" and ends:
            marks = [mark for mark in marks if mark.month > ends[-1]]
        found = completed_streaks(marks, policy.streak_months, policy.streak_mode)
        return [
            {"month_from": first, "month_to": last, "bonus": policy.bonus_amount}
            for first, last in found
            if last not in ends and (not ends or last > ends[0])
        ]
