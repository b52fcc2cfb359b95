from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """When the month is audited, and how long employees may object (CS-1.5)."""

    _inherit = "res.company"

    attendance_audit_day = fields.Integer(
        string="Audit begins on day",
        default=1,
        help="On this day of a month the audit of the month before begins by itself."
        " 0: HR begins it by hand.",
        groups="base.group_user",
    )
    attendance_objection_days = fields.Integer(
        string="Days to object",
        default=5,
        help="So many days employees have to confirm or to object.",
        groups="base.group_user",
    )

    attendance_answer_days = fields.Integer(
        string="Days to answer",
        default=5,
        help="So many days after an objection the employee is told to hear from HR.",
        groups="base.group_user",
    )

    @api.constrains("attendance_audit_day")
    def _check_attendance_audit_day(self):
        for company in self:
            if not 0 <= company.attendance_audit_day <= 28:
                raise ValidationError(
                    self.env._(
                        "Choose a day from 1 to 28 for the audit, or 0 for none."
                    )
                )
