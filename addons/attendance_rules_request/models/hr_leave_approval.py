from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .hr_leave_notice import ASKED, WHAT

APPROVED = ("validate1", "validate")
OFFICER = "hr_holidays.group_hr_holidays_user"


class HrLeave(models.Model):
    """The direct manager approves leave, and nobody their own (CS-1.2).

    A role does not help, nor does the door: buttons, API, import, batches and context
    keys end in ``create`` and ``write``, where the rule is kept. Where the manager has
    no user, the next one above decides, and at the end HR.
    """

    _inherit = "hr.leave"

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what somebody else has to approve begins as a request."""
        leaves = super().create(vals_list)
        if not self.env.su:
            leaves.filtered(lambda leave: leave.state in APPROVED)._ask_again()
        return leaves

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

    def write(self, vals):
        state = vals.get("state")
        if not self.env.su and state in APPROVED:
            self._check_may_approve(state)
        approved = self.filtered(lambda leave: leave.state in APPROVED)
        if not self.env.su and vals.keys() & (ASKED | WHAT):
            approved._check_may_change()
        result = super().write(vals)
        if not self.env.su and vals.keys() & WHAT:
            approved._check_may_change()
        return result

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
