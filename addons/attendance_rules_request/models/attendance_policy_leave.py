from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AttendancePolicyLeave(models.Model):
    """What a request for leave of a type must bring (CS-1.2)."""

    _inherit = "attendance.policy.leave"

    notice_days = fields.Integer(
        string="Notice (Days)",
        help="Requested at least so many calendar days ahead.",
    )
    emergency_allowed = fields.Boolean(
        default=True,
        help="May be requested later with a reason; it stays marked as an emergency.",
    )
    certificate_required = fields.Boolean()
    certificate_days = fields.Integer(
        string="Certificate Within (Days)",
        help="Days after the end of the leave in which the certificate may follow.",
    )

    @api.constrains("notice_days", "certificate_days", "certificate_required")
    def _check_figures(self):
        for rule in self:
            if rule.notice_days < 0 or rule.certificate_days < 0:
                raise ValidationError(
                    self.env._("The days of a leave rule cannot be negative.")
                )
            if rule.certificate_days and not rule.certificate_required:
                raise ValidationError(
                    self.env._(
                        "A certificate within %(days)s days is asked for, but none is "
                        "required for “%(type)s”: require it, or enter 0 days.",
                        days=rule.certificate_days,
                        type=rule.leave_type_id.name or self.env._("Other leave"),
                    )
                )
