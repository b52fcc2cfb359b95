from odoo import api, fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import format_amount
from odoo.tools.misc import format_time

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, next_month
from odoo.addons.base_engine_tools.engine.access import needs_access
from odoo.addons.base_engine_tools.words.dates import WEEKDAY, date_in_words

from .attendance_day import as_list

HR_ONLY = "attendance_rules.attendance_rules_group_hr_officer"


class AttendanceMonth(models.Model):
    """The statement of one employee's month, judged from its days.

    Written by the engine while it is open. Amounts are seen by HR and by the person.
    """

    _name = "attendance.month"
    _inherit = ["attendance.judged.mixin"]
    _description = "Month of Attendance"
    _order = "month desc, employee_id, id"
    _rec_name = "month"

    currency_id = fields.Many2one(related="company_id.currency_id")
    month_name = fields.Char(string="Month in Words", compute="_compute_month_name")
    heat_map = fields.Json(string="Month at a Glance", compute="_compute_heat_map")
    department_id = fields.Many2one(index="btree_not_null")
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
    schedules = fields.Json(
        readonly=True,
        groups=HR_ONLY,
        help="By which version of the contract and schedule its dates were judged.",
    )
    # Fingerprints tell what they were made of to who guesses it: a wage, an illness.
    input_hash = fields.Char(readonly=True, groups=NO_ACCESS)
    facts_hash = fields.Char(readonly=True, groups=NO_ACCESS)
    days_hash = fields.Char(readonly=True, groups=NO_ACCESS)
    incidents_hash = fields.Char(readonly=True, groups=NO_ACCESS)
    shown_hash = fields.Char(readonly=True, groups=NO_ACCESS)
    days_summary = fields.Text(
        readonly=True,
        groups=NO_ACCESS,
        help="What the verdict on the month reads of its days.",
    )

    # Amounts
    wage = fields.Monetary(readonly=True, groups=HR_ONLY)
    daily_wage = fields.Monetary(readonly=True, groups=HR_ONLY)
    deduction_before_cap = fields.Monetary(readonly=True, groups=HR_ONLY)
    deduction = fields.Monetary(readonly=True, groups=HR_ONLY)
    pay_lines = fields.Json(readonly=True, groups=HR_ONLY)

    own_wage = fields.Monetary(compute="_compute_own", string="My Wage")
    own_deduction = fields.Monetary(compute="_compute_own", string="My Deduction")
    explanation = fields.Html(compute="_compute_explanation", sanitize=False)
    incident_ids = fields.Many2many(
        comodel_name="attendance.incident", compute="_compute_incident_ids"
    )

    _employee_month_uniq = models.UniqueIndex(
        "(employee_id, month)",
        "An employee has one statement per month.",
    )

    def init(self):
        """Leave room on the pages: whenever the rules are edited, all rows of a month
        are written again, and stay where they are and in the indexes."""
        self.env.cr.execute("ALTER TABLE attendance_month SET (fillfactor = 50)")

    @api.depends("employee_id", "month")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for row in self:
            shown = date_in_words(self.env, row.month)
            row.display_name = f"{row.employee_id.name or ''} {shown}".strip()

    @api.depends("deduction", "is_own", "wage")
    @api.depends_context("uid")
    def _compute_own(self):
        for row in self:
            row_sudo = row.sudo()
            row.own_wage = row_sudo.wage if row.is_own else 0
            row.own_deduction = row_sudo.deduction if row.is_own else 0

    @api.depends("lines", "reasons", "full_attendance", "is_own")
    @api.depends_context("lang", "uid")
    def _compute_explanation(self):
        explainer = self.env["attendance.explainer"]
        is_hr = self.env.user.has_group(HR_ONLY)
        for row in self:
            texts = explainer._explain_month(row, is_hr or row.is_own)
            row.explanation = as_list(texts)

    @api.depends("day_ids")
    def _compute_incident_ids(self):
        """Incidents of the months, with one query."""
        found = self.env["attendance.incident"].search(
            [("day_id.month_id", "in", self.ids)], order="work_date, shift_index, kind"
        )
        by_month = found.grouped(lambda incident: incident.day_id.month_id)
        for row in self:
            row.incident_ids = by_month.get(row, False)

    @needs_access("read")
    def action_recompute(self):
        """Judge these months again, at once. Closed ones stay as they are."""
        engine = self.env["attendance.engine"]
        for month, rows in self.grouped("month").items():
            engine._compute(rows.employee_id, month, month)

    @api.readonly
    @needs_access("read")
    def action_days(self):
        """Open the days of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_day_action"
        )
        action["domain"] = [
            ("employee_id", "=", self.employee_id.id),
            ("work_date", ">=", self.month),
            ("work_date", "<=", next_month(self.month) - ONE_DAY),
        ]
        action["context"] = {"initial_date": self.month.isoformat()}
        return action

    # The reader's own month, with all that can be done about it.

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for month in self:
            month.month_name = date_in_words(self.env, month.month)

    @api.depends("days_hash")
    @api.depends_context("lang")
    def _compute_heat_map(self):
        for month in self:
            month.heat_map = month.day_ids._heat_map()

    @api.model
    @api.readonly
    def get_my_month(self, month=None):
        """Return a month of the reader's employee, with a constant number of queries.

        :param month: first day of the month as text; without it, the current month
        """
        today = fields.Date.context_today(self)
        wanted = fields.Date.to_date(month) or today.replace(day=1)
        employee = self.env.user.employee_id
        rows = self.search([("employee_id", "=", employee.id)], order="month desc")
        row = rows.filtered(lambda row: row.month == wanted)
        others = [other.month for other in rows]
        return {
            "employee": employee.name,
            "today": today.isoformat(),
            "title": date_in_words(self.env, wanted),
            "before": _text(max((m for m in others if m < wanted), default=None)),
            "after": _text(min((m for m in others if m > wanted), default=None)),
            "month": bool(row) and row._my_figures(),
            "cells": row.heat_map or [],
            "why_empty": not row and self._why_empty(employee, today),
            "full_months": self._full_months(rows),
            "cards": self._my_cards(employee, rows),
        }

    @api.model
    def _why_empty(self, employee, today):
        """Say what is missing before the days of an employee are judged."""
        own = employee.sudo()
        if not own.current_version_id.contract_date_start:
            return self.env._(
                "HR has not entered your first day yet: days are judged from the start"
                " of the contract on."
            )
        if not self.env["attendance.policy"].sudo()._get_policy(own.company_id, today):
            return self.env._("No rules of attendance are in force: nothing is judged.")
        return self.env._("Nothing has been judged yet: look again in a few minutes.")

    @api.model
    def _my_cards(self, employee, months):
        """What the cards of the page show; nothing for a card that is not shown.

        Override: call ``super()`` and add what the component needs that the part has
        registered under its key. A constant number of queries.

        :param employee: of the reader, may be empty
        :param months: all months of the employee, the latest first
        :return: {key: data that JSON can carry}
        """
        return {
            "punch": self._my_punch(employee),
            "rules_to_read": self._rules_to_read(employee),
        }

    @api.model
    def _my_punch(self, employee):
        """Whether the reader is checked in, where the company lets people punch in the
        browser."""
        own = employee.sudo()
        if not own.company_id.attendance_from_systray:
            return False
        is_in = own.attendance_state == "checked_in"
        return {
            "is_in": is_in,
            "is_tracked": own.company_id.attendance_device_tracking,
            "text": self._punch_text(is_in, own.last_check_in),
        }

    def _punch_text(self, is_in, since):
        if not is_in:
            return self.env._("You are not checked in.")
        local = fields.Datetime.context_timestamp(self, since)
        clock = format_time(self.env, since, time_format="short")
        if local.date() == fields.Date.context_today(self):
            return self.env._("You are checked in since %s.", clock)
        return self.env._(
            "You are checked in since %(day)s, %(clock)s. If you went home without"
            " checking out, correct that punch first.",
            day=date_in_words(self.env, local.date(), WEEKDAY),
            clock=clock,
        )

    def _my_figures(self):
        """What the month comes to for its employee."""
        row = self.sudo()
        explainer = self.env["attendance.explainer"]
        return {
            "id": self.id,
            "present_days": row.present_days,
            "planned_days": row.planned_days,
            "graced": row.graced_count,
            "grace": row.policy_id.monthly_grace,
            "run": row.run_carried,
            "talk_threshold": row.policy_id.talk_threshold,
            "overtime_seconds": row.overtime_seconds,
            "overtime_approved_seconds": row.overtime_approved_seconds,
            "full": not row._settled_reasons(),
            "lines": explainer._explain_month(self, with_amounts=True, with_open=False),
            "deduction": self._my_deduction(),
            "state": row.state,
        }

    def _settled_reasons(self):
        """Why attendance is not full whatever the open days will bring."""
        return [reason for reason in self.reasons or () if reason[0] != "undecided"]

    def _my_deduction(self):
        """The deduction as text, nothing when there is none."""
        amount = self.own_deduction
        return amount and format_amount(self.env, amount, self.currency_id)

    def _full_months(self, rows):
        """How many of the last closed months in a row had full attendance."""
        count = 0
        for row in rows.filtered(lambda row: row.state == "closed"):
            if not row.full_attendance:
                break
            count += 1
        return count

    def _rules_to_read(self, employee):
        """How many policies the employee has been asked to read and confirm."""
        return self.env["attendance.acknowledgement"].search_count(
            [("employee_id", "=", employee.id), ("confirmed_at", "=", False)]
        )


def _text(date):
    return date and date.isoformat()
