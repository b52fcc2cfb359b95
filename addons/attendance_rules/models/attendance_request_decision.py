from odoo import fields, models
from odoo.exceptions import AccessError, UserError

ACTIVITY = "attendance_rules.mail_activity_type_request"


class AttendanceRequest(models.AbstractModel):
    """Who decides a request, and what a decision does."""

    _inherit = "attendance.request"

    def _get_approvers(self):
        """Return who decides: {request: users}. Hook for other ways of deciding."""
        by_employee = self.employee_id._get_attendance_approvers()
        nobody = self.env["res.users"]
        return {
            request: by_employee.get(request.employee_id, nobody) for request in self
        }

    def _check_submit(self):
        """Hook: raise UserError when the policy does not allow the request."""

    def _on_approved(self):
        """Hook: carry out what was asked for, as superuser."""

    def _on_refused(self):
        """Hook: what follows a refusal, as superuser."""

    def _submit(self, approvers):
        self.ensure_one()
        if not approvers:
            raise UserError(
                self.env._(
                    "Nobody can decide about %(name)s's request: HR gives the employee "
                    "a manager or an HR responsible, then submit again.",
                    name=self.employee_id.name,
                )
            )
        request = self.sudo()
        request.write(
            {
                "state": "submitted",
                "submitted_at": fields.Datetime.now(),
                "approver_ids": [fields.Command.set(approvers.ids)],
            }
        )
        for user in approvers:
            request.activity_schedule(
                ACTIVITY,
                user_id=user.id,
                summary=request.with_context(lang=user.lang).display_name,
            )

    def _decide(self, state, note=False):
        """Write the decision with who made it, and tell the employee."""
        requests = self.sudo()
        requests.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                "decision_note": note,
            }
        )
        requests.activity_feedback([ACTIVITY])
        for request in requests:
            told = request.with_context(lang=request.employee_id._reader_lang())
            told._tell_employee(told._decision_message())

    def _decision_message(self):
        values = {
            "request": self.display_name,
            "user": self.decided_by_id.name,
            "reason": self.decision_note or "",
        }
        if self.state == "approved":
            return self.env._("%(request)s: approved by %(user)s.", **values)
        return self.env._("%(request)s: refused by %(user)s. %(reason)s", **values)

    def _tell_employee(self, message):
        """Send a message to the employee, with or without a user."""
        self.ensure_one()
        self.message_post(
            body=message,
            partner_ids=self.employee_id._message_partners().ids,
            subtype_xmlid="mail.mt_comment",
        )

    def _refuse(self, note):
        """Refuse with a reason. Called by the dialog that asks for it."""
        self._check_state("submitted")
        self._check_may_decide()
        self._decide("refused", note)
        self.sudo()._on_refused()

    def _check_state(self, *states):
        names = dict(self._fields["state"]._description_selection(self.env))
        for request in self:
            if request.state not in states:
                raise UserError(
                    self.env._(
                        "%(request)s is %(state)s: reload the page to see what has "
                        "happened to it.",
                        request=request.display_name,
                        state=names[request.state],
                    )
                )

    def _check_may_decide(self):
        """Refuse whoever is not the approver; nobody decides their own request."""
        if self.env.su:
            return
        self.check_access("read")
        approvers = self._get_approvers()
        for request in self:
            if request.is_own:
                raise AccessError(
                    self.env._(
                        "Nobody decides their own request: %(names)s will.",
                        names=", ".join(approvers[request].sudo().mapped("name")),
                    )
                )
            if self.env.user not in approvers[request]:
                raise AccessError(
                    self.env._(
                        "%(request)s is decided by %(names)s.",
                        request=request.display_name,
                        names=", ".join(approvers[request].sudo().mapped("name")),
                    )
                )
