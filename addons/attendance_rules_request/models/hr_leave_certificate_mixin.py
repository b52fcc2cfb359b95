from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.attendance_rules.models.hr_employee import HR_OFFICER
from odoo.addons.base_engine_tools.engine.access import needs_access

from ..core.leave_notice import certificate_due

CERTIFICATE_STATES = [
    ("none", "Not Needed"),
    ("awaited", "Awaited"),
    ("received", "To Check"),
    ("overdue", "Overdue"),
    ("accepted", "Accepted"),
    ("waived", "Waived"),
    ("missing", "Missing: Leave Refused"),
]
OPEN = ("awaited", "overdue")


class HrLeaveCertificateMixin(models.AbstractModel):
    """Sick leave needs a certificate, within days and not at once (CS-1.2).

    Who is ill asks for leave first. The certificate has a deadline with a reminder;
    when it passes, HR decides: wait no longer and refuse the leave, or do without.
    """

    _name = "hr.leave.certificate.mixin"
    _description = "Leave with a Certificate"

    certificate_state = fields.Selection(
        selection=CERTIFICATE_STATES,
        string="Certificate",
        readonly=True,
        default="none",
        tracking=True,
        index=True,
    )
    certificate_due = fields.Date(readonly=True)
    can_check_certificate = fields.Boolean(compute="_compute_can_check_certificate")

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_can_check_certificate(self):
        is_hr = self.env.user.has_group(HR_OFFICER)
        own = self.env.user.employee_ids
        for leave in self:
            leave.can_check_certificate = is_hr and leave.employee_id not in own

    @needs_access("read")
    def action_certificate_hand_in(self):
        """Open the dialog that takes the certificate, also of an approved leave."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand In the Certificate"),
            "res_model": "hr.leave.certificate",
            "view_mode": "form",
            "target": "new",
            "context": {"default_leave_id": self.id},
        }

    def _ask_for_certificate(self, rule):
        """Set the deadline of the certificate, where the rule of the leave type asks
        for one.

        :param rule: ``attendance.policy.leave``, may be empty
        """
        if rule.certificate_required and self.certificate_state in ("none", *OPEN):
            due = certificate_due(
                self.request_date_to, self._local_today(), rule.certificate_days
            )
            self.sudo().write({"certificate_state": "awaited", "certificate_due": due})
            self._note_certificates()

    def _note_certificates(self):
        """Note certificates that have been handed in, and ask HR to look at them."""
        handed_in = self.sudo().filtered(
            lambda leave: leave.certificate_state in OPEN and leave.attachment_ids
        )
        if handed_in:
            handed_in.write({"certificate_state": "received"})
            handed_in._ask_hr("check")

    def _ask_hr(self, what):
        """Ask HR, in the reader's language.

        :param what: "check" or "decide"
        """
        for leave in self:
            for user in leave.employee_id._get_attendance_hr()[:1]:
                asked = leave.with_context(lang=user.lang)
                asked.activity_schedule(
                    "attendance_rules_request.mail_activity_type_request",
                    user_id=user.id,
                    summary=asked._certificate_question(what),
                )

    def _certificate_question(self, what):
        return {
            "check": self.env._("Check the certificate"),
            "decide": self.env._("The certificate did not come: decide"),
        }[what]

    # HR decides

    @needs_access("read")
    def action_certificate_accept(self):
        """The certificate is in order."""
        return self._settle_certificate("accepted", ("received", *OPEN))

    @needs_access("read")
    def action_certificate_waive(self):
        """The leave stays without a certificate."""
        return self._settle_certificate("waived", ("received", *OPEN))

    @needs_access("read")
    def action_certificate_missing(self):
        """No certificate came in time: the leave is refused, and the days count."""
        self._settle_certificate("missing", ("received", "overdue"))
        leaves = self.sudo().filtered(
            lambda leave: leave.state in ("confirm", "validate1", "validate")
        )
        if leaves:
            leaves.action_refuse()
        return True

    def _settle_certificate(self, state, before):
        for leave in self:
            if not self.env.su and not leave.can_check_certificate:
                raise AccessError(
                    self.env._(
                        "HR decides about certificates, and nobody about their own."
                    )
                )
            if leave.certificate_state not in before:
                raise UserError(
                    self.env._(
                        "The certificate of %(leave)s can still come until %(due)s, or "
                        "has been decided about: there is nothing to do.",
                        leave=leave.display_name,
                        due=format_date(self.env, leave.certificate_due) or "-",
                    )
                )
        self.sudo().write({"certificate_state": state})
        self.sudo().activity_feedback(
            ["attendance_rules_request.mail_activity_type_request"]
        )
        return True

    @api.model
    def _cron_certificates(self):
        """Remind a day before the deadline; after it, hand over to HR."""
        today = fields.Date.context_today(self)
        leaves = self.search(
            [
                ("certificate_state", "=", "awaited"),
                ("certificate_due", "<=", today + timedelta(days=1)),
                ("state", "not in", ("refuse", "cancel")),
            ]
        )
        leaves._note_certificates()
        awaited = leaves.filtered(lambda leave: leave.certificate_state == "awaited")
        late = awaited.filtered(lambda leave: leave.certificate_due < today)
        late.write({"certificate_state": "overdue"})
        late._ask_hr("decide")
        self.env["attendance.nudge"]._send(
            "certificate",
            {
                (leave.employee_id, leave.certificate_due): leave._reminder
                for leave in awaited - late
            },
        )

    def _reminder(self, lang):
        told = self.with_context(lang=lang)
        return told.env._(
            "Please hand in the certificate for %(leave)s by %(due)s.",
            leave=told.display_name,
            due=format_date(told.env, told.certificate_due),
        )
