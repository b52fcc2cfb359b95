from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from odoo.addons.base_engine_tools.words.dates import date_in_words

OPEN_REQUESTS = {
    "attendance.correction": ("draft", "submitted"),
    "attendance.overtime": ("draft", "submitted"),
    "attendance.excuse": ("draft", "submitted"),
    "hr.leave": ("confirm", "validate1"),
}


class AttendanceMonth(models.Model):
    """The reader's own month, with all that can be done about it."""

    _inherit = "attendance.month"

    heat_map = fields.Json(string="Month at a Glance", compute="_compute_heat_map")

    @api.depends("days_hash")
    @api.depends_context("lang")
    def _compute_heat_map(self):
        for month in self:
            month.heat_map = month.day_ids._heat_map()

    @api.model
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
            "requests": self._my_requests(employee),
            "statements": [found._my_statement() for found in self._to_confirm(rows)],
            "full_months": self._full_months(rows),
            "to_read": self._rules_to_read(employee),
            "trainings": self._my_trainings(employee),
        }

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
            "can_object": self._can_object(),
        }

    def _settled_reasons(self):
        """Why attendance is not full whatever the open days will bring."""
        return [reason for reason in self.reasons or () if reason[0] != "undecided"]

    def _my_deduction(self):
        """The deduction as text, nothing when there is none."""
        amount = self.own_deduction
        return amount and format_amount(self.env, amount, self.currency_id)

    def _can_object(self):
        """Objections are taken while HR audits the month, until the deadline."""
        period = self.sudo().period_id
        today = fields.Date.context_today(self)
        return period.state == "audit" and (period.objection_deadline or today) >= today

    def _to_confirm(self, rows):
        return rows.filtered(
            lambda row: (
                row.sudo().period_id.state == "audit"
                and row.confirmation in (False, "waiting")
            )
        )

    def _my_statement(self):
        deadline = self.sudo().objection_deadline
        return {
            "id": self.id,
            "title": date_in_words(self.env, self.month),
            "deadline": deadline and format_date(self.env, deadline),
            "can_object": self._can_object(),
        }

    def _full_months(self, rows):
        """How many of the last closed months in a row had full attendance."""
        count = 0
        for row in rows.filtered(lambda row: row.state == "closed"):
            if not row.full_attendance:
                break
            count += 1
        return count

    def _my_requests(self, employee):
        """Requests of the employee that nobody has decided yet."""
        return [
            {
                "model": request._name,
                "id": request.id,
                "name": request.display_name,
                "state": label,
            }
            for model, states in OPEN_REQUESTS.items()
            for request, label in self._open_requests(model, employee, states)
        ]

    def _open_requests(self, model, employee, states):
        """Pairs of an open request and the name of its state."""
        labels = dict(self.env[model]._fields["state"]._description_selection(self.env))
        requests = self.env[model].search(
            [("employee_id", "=", employee.id), ("state", "in", states)]
        )
        return [(request, labels[request.state]) for request in requests]

    def _my_trainings(self, employee):
        """Trainings that the employee owes, the most urgent first."""
        owed = self.env["attendance.training"].search(
            [("employee_id", "=", employee.id), ("state", "=", "open")]
        )
        return [
            {
                "model": training._name,
                "id": training.id,
                "name": training.display_name,
                "due": format_date(self.env, training.due_date),
                "overdue": training.is_overdue,
                "why": training.change_id.display_name or "",
            }
            for training in owed
        ]

    def _rules_to_read(self, employee):
        """How many policies the employee has been asked to read and confirm."""
        return self.env["attendance.acknowledgement"].search_count(
            [("employee_id", "=", employee.id), ("confirmed_at", "=", False)]
        )


def _text(date):
    return date and date.isoformat()
