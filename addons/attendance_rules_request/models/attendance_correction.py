from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from odoo.addons.attendance_rules.models.hr_attendance import GUESSED

from .attendance_request import DECIDED

KIND_OF_VERDICT = {"missing_in": "in", "missing_out": "out"}


class AttendanceCorrection(models.Model):
    """A punch that is missing, asked for by the employee (补卡, CS-1.4).

    So many a month and within so many days, by policy. The approved punch is written
    into the attendance, which says from then on that it was corrected, by whom, and
    what it was before.
    """

    _name = "attendance.correction"
    _description = "Punch Correction"
    _when = ("at",)
    _inherit = ["attendance.request"]
    _order = "at desc, id desc"
    _decided = DECIDED | {"attendance_id", "before"}

    day_id = fields.Many2one(
        comodel_name="attendance.day",
        domain="[('employee_id', '=', employee_id), ('month_state', '=', 'open')]",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    kind = fields.Selection(
        selection=[("in", "Check-in"), ("out", "Check-out")],
        compute="_compute_from_day",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    at = fields.Datetime(
        string="When",
        compute="_compute_from_day",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        tracking=True,
    )
    work_date = fields.Date(
        compute="_compute_work_date",
        store=True,
        precompute=True,
        index=True,
    )
    reason = fields.Text(required=True)
    attendance_id = fields.Many2one(
        comodel_name="hr.attendance",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        copy=False,
    )
    before = fields.Char(
        string="Was Before",
        readonly=True,
        copy=False,
        help="The time that stood there before the correction.",
    )
    quota_note = fields.Char(compute="_compute_quota_note")

    @api.depends("day_id")
    def _compute_from_day(self):
        for correction in self:
            day = correction.day_id
            kind = KIND_OF_VERDICT.get(day.verdict) or correction._missing_side(day)
            correction.kind = kind or correction.kind or "in"
            planned = day.plan_to if correction.kind == "out" else day.plan_from
            correction.at = planned or correction.at or False

    @api.depends("at", "employee_id", "day_id")
    def _compute_work_date(self):
        for correction in self:
            known = correction.at and correction._is_possible(correction.at)
            local = known and correction._local(correction.at).date()
            correction.work_date = correction.day_id.work_date or local

    @api.depends("employee_id", "work_date", "state")
    @api.depends_context("lang", "uid")
    def _compute_quota_note(self):
        for correction in self:
            policy = correction._get_policy()
            seen = bool(policy) and correction._is_mine_to_see()
            correction.quota_note = seen and self.env._(
                "%(used)s of %(quota)s corrections of the month used; a correction is "
                "asked for within %(days)s days.",
                used=len(correction._get_used()),
                quota=policy.correction_quota,
                days=policy.correction_days,
            )

    @api.depends("kind", "at", "employee_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for correction in self:
            correction.display_name = correction.at and self.env._(
                "%(name)s: %(kind)s %(at)s",
                name=correction.employee_id.name or "",
                kind=kinds.get(correction.kind, ""),
                at=correction._format(correction.at),
            )

    @api.constrains("at", "day_id", "employee_id")
    def _check_day(self):
        for correction in self.filtered("day_id"):
            day = correction.day_id
            if day.employee_id != correction.employee_id:
                raise ValidationError(
                    self.env._("The day belongs to somebody else: choose your own.")
                )
            distance = correction._local(correction.at).date() - day.work_date
            if abs(distance.days) > 1:
                raise ValidationError(
                    self.env._(
                        "%(at)s does not belong to %(day)s: correct the time or "
                        "choose another day.",
                        at=correction._format(correction.at),
                        day=format_date(self.env, day.work_date),
                    )
                )

    # What the policy allows

    def _check_submit(self):
        result = super()._check_submit()
        if self.at > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "A punch that lies ahead cannot be missing: %(at)s.",
                    at=self._format(self.at),
                )
            )
        policy = self._get_policy()
        if policy:
            self._check_deadline(policy)
            self._check_quota(policy)
        self._get_change()
        return result

    def _check_deadline(self, policy):
        first = min(self.work_date, self._local(self.at).date())
        last = first + timedelta(days=policy.correction_days)
        if self._local(fields.Datetime.now()).date() > last:
            raise UserError(self._too_late_message(first, last))

    @api.model
    def _too_late_message(self, day, last):
        """Why a punch of a day cannot be corrected any more, and what can be done."""
        return self.env._(
            "A punch of %(day)s could be corrected until %(last)s: object to the "
            "month's statement, and HR decides.",
            day=format_date(self.env, day),
            last=format_date(self.env, last),
        )

    def _check_quota(self, policy):
        used = self._get_used()
        if len(used) >= policy.correction_quota:
            raise UserError(
                self.env._(
                    "The %(quota)s corrections of the month are used (%(days)s): "
                    "object to the month's statement, and HR decides.",
                    quota=policy.correction_quota,
                    days=", ".join(
                        format_date(self.env, each.work_date) for each in used
                    ),
                )
            )

    def _get_policy(self):
        self.ensure_one()
        if not self.work_date:
            return self.env["attendance.policy"]
        return self.env["attendance.policy"]._get_policy(
            self.company_id, self.work_date
        )

    def _get_used(self):
        """Return the corrections that count in the same month."""
        self.ensure_one()
        if not self.work_date:
            return self.browse()
        first = self.work_date.replace(day=1)
        return self.sudo().search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("id", "!=", self._origin.id),
                ("state", "in", ("submitted", "approved")),
                ("work_date", ">=", first),
                ("work_date", "<", fields.Date.add(first, months=1)),
            ]
        )

    @api.model
    def _missing_side(self, day):
        """Return which half of a day's only punch is missing, if one is."""
        # A day off has lines, and no incidents.
        found = {
            *day.incident_ids.mapped("kind"),
            *(line[0] for line in day.lines or ()),
        }
        missing = found & KIND_OF_VERDICT.keys()
        return KIND_OF_VERDICT[missing.pop()] if len(missing) == 1 else False

    def _zone(self):
        employee = self.employee_id.sudo()
        known = self.day_id.tz or (employee and employee._get_tz())
        return ZoneInfo(known or "UTC")

    def _local(self, instant):
        return instant.replace(tzinfo=ZoneInfo("UTC")).astimezone(self._zone())

    def _format(self, instant):
        if not instant:
            return ""
        return format_datetime(
            self.env, instant, tz=str(self._zone()), dt_format="short"
        )

    # What an approved correction does to the attendance.

    def _on_approved(self):
        for correction in self:
            correction._apply()
        engine = self.env["attendance.engine"]
        for correction in self:
            day = correction.work_date
            engine._mark(correction.employee_id, day, day)
        return super()._on_approved()

    def _apply(self):
        """Write the punch into the attendance, and say there what was changed."""
        attendance, values, press = self._get_change()
        self.before = self._format(attendance["check_" + self.kind])
        values["corrected"] = True
        if attendance:
            attendance.write(values)
        else:
            attendance = attendance.create(values)
        if press:
            attendance.create(press)
        self.attendance_id = attendance
        attendance.message_post(body=self._trace())

    def _trace(self):
        values = {
            "at": self._format(self.at),
            "employee": self.employee_id.name,
            "user": self.decided_by_id.name or self.env.user.name,
            "before": self.before or self.env._("nothing"),
            "reason": self.reason,
        }
        if self.kind == "in":
            return self.env._(
                "Check-in corrected to %(at)s (before: %(before)s), asked for by "
                "%(employee)s, approved by %(user)s: %(reason)s",
                **values,
            )
        return self.env._(
            "Check-out corrected to %(at)s (before: %(before)s), asked for by "
            "%(employee)s, approved by %(user)s: %(reason)s",
            **values,
        )

    def _get_change(self):
        """Return the attendance that the punch belongs to, its new values, and those of
        a press that is left over.

        The stay beside it grows; without one the punch stands alone, and the other
        half of it is still missing. A stay that ends on another day is a clock with one
        button that is out of step: its end is a press of that day, and stays one.

        :raise UserError: the employee was present at that time already
        """
        rows = self._get_rows()
        doubtful = rows.filtered(self._is_out_of_step)
        for row in rows - doubtful:
            # Whoever forgot to check out is not present until a machine does it.
            guessed = self.kind == "out" and row.out_mode in GUESSED
            if row.check_out and not guessed and row.check_in < self.at < row.check_out:
                raise UserError(
                    self.env._(
                        "%(at)s lies within the presence from %(start)s to %(end)s "
                        "already: there is nothing to correct.",
                        at=self._format(self.at),
                        start=self._format(row.check_in),
                        end=self._format(row.check_out),
                    )
                )
        self._check_new_press()
        change = self._change_in if self.kind == "in" else self._change_out
        row, values = change(rows)
        if row in doubtful and "check_out" in values:
            return row, values, self._prepare_left_over(row)
        return row, values, None

    def _is_out_of_step(self, row):
        """Whether a stay ends beyond the reach of the day: it is not taken for one."""
        if not row.check_out or row.out_mode in GUESSED:
            return False
        return row.check_out > self._get_reach()[1] and self._misses_a_press()

    def _misses_a_press(self):
        """Whether a press is missing on the day as it was judged, or nobody knows."""
        day = self._judged_day()
        return not day or bool(
            day.provisional
            or KIND_OF_VERDICT.keys() & set(day.incident_ids.mapped("kind"))
        )

    def _judged_day(self):
        """The day that the punch belongs to as it was judged, named or not."""
        return self.day_id.sudo() or self.env["attendance.day"].sudo().search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("work_date", "=", self.work_date),
            ]
        )

    def _check_new_press(self):
        """A press that the clock has noted needs no second one, whatever the clock took
        it for."""
        near = timedelta(minutes=self._get_policy().merge_minutes or 0)
        start, end = self.at - near, self.at + near
        domain = Domain("employee_id", "=", self.employee_id.id) & Domain.OR(
            Domain(f"check_{half}", ">=", start)
            & Domain(f"check_{half}", "<=", end)
            & Domain(f"{half}_mode", "not in", list(GUESSED))
            for half in ("in", "out")
        )
        noted = self.env["hr.attendance"].sudo().search_count(domain, limit=1)
        if noted and not self._misses_a_press():
            raise UserError(
                self.env._(
                    "The clock has noted a press at %(at)s already, and it counts: "
                    "there is nothing to correct.",
                    at=self._format(self.at),
                )
            )

    def _prepare_left_over(self, row):
        """Values of a press that was the end of a stay which nobody worked."""
        return {
            "employee_id": self.employee_id.id,
            "check_in": row.check_out,
            "check_out": row.check_out,
            "in_mode": row.out_mode,
            "out_mode": "technical",
        }

    def _change_in(self, rows):
        row = rows.filtered(lambda each: each.check_in >= self.at)[:1]
        values = {"check_in": self.at, "in_mode": "manual"}
        if not row:
            return row, self._prepare_single("out")
        is_open = not row.check_out or self._is_out_of_step(row)
        if is_open and self._is_second_half(row.check_in):
            # Who forgot to check in has checked in when leaving: Odoo has one button.
            values |= {"check_out": row.check_in, "out_mode": row.in_mode}
        return row, values

    def _change_out(self, rows):
        row = rows.filtered(lambda each: each.check_in <= self.at)[-1:]
        if not row:
            return row, self._prepare_single("in")
        return row, {"check_out": self.at, "out_mode": "manual"}

    def _prepare_single(self, missing):
        """Values of a punch whose other half nobody made."""
        made = "in" if missing == "out" else "out"
        return {
            "employee_id": self.employee_id.id,
            "check_in": self.at,
            "check_out": self.at,
            f"{made}_mode": "manual",
            f"{missing}_mode": "technical",
        }

    def _is_second_half(self, instant):
        day = self._judged_day()
        if not day.plan_from or not day.plan_to:
            return False
        return instant >= day.plan_from + (day.plan_to - day.plan_from) / 2

    def _get_rows(self):
        """Return the attendances of the working day, in order of time."""
        start, end = self._get_reach()
        return (
            self.env["hr.attendance"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", self.employee_id.id),
                    ("check_in", ">=", start),
                    ("check_in", "<=", end),
                ],
                order="check_in",
            )
        )

    def _get_reach(self):
        """Return between which instants a punch belongs to the working day."""
        day = self.day_id
        if day.plan_from and day.plan_to:
            reach = timedelta(hours=self._get_policy().punch_reach_hours)
            return day.plan_from - reach, day.plan_to + reach
        zone = self._zone()
        midnight = datetime.combine(self.work_date, time(), zone)
        ends = (midnight, midnight + timedelta(days=1, seconds=-1))
        return [each.astimezone(UTC).replace(tzinfo=None) for each in ends]
