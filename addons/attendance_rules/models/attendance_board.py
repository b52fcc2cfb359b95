from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.base_engine_tools.core.instants import ONE_DAY, to_nearest_second
from odoo.addons.base_engine_tools.words.dates import WEEKDAY, date_in_words

from ..core import today
from ..engine.facts import Facts
from ..engine.plans import Plans
from ..engine.rules import rules_of
from .hr_attendance import GUESSED

DAY_FIELDS = [
    "department_id",
    "employee_id",
    "leave_seconds",
    "lines",
    "plan_from",
    "planned_seconds",
    "policy_id",
    "tz",
    "verdict",
]
# No shift that still runs began longer ago.
LONGEST = timedelta(hours=36)


class AttendanceBoard(models.AbstractModel):
    """Who is there today: employees see themselves, managers the team, HR everybody.

    The rows of the day say what is planned; whether somebody came is read from the
    punches, so that the board is right before the day has been judged again.
    """

    _name = "attendance.board"
    _description = "Board of Today"

    @api.model
    @api.readonly
    def get_today(self):
        """Return the board, with a constant number of queries.

        :return: ``departments`` with the ids of their days by state of ``core.today``,
            and ``parts``, what other parts add
        """
        date, now = fields.Date.context_today(self), fields.Datetime.now()
        days = self._days(date, now)
        return {
            "date": date_in_words(self.env, date, WEEKDAY),
            "time": format_datetime(self.env, now, dt_format="HH:mm"),
            "departments": self._departments(days, self._states(days, now)),
            "parts": self._board_parts(days.employee_id, now),
        }

    def _days(self, date, now):
        """Days of today, and those of yesterday whose shift still runs."""
        running = Domain("work_date", "=", date - ONE_DAY) & Domain("plan_to", ">", now)
        days = self.env["attendance.day"].search_fetch(
            (Domain("work_date", "=", date) | running)
            & Domain("verdict", "!=", "not_employed"),
            DAY_FIELDS,
            order="work_date, id",
        )
        by_employee = {}
        for day in days:
            by_employee.setdefault(day.employee_id, day)
        return days.browse(day.id for day in by_employee.values())

    def _states(self, days, now):
        """Return {day: state}."""
        employees = days.employee_id
        punches, leaves = self._punches(employees, now), self._leaves(employees, now)
        terms = {policy: self._terms(policy) for policy in days.policy_id}
        return {
            day: day._state_at(
                to_nearest_second(now),
                punches[day.employee_id.id],
                leaves[day.employee_id.id],
                terms[day.policy_id],
            )
            for day in days
        }

    def _terms(self, policy):
        """The figures by which days of a policy are judged, as the core has them."""
        return rules_of(policy.sudo(), policy.sudo().currency_id).terms

    def _punches(self, employees, now):
        """Return {employee id: [(start, end or None), …]}."""
        rows = (
            self.env["hr.attendance"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", employees.ids),
                    ("check_in", ">=", now - LONGEST),
                    ("check_in", "<=", now),
                    ("in_mode", "!=", "technical"),
                ],
                ["employee_id", "check_in", "check_out", "out_mode"],
            )
        )
        punches = defaultdict(list)
        for row in rows:
            start = to_nearest_second(row.check_in)
            end = to_nearest_second(row.check_out) if row.check_out else None
            if row.out_mode in GUESSED:
                end = start  # nobody pressed
            punches[row.employee_id.id].append((start, end))
        return punches

    def _leaves(self, employees, now):
        """Return {employee id: [(start, end), …]} of granted leave around now, by the
        clock of the schedules."""
        found = (
            self.env["hr.leave"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", employees.ids),
                    ("state", "=", "validate"),
                    ("date_from", "<=", now + ONE_DAY),
                    ("date_to", ">", now - LONGEST),
                ],
                ["employee_id"],
            )
        )
        leaves = defaultdict(list)
        if not found:
            return leaves
        first, last = (now - LONGEST).date(), now.date() + ONE_DAY
        engine = self.env["attendance.engine"].sudo()
        facts = Facts(
            engine, found.employee_id, first, last, Plans(self.env, first, last)
        )
        for employee_id, spans in facts.granted().items():
            leaves[employee_id] = spans
        return leaves

    def _departments(self, days, states):
        """Departments by name, who has none last."""
        result = []
        for department, rows in days.grouped("department_id").items():
            ids = {state: [] for state in today.STATES}
            for day in rows:
                ids[states[day]].append(day.id)
            name = department.sudo().name or False
            result.append({"id": department.id, "name": name, "days": ids})
        return sorted(result, key=lambda row: (not row["name"], row["name"] or ""))

    def _board_parts(self, employees, now):
        """What other parts show beside the states of today.

        Override: call ``super()`` and add what the component needs that the part has
        registered under its key. A constant number of queries.

        :param employees: whom the board shows
        :param now: naive UTC
        :return: {key: data that JSON can carry; nothing for nothing to show}
        """
        return {}
