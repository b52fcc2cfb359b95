import base64
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..core.streak import MonthMark, completed_streaks
from ..core.trial import compare, sum_up
from ..words.workbook import Sheet, write_workbook

#: Older facts are not compared.
MOST_MONTHS = 24


class AttendancePolicyTrial(models.TransientModel):
    """Sandbox: what the last months would have been under a draft policy.

    The facts of the months are judged twice in memory, with the rules that were in
    force and with the draft. No day, no statement and no request is written.
    """

    _name = "attendance.policy.trial"
    _inherit = ["checked.wizard.mixin"]
    _description = "Try a Policy"
    _rec_name = "policy_id"

    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        string="Draft",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    months = fields.Integer(
        string="Months back", required=True, default=6, help="Ending with last month."
    )
    month_from = fields.Date(compute="_compute_range")
    month_to = fields.Date(compute="_compute_range")
    span = fields.Char(string="From – to", compute="_compute_range")
    gap_note = fields.Char(compute="_compute_gap_note")
    state = fields.Selection(
        selection=[("new", "New"), ("done", "Done")], default="new"
    )

    # result
    line_ids = fields.One2many(
        comodel_name="attendance.policy.trial.line",
        inverse_name="trial_id",
        domain=[("employee_id", "!=", False)],
        string="Employees",
    )
    department_line_ids = fields.One2many(
        comodel_name="attendance.policy.trial.line",
        inverse_name="trial_id",
        domain=[("employee_id", "=", False)],
        string="Departments",
    )
    people = fields.Integer(string="Employees affected", readonly=True)
    people_judged = fields.Integer(string="Employees judged", readonly=True)
    deduction = fields.Monetary(string="Deductions", readonly=True)
    bonus = fields.Monetary(string="Bonuses", readonly=True)
    cost = fields.Monetary(
        string="Cost for the company",
        readonly=True,
        help="Bonuses that are paid in addition, less deductions in addition.",
    )
    workbook = fields.Binary(readonly=True, attachment=False)
    workbook_name = fields.Char(readonly=True)

    @api.depends("months")
    def _compute_range(self):
        this_month = fields.Date.context_today(self).replace(day=1)
        for trial in self:
            months = min(max(trial.months, 1), MOST_MONTHS)
            trial.month_from = this_month - relativedelta(months=months)
            trial.month_to = this_month - relativedelta(months=1)
            trial.span = " – ".join(
                date_in_words(self.env, month)
                for month in (trial.month_from, trial.month_to)
            )

    @api.depends("months", "company_id")
    @api.depends_context("lang")
    def _compute_gap_note(self):
        """Months that tell nothing: nobody's days were judged in them."""
        statements = self.env["attendance.month"].sudo()
        for trial in self:
            judged = statements._read_group(
                [
                    ("company_id", "=", trial.company_id.id),
                    ("month", ">=", trial.month_from),
                    ("month", "<=", trial.month_to),
                ],
                ["month:month"],
            )
            found = {month for (month,) in judged}
            empty = [month for month in trial._range() if month not in found]
            trial.gap_note = self._gap_text(empty) if empty else False

    def _gap_text(self, months):
        return self.env._(
            "Nobody's days were judged in %(months)s: these months tell nothing.",
            months=", ".join(date_in_words(self.env, month) for month in months),
        )

    def _range(self):
        """The first days of the months that are compared."""
        count = max(self.months, 1)
        return [self.month_from + relativedelta(months=each) for each in range(count)]

    @api.constrains("months")
    def _check_months(self):
        for trial in self:
            if not 1 <= trial.months <= MOST_MONTHS:
                raise UserError(
                    self.env._("Choose 1 to 24 months: older facts are not compared.")
                )

    @api.depends("policy_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for trial in self:
            trial.display_name = (
                self.env._("Trial of “%(policy)s”", policy=trial.policy_id.name)
                if trial.policy_id
                else self.env._("Try a Policy")
            )

    @needs_access("read")
    def action_try(self):
        """Judge twice and show what differs."""
        self.ensure_one()
        self.policy_id.check_access("read")
        employees = self._employees()
        before, after = (
            self._judge(employees, None),
            self._judge(employees, self.policy_id),
        )
        changes = compare(before, after)
        bonus = self._bonus_changes(before, after)
        self._write_result(employees, changes, bonus)
        self.write({"state": "done", **self._prepare_workbook()})

    @needs_access("read")
    def action_back(self):
        """Choose other months or another draft."""
        self.write({"state": "new"})

    @needs_access("read")
    def action_export(self):
        """Download the result."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook"
            f"?download=true&filename={self.workbook_name}",
            "target": "download",
        }

    # === JUDGE === #

    def _employees(self):
        return (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id)])
        )

    def _judge(self, employees, policy):
        """Judge the months in memory, as if everybody had read the rules.

        :param policy: the draft, or None for the versions that were in force
        :return: {(employee id, month): ({date: DayVerdict}, MonthVerdict)}
        """
        engine = self.env["attendance.engine"].with_context(
            attendance_rules_all_read=True
        )
        judged, runs, month = {}, None, self.month_from
        while month <= self.month_to:
            found = engine._judge(employees, month, policy=policy, runs=runs)
            runs = {one.employee_id: one.month.run for one in found}
            judged |= {(one.employee_id, month): (one.days, one.month) for one in found}
            month += relativedelta(months=1)
        return judged

    def _bonus_changes(self, before, after):
        """{employee id: bonus more or less}, in the currency."""
        current = self.env["attendance.policy"]._get_policy(
            self.company_id, self.month_to
        )
        old, new = self._bonuses(before, current), self._bonuses(after, self.policy_id)
        return {
            employee: new.get(employee, 0) - old.get(employee, 0)
            for employee in old.keys() | new.keys()
            if new.get(employee, 0) != old.get(employee, 0)
        }

    @api.model
    def _bonuses(self, judged, policy):
        if policy.streak_months < 1:
            return {}
        marks = defaultdict(list)
        for (employee, month), (_days, verdict) in judged.items():
            marks[employee].append(MonthMark(month, verdict.full_attendance))
        return {
            employee: policy.bonus_amount
            * len(completed_streaks(found, policy.streak_months, policy.streak_mode))
            for employee, found in marks.items()
        }

    # === RESULT === #

    def _write_result(self, employees, changes, bonus):
        self.line_ids.unlink()
        self.department_line_ids.unlink()
        departments = {e.id: e.department_id.id for e in employees}
        people = sum_up(changes, {e.id: e.id for e in employees})
        groups = sum_up(changes, departments)
        group_bonus = defaultdict(float)
        for employee, amount in bonus.items():
            group_bonus[departments[employee]] += amount
        lines = [
            self._prepare_line(people.get(e, {}), bonus.get(e, 0), departments[e], e)
            for e in sorted(people.keys() | bonus.keys())
        ] + [
            self._prepare_line(groups.get(d, {}), group_bonus[d], d)
            for d in groups.keys() | group_bonus.keys()
        ]
        self.env["attendance.policy.trial.line"].create(lines)
        self._write_totals(employees, lines)

    def _write_totals(self, employees, lines):
        mine = [line for line in lines if line["employee_id"]]
        deduction = sum(line["deduction"] for line in mine)
        bonus = sum(line["bonus"] for line in mine)
        self.write(
            {
                "people": len(mine),
                "people_judged": len(employees),
                "deduction": deduction,
                "bonus": bonus,
                "cost": bonus - deduction,
            }
        )

    def _prepare_line(self, sums, bonus, department_id, employee_id=False):
        minor = 10**self.currency_id.decimal_places
        return {
            "trial_id": self.id,
            "employee_id": employee_id,
            "department_id": department_id,
            "people": sums.get("people", 1 if bonus else 0),
            "deduction": sums.get("deduction", 0) / minor,
            "bonus": bonus,
            "incidents": sums.get("incidents", 0),
            "talks": sums.get("talks", 0),
            "full_gained": sums.get("full_gained", 0),
            "full_lost": sums.get("full_lost", 0),
        }

    def _prepare_workbook(self):
        sheets = [
            self._sheet(self.env._("Departments"), self.department_line_ids),
            self._sheet(self.env._("Employees"), self.line_ids),
        ]
        return {
            "workbook": base64.b64encode(write_workbook(sheets)),
            "workbook_name": f"{self.policy_id.name}.xlsx",
        }

    def _sheet(self, title, lines):
        names = ("deduction", "bonus", "incidents", "talks", "full_gained", "full_lost")
        labels = lines.fields_get(["department_id", "employee_id", *names], ["string"])
        kinds = {"deduction": "money", "bonus": "money"}
        columns = [
            (labels["department_id"]["string"], "text"),
            (labels["employee_id"]["string"], "text"),
            *((labels[name]["string"], kinds.get(name, "number")) for name in names),
        ]
        return Sheet(
            title,
            columns,
            [
                [line.department_id.name, line.sudo().employee_id.name]
                + [line[name] for name in names]
                for line in lines
            ],
        )
