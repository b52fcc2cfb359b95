from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..core.leave_notice import earliest_leave_day, notice_given
from .attendance_request import without_defaults

# Written by the rules; what a client sends for them is left aside.
MARKS = frozenset(
    {"requested_at", "is_emergency", "certificate_state", "certificate_due"}
)
ASKED = frozenset({"request_date_from", "request_date_to", "date_from", "date_to"})
WHAT = frozenset({"holiday_status_id", "employee_id"})


class HrLeave(models.Model):
    """Leave is asked for in time, by calendar days where the employee is (CS-1.2).

    An emergency may come late with a reason, where the policy allows it, and stays
    marked. Days that are asked for later by changing a request count from that moment.
    """

    _inherit = "hr.leave"

    requested_at = fields.Datetime(readonly=True, copy=False)
    emergency_reason = fields.Char(
        help="Why the leave could not be asked for in time.",
    )
    is_emergency = fields.Boolean(
        string="Late Request",
        readonly=True,
        tracking=True,
        help="Asked for later than the policy says.",
    )
    notice_note = fields.Char(compute="_compute_notice_note")
    needs_emergency_reason = fields.Boolean(compute="_compute_notice_note")

    @api.depends("holiday_status_id", "request_date_from", "employee_id", "state")
    def _compute_notice_note(self):
        for leave in self:
            rule = leave._get_leave_rule() if leave.state == "confirm" else None
            first = leave.request_date_from
            short = bool(
                rule
                and first
                and not leave._origin.id
                and leave._notice_of(first) < rule.notice_days
            )
            leave.needs_emergency_reason = short
            leave.notice_note = short and leave._short_notice_message(rule)

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.now()
        asked = self
        if not self.env.su:
            vals_list = [_without_marks(vals) for vals in vals_list]
            clean = without_defaults(self.env.context, MARKS | {"state"})
            asked = self.with_env(self.env(context=clean))
        leaves = super(HrLeave, asked).create(
            [{"requested_at": now, **vals} for vals in vals_list]
        )
        leaves = leaves.with_env(self.env)
        for leave in leaves:
            leave._ask_for(leave.request_date_from)
        return leaves

    def write(self, vals):
        if not self.env.su:
            vals = _without_marks(vals)
        if not vals.keys() & (ASKED | WHAT):
            return super().write(vals)
        before = {leave: leave._asked_before(vals) for leave in self}
        result = super().write(vals)
        for leave in self:
            leave._ask_for(leave._first_new_day(before[leave]))
        return result

    def _asked_before(self, vals):
        """Return the days asked for so far; none if it becomes another request."""
        if vals.keys() & WHAT:
            return None
        return self.request_date_from, self.request_date_to

    def _first_new_day(self, before):
        """Return the first day that was not asked for before, or None."""
        first, last = self.request_date_from, self.request_date_to
        if not before or not before[0] or first < before[0] or first > before[1]:
            return first
        return before[1] + timedelta(days=1) if last > before[1] else None

    def _ask_for(self, first_day):
        """Note when days were asked for, and judge the notice.

        :raise ValidationError: it is too short, and no emergency
        """
        binding = self.env["attendance.policy"]._has_binding()
        if not binding or not first_day or self.state in ("refuse", "cancel"):
            return
        rule = self._get_leave_rule()
        short = bool(rule) and self._notice_of(first_day) < rule.notice_days
        if short and not self.env.su and self.employee_id in self.env.user.employee_ids:
            self._check_emergency(rule)
        self.sudo().write(
            {
                "requested_at": fields.Datetime.now(),
                "is_emergency": short or self.is_emergency,
            }
        )

    def _check_emergency(self, rule):
        if not (rule.emergency_allowed and (self.emergency_reason or "").strip()):
            raise ValidationError(self._short_notice_message(rule))

    def _short_notice_message(self, rule):
        values = {
            "type": self.holiday_status_id.name,
            "days": rule.notice_days,
            "first": format_date(
                self.env, earliest_leave_day(self._local_today(), rule.notice_days)
            ),
        }
        if rule.emergency_allowed:
            return self.env._(
                "Days of notice for %(type)s: %(days)s. Requested today, it begins on "
                "%(first)s or later. In an emergency, give the reason why it is late.",
                **values,
            )
        return self.env._(
            "Days of notice for %(type)s: %(days)s. Choose %(first)s or a later day.",
            **values,
        )

    def _notice_of(self, first_day):
        now = fields.Datetime.now().replace(tzinfo=UTC)
        return notice_given(now, self._notice_tz(), first_day)

    def _local_today(self):
        now = fields.Datetime.now()
        return fields.Datetime.context_timestamp(
            self.with_context(tz=self._notice_tz()), now
        ).date()

    def _notice_tz(self):
        employee = self.employee_id.sudo()
        return employee._get_tz() if employee else self.env.user.tz or "UTC"

    def _get_request_policy(self):
        """Return the policy that binds requests now; empty if none does."""
        self.ensure_one()
        policies = self.env["attendance.policy"]
        if not policies._has_binding():
            return policies
        company = self.employee_id.sudo().company_id or self.env.company
        return policies._get_binding(company, self._local_today())

    def _get_leave_rule(self):
        return self._get_request_policy()._get_leave_rule(self.holiday_status_id)


def _without_marks(vals):
    return {key: value for key, value in vals.items() if key not in MARKS}
