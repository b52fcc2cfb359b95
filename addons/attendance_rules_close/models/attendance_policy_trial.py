import base64
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.attendance_rules.engine.rules import rules_of
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import date_in_words

from ..core.streak import MonthMark, completed_streaks
from ..core.trial import FULL, UNKNOWN, Effect, sum_up
from ..words.workbook import Sheet, write_workbook

#: Older facts are not compared.
MOST_MONTHS = 24
COLUMNS = ("deduction", "bonus", "incidents", "talks", "full_gained", "full_lost")


class AttendancePolicyTrial(models.Model):
    """Sandbox: what the last months would have been under a draft policy (CS-1.6).

    A job judges the facts of each month twice in memory, with the rules that were in
    force and with the draft. No day, no statement and no request is written. Between
    two months it keeps what it has found, so that it goes on there.
    """

    _name = "attendance.policy.trial"
    _inherit = ["trial.job.mixin"]
    _description = "Trial of a Policy on the Past"
    _order = "id desc"

    _trial_job = "attendance_rules_close.ir_cron_attendance_policy_trial"
    _trial_days_kept = ("attendance_rules_close.trial_days_kept", "90")
    _trial_choices = frozenset(("months",))

    name = fields.Char(string="Policy Tried", readonly=True, required=True)
    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    months = fields.Integer(
        string="Months back",
        required=True,
        default=6,
        aggregator=None,
        help="Ending with the month before the trial.",
    )
    month_to = fields.Date(string="Last Month", readonly=True, required=True)
    span = fields.Char(string="From – to", compute="_compute_span")
    gap_note = fields.Char(compute="_compute_gap_note")
    total = fields.Integer(string="Months to Look At")
    done = fields.Integer(string="Months Done")
    found = fields.Json(
        readonly=True,
        help="What the job goes on with: a stamp of the rules, and the effects so far.",
    )

    # result
    line_ids = fields.One2many(
        comodel_name="attendance.policy.trial.line",
        inverse_name="trial_id",
        domain=[("employee_id", "!=", False)],
        string="Employees",
        readonly=True,
    )
    department_line_ids = fields.One2many(
        comodel_name="attendance.policy.trial.line",
        inverse_name="trial_id",
        domain=[("employee_id", "=", False)],
        string="Departments",
        readonly=True,
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
    workbook = fields.Binary(compute="_compute_workbook", attachment=False)

    @api.constrains("months")
    def _check_months(self):
        for trial in self:
            if not 1 <= trial.months <= MOST_MONTHS:
                raise UserError(
                    self.env._("Choose 1 to 24 months: older facts are not compared.")
                )

    @api.depends("months", "month_to", "total")
    @api.depends_context("lang")
    def _compute_span(self):
        for trial in self:
            months = trial._range()
            ends = (months[0], months[-1]) if months else ()
            trial.span = " – ".join(date_in_words(self.env, month) for month in ends)

    @api.depends("months", "month_to", "total", "company_id")
    @api.depends_context("lang")
    def _compute_gap_note(self):
        """Months that tell nothing: nobody's days were judged in them."""
        statements = self.env["attendance.month"].sudo()
        for trial in self:
            months = trial._range()
            judged = statements._read_group(
                [
                    ("company_id", "=", trial.company_id.id),
                    ("month", "in", months),
                ],
                ["month:month"],
            )
            found = {month for (month,) in judged}
            empty = [month for month in months if month not in found]
            trial.gap_note = self._gap_text(empty) if empty else False

    def _gap_text(self, months):
        return self.env._(
            "Nobody's days were judged in %(months)s: these months tell nothing.",
            months=", ".join(date_in_words(self.env, month) for month in months),
        )

    def _range(self):
        """The first days of the months that are compared: as many as the job has begun
        with, whatever is chosen afterwards for the next trial."""
        count = self.total or self.months
        months = range(count - 1, -1, -1) if self.month_to else ()
        return [self.month_to - relativedelta(months=back) for back in months]

    # --- asking -----------------------------------------------------------------------

    @api.model
    @needs_access("write")
    def _ask(self, policy, company, months=6):
        """Have a policy tried by the job.

        :param months: how many, ending with last month
        """
        policy.check_access("read")
        this_month = fields.Date.context_today(self).replace(day=1)
        trial = self.sudo().create(
            {
                "name": policy.name,
                "policy_id": policy.id,
                "company_id": company.id,
                "user_id": self.env.uid,
                "months": months,
                "month_to": this_month - relativedelta(months=1),
            }
        )
        self._wake()
        return trial.with_env(self.env)

    @needs_access("write")
    def action_again(self):
        """Try the same once more, over the months that are chosen now."""
        self.ensure_one()
        return self._ask(self.policy_id, self.company_id, self.months)._show()

    @needs_access("read")
    def action_export(self):
        """Download the result."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook"
            f"?download=true&filename={self.name}.xlsx",
            "target": "download",
        }

    # --- the job ----------------------------------------------------------------------

    def _run(self, tick=None):
        """Override: judge one month more; the last one writes what came out. A draft
        that was edited in the meantime is tried from the beginning."""
        engine = self.env["attendance.engine"].sudo()
        # As if everybody had read the rules.
        engine = engine.with_context(attendance_rules_all_read=True)
        employees, months = self._employees(), self._range()
        rules = rules_of(self.policy_id, self.currency_id, self.company_id)
        effects = self._effects(rules.stamp)
        if effects is None:
            effects = {}
            self.write({"state": "running", "done": 0, "total": len(months)})
        self._judge_month(engine, employees, months[self.done], effects)
        kept = {employee: effect.plain() for employee, effect in effects.items()}
        self.found = {"stamp": rules.stamp, "effects": kept}
        self.done += 1
        if self.done == len(months):
            self._write_result(employees, effects, months)
            self.write({"state": "done", "found": False})

    def _effects(self, stamp):
        """What has been found under these rules: {employee id: Effect}, or None."""
        found = self.found or {}
        if self.state != "running" or found.get("stamp") != stamp:
            return None
        return {int(one): Effect.of(plain) for one, plain in found["effects"].items()}

    def _employees(self):
        return (
            self.env["hr.employee"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", self.company_id.id)])
        )

    def _judge_month(self, engine, employees, month, effects):
        """Judge a month by the versions that were in force and by the draft.

        :param effects: {employee id: Effect}, is added to
        """
        runs = (None, None)
        if self.done:
            runs = (
                {one: effect.run_before for one, effect in effects.items()},
                {one: effect.run_after for one, effect in effects.items()},
            )
        unknown, ended = UNKNOWN * self.done, set()
        policies = self.policy_id.browse(), self.policy_id
        for before, after in engine._judge_by_each(employees, month, policies, runs):
            differing = before.differing(after) if before and after else {}
            old, new = _months_of(before), _months_of(after)
            for one in old.keys() | new.keys():
                if one not in effects:
                    effects[one] = Effect(full_before=unknown, full_after=unknown)
                if one in differing:
                    effects[one].compare(old[one], new[one], differing[one])
                effects[one].end_month(old.get(one), new.get(one))
                ended.add(one)
        for one in effects.keys() - ended:
            effects[one].end_month(None, None)

    # --- what came out ----------------------------------------------------------------

    def _bonus_changes(self, effects, months):
        """{employee id: bonus more or less}, in the currency."""
        current = self.env["attendance.policy"]._get_policy(
            self.company_id, self.month_to
        )
        changes = {}
        for employee, effect in effects.items():
            change = self._bonus(self.policy_id, months, effect.full_after)
            change -= self._bonus(current, months, effect.full_before)
            if change:
                changes[employee] = change
        return changes

    @api.model
    def _bonus(self, policy, months, marks):
        """What months of full attendance earn.

        :param marks: of the months, see ``core.trial``
        """
        if policy.streak_months < 1 or FULL not in marks:
            return 0
        found = [
            MonthMark(month, mark == FULL)
            for month, mark in zip(months, marks, strict=True)
            if mark != UNKNOWN
        ]
        streaks = completed_streaks(found, policy.streak_months, policy.streak_mode)
        return policy.bonus_amount * len(streaks)

    def _write_result(self, employees, effects, months):
        (self.line_ids + self.department_line_ids).unlink()
        departments = {one.id: one.department_id.id for one in employees}
        # Who has left the company meanwhile, or is gone.
        effects = {one: each for one, each in effects.items() if one in departments}
        bonus = self._bonus_changes(effects, months)
        people = sum_up(effects, {one.id: one.id for one in employees})
        groups = sum_up(effects, departments)
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

    def _compute_workbook(self):
        for trial in self:
            sheets = [
                trial._sheet(self.env._("Departments"), trial.department_line_ids),
                trial._sheet(self.env._("Employees"), trial.line_ids),
            ]
            trial.workbook = base64.b64encode(write_workbook(sheets))

    def _sheet(self, title, lines):
        names = ["department_id", "employee_id", *COLUMNS]
        labels = lines.fields_get(names, ["string"])
        kinds = {"deduction": "money", "bonus": "money"}
        columns = [
            (labels["department_id"]["string"], "text"),
            (labels["employee_id"]["string"], "text"),
            *((labels[name]["string"], kinds.get(name, "number")) for name in COLUMNS),
        ]
        return Sheet(
            title,
            columns,
            [
                [line.department_id.name, line.sudo().employee_id.name]
                + [line[name] for name in COLUMNS]
                for line in lines
            ],
        )


def _months_of(table):
    """Verdicts on the months of a table: {employee id: MonthVerdict}."""
    return {one.employee_id: one.month for one in table.judgements} if table else {}
