from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AttendancePolicyLeave(models.Model):
    """What the policy asks of a leave type, and what such a leave does (CS-1.2)."""

    _name = "attendance.policy.leave"
    _description = "Rule for a Leave Type"
    _order = "policy_id, leave_type_id"

    policy_id = fields.Many2one(
        comodel_name="attendance.policy",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    leave_type_id = fields.Many2one(
        comodel_name="hr.leave.type",
        ondelete="cascade",
        help="Empty: every leave type without a rule of its own.",
    )
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
    breaks_full_attendance = fields.Boolean(
        help="A month with such a leave is not a month of full attendance.",
    )

    _type_uniq = models.UniqueIndex(
        "(policy_id, COALESCE(leave_type_id, 0))",
        "A policy has one rule per leave type: change the one that is there.",
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

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.policy_id._on_line_changed()
        return rules

    def write(self, vals):
        self.policy_id._on_line_changed()
        return super().write(vals)

    def unlink(self):
        self.policy_id._on_line_changed()
        return super().unlink()
