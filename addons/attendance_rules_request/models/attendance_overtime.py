from collections import defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from odoo.addons.attendance_rules.engine.day_types import day_types
from odoo.addons.attendance_rules.engine.rules import rules_of
from odoo.addons.base_engine_tools.core.instants import (
    HOUR,
    ONE_DAY,
    to_nearest_second,
)
from odoo.addons.base_engine_tools.words.lengths import length_in_words

from .attendance_request import DECIDED

DAY_TYPES = [
    ("workday", "Working Day"),
    ("restday", "Rest Day"),
    ("holiday", "Holiday"),
]


class AttendanceOvertime(models.Model):
    """Overtime, asked for in advance and approved (CS-1.1).

    What counts is what was worked outside the plan within the approved window. The
    rest is shown on the day and never paid by itself. It is paid with the rate of the
    kind of day, or granted as time off.
    """

    _name = "attendance.overtime"
    _description = "Overtime Request"
    _when = ("date_from", "date_to")
    _inherit = ["attendance.request"]
    _order = "date_from desc, id desc"
    _decided = DECIDED | {"allocation_id"}

    date_from = fields.Datetime(string="From", required=True, tracking=True)
    date_to = fields.Datetime(string="To", required=True, tracking=True)
    work_date = fields.Date(
        compute="_compute_work_date",
        store=True,
        precompute=True,
        index=True,
    )
    reason = fields.Text(required=True)
    compensation = fields.Selection(
        selection=[("pay", "Pay"), ("time_off", "Time in Lieu")],
        compute="_compute_compensation",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
    )
    requested_hours = fields.Float(compute="_compute_requested_hours", store=True)
    day_type = fields.Selection(selection=DAY_TYPES, compute="_compute_day_type")
    rate = fields.Float(compute="_compute_day_type")
    worked_hours = fields.Float(
        compute="_compute_counted",
        help="Presence within the approved window.",
    )
    counted_hours = fields.Float(
        compute="_compute_counted",
        help="Worked outside the plan and approved: this much is compensated.",
    )
    warning = fields.Text(compute="_compute_warning")
    allocation_id = fields.Many2one(
        comodel_name="hr.leave.allocation",
        string="Time Off Granted",
        readonly=True,
        ondelete="set null",
        copy=False,
    )

    _window_check = models.Constraint(
        "CHECK(date_from < date_to)",
        "Overtime ends after it begins: correct the times.",
    )

    @api.depends("date_from", "employee_id")
    def _compute_work_date(self):
        for request in self:
            start = request.date_from
            known = start and request._is_possible(start)
            request.work_date = known and request._local(start).date()

    @api.depends("employee_id", "date_from")
    def _compute_compensation(self):
        for request in self:
            policy = request._get_policy()
            known = request.compensation or policy.overtime_compensation
            request.compensation = known or "pay"

    @api.depends("date_from", "date_to")
    def _compute_requested_hours(self):
        for request in self:
            request.requested_hours = request._seconds() / HOUR

    @api.depends("employee_id", "work_date", "date_to")
    def _compute_day_type(self):
        kinds = self._kinds()
        for request in self:
            day = request._is_mine_to_see() and request.work_date
            request.day_type, request.rate = kinds[request, day or None]

    def _kinds(self):
        """What the dates are that windows touch, and what overtime counts on them:
        {(request, date; None for any working day): (kind, rate)}."""
        found = {}
        for policy, requests in self.grouped(lambda one: one._get_policy()).items():
            types = requests._get_day_types(policy) if policy else {}
            for request in requests:
                for day in (None, *request._dates()):
                    key = request.employee_id._origin.id, day
                    kind = types.get(key, "workday")
                    rate = policy[f"overtime_rate_{kind}"] if policy else 0
                    found[request, day] = kind, rate
        return found

    def _dates(self):
        """Local dates that the window touches: a night lies on two."""
        first, stop = self.work_date, self.date_to
        if not first or not stop or not self._is_possible(stop):
            return [first] if first else []
        last = self._local(stop - timedelta(seconds=1)).date()
        return [first, first + ONE_DAY] if last > first else [first]

    def _compute_counted(self):
        approved = self.filtered(lambda request: request.state == "approved")
        counted = approved._count_seconds()
        for request in self:
            worked, parts = counted.get(request.id, (0, {}))
            request.worked_hours = worked / HOUR
            request.counted_hours = sum(parts.values()) / HOUR

    @api.depends("employee_id", "date_from", "date_to", "state")
    def _compute_warning(self):
        for request in self:
            seen = request._is_mine_to_see()
            request.warning = seen and "\n".join(request._get_warnings())

    @api.depends("employee_id", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for request in self:
            request.display_name = request.date_from and self.env._(
                "%(name)s: overtime %(start)s, %(span)s",
                name=request.employee_id.name or "",
                start=request._format(request.date_from),
                span=length_in_words(self.env, request._seconds()),
            )

    @api.constrains("date_from", "date_to", "employee_id", "state")
    def _check_overlap(self):
        for request in self.filtered(lambda r: r.state in ("submitted", "approved")):
            other = request.sudo().search(
                [
                    ("id", "!=", request.id),
                    ("employee_id", "=", request.employee_id.id),
                    ("state", "in", ("submitted", "approved")),
                    ("date_from", "<", request.date_to),
                    ("date_to", ">", request.date_from),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "The time is requested already: %(other)s. Choose a time that "
                        "does not overlap, or withdraw the other request.",
                        other=other.display_name,
                    )
                )

    @api.constrains("date_from", "date_to")
    def _check_length(self):
        for request in self:
            if request._seconds() > 24 * HOUR:
                raise ValidationError(
                    self.env._(
                        "A request is for one day at most: make one request per day."
                    )
                )

    # What the policy says

    def _check_submit(self):
        result = super()._check_submit()
        if self.date_from < fields.Datetime.now():
            raise UserError(
                self.env._(
                    "Overtime is requested in advance, and %(start)s is over: what was "
                    "worked without a request is shown on the day, not paid.",
                    start=self._format(self.date_from),
                )
            )
        return result

    def _get_policy(self):
        self.ensure_one()
        date = self.work_date or fields.Date.context_today(self)
        company = self.company_id or self.env.company
        return self.env["attendance.policy"]._get_policy(company, date)

    def _get_day_types(self, policy):
        wanted = defaultdict(set)
        for request in self.filtered("work_date"):
            wanted[request.employee_id._origin.id].update(request._dates())
        wanted.pop(False, None)
        rules = rules_of(policy.sudo(), self.env.company.currency_id)
        return day_types(self.env, wanted, rules.terms)

    def _get_warnings(self):
        """Return what the day or the month comes to, where it is more than usual."""
        self.ensure_one()
        policy = self._get_policy()
        if not policy or not self.work_date or not self.employee_id:
            return []
        others = self._get_others()
        day = self._seconds() + sum(
            other._seconds() for other in others if other.work_date == self.work_date
        )
        month = self._seconds() + sum(other._seconds() for other in others)
        warnings = []
        if 0 < policy.overtime_day_warning * HOUR < day:
            warnings.append(
                self.env._(
                    "%(span)s of overtime on one day: more than %(limit)s.",
                    span=length_in_words(self.env, day),
                    limit=length_in_words(
                        self.env, round(policy.overtime_day_warning * HOUR)
                    ),
                )
            )
        if 0 < policy.overtime_month_warning * HOUR < month:
            warnings.append(
                self.env._(
                    "%(span)s of overtime in the month: more than %(limit)s.",
                    span=length_in_words(self.env, month),
                    limit=length_in_words(
                        self.env, round(policy.overtime_month_warning * HOUR)
                    ),
                )
            )
        return warnings

    def _get_others(self):
        """Return the other requests of the month that are open or approved."""
        first = self.work_date.replace(day=1)
        return self.sudo().search(
            [
                ("employee_id", "=", self.employee_id._origin.id),
                ("id", "!=", self._origin.id),
                ("state", "in", ("submitted", "approved")),
                ("work_date", ">=", first),
                ("work_date", "<", fields.Date.add(first, months=1)),
            ]
        )

    # Local time

    def _seconds(self):
        if not self.date_from or not self.date_to:
            return 0
        return to_nearest_second(self.date_to) - to_nearest_second(self.date_from)

    def _local(self, instant):
        return instant.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(self._tz()))

    def _tz(self):
        employee = self.employee_id.sudo()
        return (employee and employee._get_tz()) or "UTC"

    def _format(self, instant):
        if not instant:
            return ""
        return format_datetime(self.env, instant, tz=self._tz(), dt_format="short")

    # What was worked of approved overtime, and the time off for it.

    def _count_seconds(self):
        """Return {id: (worked, {date: counted})} in seconds.

        A day's approved overtime, as the engine has judged it, is shared out among the
        day's requests in the order of their windows. What a night has of the next date
        is taken from there.
        """
        if not self:
            return {}
        presence = self._get_presence()
        days = self._get_days()
        left = {key: day.overtime_approved_seconds for key, day in days.items()}
        counted = {}
        for request in self.sorted("date_from"):
            employee_id, parts = request.employee_id.id, {}
            worked = rest = request._overlap(presence[employee_id])
            for day in request._dates():
                share = min(rest, left.get((employee_id, day), 0))
                if share:
                    left[employee_id, day] -= share
                    rest -= share
                    parts[day] = share
            counted[request.id] = worked, parts
        return counted

    def _pay_parts(self):
        """What counts of approved requests, by date with its rate.

        :return: {request: [(date, seconds, rate), …]}
        """
        counted, kinds = self._count_seconds(), self._kinds()
        return {
            request: [
                (day, seconds, kinds[request, day][1])
                for day, seconds in counted[request.id][1].items()
            ]
            for request in self
        }

    def _get_presence(self):
        rows = (
            self.env["hr.attendance"]
            .sudo()
            .search_fetch(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("check_in", "<", max(self.mapped("date_to"))),
                    ("check_out", ">", min(self.mapped("date_from"))),
                ],
                ["employee_id", "check_in", "check_out"],
            )
        )
        presence = defaultdict(list)
        for row in rows:
            presence[row.employee_id.id].append((row.check_in, row.check_out))
        return presence

    def _get_days(self):
        days = (
            self.env["attendance.day"]
            .sudo()
            .search(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("work_date", "in", [d for one in self for d in one._dates()]),
                ]
            )
        )
        return {(day.employee_id.id, day.work_date): day for day in days}

    def _overlap(self, stays):
        return sum(
            max(
                0,
                int(
                    (
                        min(end, self.date_to) - max(start, self.date_from)
                    ).total_seconds()
                ),
            )
            for start, end in stays
        )

    # What follows

    def _on_approved(self):
        for request in self:
            days = request._dates()
            self.env["attendance.engine"]._mark(request.employee_id, days[0], days[-1])
            if request.warning:
                request.message_post(body=request.warning)
        return super()._on_approved()

    @api.model
    def _cron_grant_time_off(self):
        """Grant what was worked and is compensated by time off, day by day judged.

        A grant follows later corrections as long as the month is open.
        """
        requests = self.search(
            [
                ("state", "=", "approved"),
                ("compensation", "=", "time_off"),
                ("date_to", "<", fields.Datetime.now()),
                ("date_to", ">", fields.Datetime.now() - timedelta(days=92)),
            ]
        )
        days = requests._get_days() if requests else {}
        counted = requests._count_seconds()
        for request in requests:
            day = days.get((request.employee_id.id, request.work_date))
            if (
                day
                and not day.provisional
                and not (day.month_state == "closed" and request.allocation_id)
            ):
                request._grant(sum(counted[request.id][1].values()))

    def _grant(self, seconds):
        """Grant time off for these seconds, or adjust what was granted."""
        leave_type = self._get_policy().overtime_leave_type_id
        hours_per_day = self.employee_id._get_hours_per_day(self.work_date) or 8
        days = seconds / HOUR / hours_per_day
        if self.allocation_id:
            if days and abs(self.allocation_id.number_of_days - days) > 1e-4:
                self.allocation_id.number_of_days = days
        elif seconds and leave_type:
            self.allocation_id = self.env["hr.leave.allocation"].create(
                self._prepare_allocation(leave_type, days)
            )
            self.allocation_id.action_approve()

    def _prepare_allocation(self, leave_type, days):
        return {
            "name": self.display_name,
            "employee_id": self.employee_id.id,
            "holiday_status_id": leave_type.id,
            "number_of_days": days,
            "date_from": self.work_date,
            "state": "confirm",
        }
