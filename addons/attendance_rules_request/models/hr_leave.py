from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.leave_notice import earliest_leave_day, notice_given

# Written by the rules; what a client sends for them is left aside.
MARKS = frozenset(
    {"requested_at", "is_emergency", "certificate_state", "certificate_due"}
)
ASKED = frozenset({"request_date_from", "request_date_to", "date_from", "date_to"})
WHAT = frozenset({"holiday_status_id", "employee_id"})

APPROVED = ("validate1", "validate")
OFFICER = "hr_holidays.group_hr_holidays_user"


class HrLeave(models.Model):
    """Leave is asked for in time, and the direct manager approves it (CS-1.2).

    Notice counts by calendar days where the employee is. An emergency may come late
    with a reason, where the policy allows it, and stays marked. Days that are asked for
    later by changing a request count from that moment. Nobody approves their own leave.
    """

    _name = "hr.leave"
    _inherit = ["guarded.mixin", "hr.leave", "hr.leave.certificate.mixin"]

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

    balance_note = fields.Char(string="Balance", compute="_compute_balance_note")

    @api.depends("holiday_status_id", "employee_id")
    @api.depends_context("lang")
    def _compute_balance_note(self):
        """What is left of this kind of leave, in its own unit."""
        for leave in self:
            kind = leave.holiday_status_id.with_context(
                employee_id=leave.employee_id.id
            )
            leave.balance_note = kind.requires_allocation and leave._balance_text(kind)

    def _balance_text(self, kind):
        left, granted = kind.virtual_remaining_leaves, kind.max_leaves
        if kind.request_unit == "hour":
            return self.env._(
                "%(left)g of %(granted)g hours left", left=left, granted=granted
            )
        return self.env._(
            "%(left)g of %(granted)g days left", left=left, granted=granted
        )

    @api.model
    def default_get(self, fields):
        """Override: a request begins with today where the employee is. Odoo takes the
        day of UTC, which is yesterday in China until eight in the morning."""
        dates = {"request_date_from", "request_date_to"}.intersection(fields)
        given = {"default_date_from", "default_date_to"}.intersection(self.env.context)
        if not dates or given:
            return super().default_get(fields)
        employee = super().default_get(["employee_id"]).get("employee_id")
        today = self.new({"employee_id": employee})._local_today()
        local = {f"default_{name}": today for name in dates}
        asking = self.with_context(**{**local, **self.env.context})
        return super(HrLeave, asking).default_get(fields)

    @api.model_create_multi
    def create(self, vals_list):
        """Override: notice is judged, and what somebody else has to approve begins as
        a request."""
        now = fields.Datetime.now()
        if not self.env.su:
            vals_list = [_without_marks(vals) for vals in vals_list]
        leaves = super().create([{"requested_at": now, **vals} for vals in vals_list])
        for leave in leaves:
            leave._ask_for(leave.request_date_from)
        if not self.env.su:
            leaves.filtered(lambda leave: leave.state in APPROVED)._ask_again()
        return leaves

    @api.model
    def _guarded_fields(self):
        """Override: what the rules write, and the state. The other fields are those of
        the host, which has its own rules for them."""
        return MARKS | {"state"}

    @api.model
    def _refuse_guarded(self, vals):
        """Override: marks are left aside in :meth:`create`, and an approved leave is
        asked for there."""

    def write(self, vals):
        """Override: first who may, then the notice of what is asked for newly, then
        the certificate."""
        if not self.env.su:
            vals = _without_marks(vals)
            self._check_may_write(vals)
        approved = self.filtered(lambda leave: leave.state in APPROVED)
        asks = vals.keys() & (ASKED | WHAT)
        before = {leave: leave._asked_before(vals) for leave in self if asks}
        result = super().write(vals)
        for leave, days in before.items():
            leave._ask_for(leave._first_new_day(days))
        if not self.env.su and vals.keys() & WHAT:
            approved._check_may_change()
        if vals.keys() & {"attachment_ids", "supported_attachment_ids"}:
            self._note_certificates()
        return result

    def _message_post_after_hook(self, message, msg_vals):
        """Override: the certificate may come as an answer to a message."""
        if message.attachment_ids:
            self._note_certificates()
        return super()._message_post_after_hook(message, msg_vals)

    def _check_may_write(self, vals):
        """Whoever approves has the right to; what is approved does not change."""
        if vals.get("state") in APPROVED:
            self._check_may_approve(vals["state"])
        if vals.keys() & (ASKED | WHAT):
            approved = self.filtered(lambda leave: leave.state in APPROVED)
            approved._check_may_change()

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
        """Judge the notice of days that are newly asked for, then the certificate.

        :param first_day: the first of them; None: no new ones
        """
        self._judge_notice(first_day)
        self._ask_for_certificate(self._get_leave_rule())

    def _judge_notice(self, first_day):
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
        company = self.employee_id.sudo().company_id or self.env.company
        policy = self._get_request_policy()
        return policy._get_leave_rule(self.holiday_status_id, company)

    # Who approves

    def _ask_again(self):
        """Put leaves back that were created as approved without the right to."""
        unasked = self.filtered(
            lambda leave: (
                leave.validation_type != "no_validation"
                and leave._get_approval_problem(leave.state, "confirm")
            )
        ).sudo()
        if unasked:
            unasked.with_context(leave_fast_create=True).write({"state": "confirm"})
            unasked.with_context(mail_activity_automation_skip=False).activity_update()

    @needs_access("read")
    def action_approve(self, check_state=True):
        """Override: who stands in for the manager needs no role in Time Off.

        Who may not approve is told who may.
        """
        if not self.env.su:
            self._check_may_approve("validate")
        stand_ins = self.filtered(lambda leave: leave._is_stand_in())
        for leave in stand_ins.sudo():
            if leave.validation_type == "both":
                leave.write(
                    {
                        "state": "validate1",
                        "first_approver_id": self.env.user.employee_id.id,
                    }
                )
                leave.activity_update()
            else:
                super(HrLeave, leave).action_approve(check_state)
        rest = self - stand_ins
        return super(HrLeave, rest).action_approve(check_state) if rest else True

    @needs_access("read")
    def action_refuse(self):
        """Override: who stands in for the manager needs no role in Time Off."""
        stand_ins = self.filtered(lambda leave: leave._is_stand_in())
        if stand_ins:
            super(HrLeave, stand_ins.sudo()).action_refuse()
        rest = self - stand_ins
        return super(HrLeave, rest).action_refuse() if rest else True

    def _check_approval_update(self, state, raise_if_not_possible=True):
        """Override: first the rule of the policy, then Odoo's."""
        if self.env.su:
            return super()._check_approval_update(state, raise_if_not_possible)
        for leave in self:
            problem = leave._get_approval_problem(state, leave.state)
            if problem and raise_if_not_possible:
                raise UserError(problem)
            if problem:
                return False
        rest = self.filtered(lambda leave: not leave._may_stand_in(state))
        if self and not rest:
            return True
        return super(HrLeave, rest)._check_approval_update(state, raise_if_not_possible)

    def _get_responsible_for_approval(self):
        """Override: a manager without a user does not end the way upwards."""
        responsible = super()._get_responsible_for_approval()
        if self._needs_direct_manager(self.state) and self._get_request_policy():
            return self._get_leave_approvers()
        return responsible

    def _validate_leave_request(self):
        """Override: what went back to be asked for has no effect yet."""
        approved = self.filtered(lambda leave: leave.state == "validate")
        return super(HrLeave, approved)._validate_leave_request()

    # The rule

    def _get_approval_problem(self, state, before):
        """Return why the user may not move a leave to a state; False if it is right.

        :param before: the state that it has
        """
        self.ensure_one()
        if state not in APPROVED or not self._get_request_policy():
            return False
        approvers = self._get_leave_approvers()
        names = ", ".join(approvers.sudo().mapped("name"))
        if self.employee_id in self.env.user.employee_ids:
            return self.env._(
                "Nobody approves their own leave: %(names)s will.", names=names
            )
        if self._needs_direct_manager(before) and self.env.user not in approvers:
            return self.env._(
                "Leave of %(name)s is approved by %(names)s. Who stands in is named as "
                "Time Off approver on the employee.",
                name=self.employee_id.name,
                names=names or self.env._("HR"),
            )
        return False

    def _needs_direct_manager(self, state):
        """Tell whether the direct manager decides next, of what has to be approved.

        HR alone is not enough: by the policy the manager approves every leave.
        """
        kind = self.validation_type
        return kind in ("manager", "hr") or (kind == "both" and state != "validate1")

    def _get_leave_approvers(self):
        """Return who approves as the direct manager; never the employee."""
        self.ensure_one()
        approvers = self.employee_id._get_attendance_approvers("leave_manager_id")
        return approvers.get(self.employee_id, self.env["res.users"])

    def _is_stand_in(self):
        """Tell whether the user decides without Odoo knowing it."""
        user = self.env.user
        return (
            not self.env.su
            and self.state == "confirm"
            and not self._is_known_manager(user)
            and self._needs_direct_manager("confirm")
            and not user.has_group(OFFICER)
            and bool(self._get_request_policy())
            and user in self._get_leave_approvers()
        )

    def _is_known_manager(self, user):
        """Tell whether Odoo itself lets the user decide as the manager."""
        manager = self.employee_id.sudo().leave_manager_id
        return manager == user and self.validation_type != "hr"

    def _may_stand_in(self, state):
        first = "validate1" if self.validation_type == "both" else "validate"
        return state in (first, "refuse") and self._is_stand_in()

    def _check_may_approve(self, state):
        for leave in self:
            if problem := leave._get_approval_problem(state, leave.state):
                raise AccessError(problem)

    def _check_may_change(self):
        """What was approved is not changed by somebody who could not approve it."""
        for leave in self:
            if leave._get_approval_problem("validate", leave.state):
                raise AccessError(
                    self.env._(
                        "%(leave)s has been approved and is not changed any more: "
                        "cancel it and make a new request.",
                        leave=leave.display_name,
                    )
                )

    # Work on a day of approved leave

    def _ask_to_give_back(self, day, approvers):
        """Ask who approves to give back a day on which the employee worked; once."""
        self.ensure_one()
        shown = format_date(self.env, day.work_date)
        for user in approvers:
            told = self.with_context(lang=user.lang)
            summary = told.env._(
                "%(name)s worked on %(day)s: give the leave back",
                name=self.employee_id.name,
                day=shown,
            )
            if summary not in self.activity_ids.mapped("summary"):
                told.activity_schedule(
                    "attendance_rules_request.mail_activity_type_request",
                    user_id=user.id,
                    summary=summary,
                )

    def _give_back(self, day, user):
        """Take one date out of an approved leave; what is left stays approved."""
        self.ensure_one()
        leave = self.with_context(leave_skip_state_check=True)
        if self.request_date_from == self.request_date_to:
            leave.action_refuse()
        else:
            leave._remove_resource_leave()
            parts = leave | leave._split_leaves(day, day + timedelta(days=1))
            parts._stay_approved()
        self.message_post(
            body=self.env._(
                "%(day)s was worked and is given back, by %(user)s.",
                day=format_date(self.env, day),
                user=user.name,
            )
        )
        self.activity_feedback(["attendance_rules_request.mail_activity_type_request"])
        self.env["attendance.engine"]._mark(self.employee_id, day, day)

    # A change of the employee's schedule

    def _split_leaves(self, split_date_from, split_date_to=False):
        """Override: the parts of an approved leave stay approved."""
        parts = super(HrLeave, self.sudo())._split_leaves(
            split_date_from, split_date_to
        )
        return parts.with_env(self.env)

    def _split_leaves_at(self, day):
        """Part the leaves that begin before a day and go on; return the later parts."""
        across = self.filtered(
            lambda leave: leave.request_date_from < day <= leave.request_date_to
        )
        return across._split_leaves(day) if across else across

    def _follow_schedule(self, calendar):
        """Take the hours of another schedule."""
        leaves = self.sudo().with_context(
            leave_skip_date_check=True, leave_skip_state_check=True
        )
        leaves.write({"resource_calendar_id": calendar.id})
        leaves._compute_date_from_to()

    def _stay_approved(self):
        """Take back that approved leaves were put back to be approved."""
        leaves = self.sudo().with_context(leave_skip_state_check=True)
        back = leaves.filtered(lambda leave: leave.state != "validate")
        back.with_context(leave_fast_create=True).write({"state": "validate"})
        back.with_context(active_test=False).meeting_id.write({"active": True})
        back.activity_update()
        absences = self.env["resource.calendar.leaves"].sudo()
        known = absences.search([("holiday_id", "in", self.ids)]).holiday_id
        (leaves - known)._create_resource_leave()


def _without_marks(vals):
    return {key: value for key, value in vals.items() if key not in MARKS}
