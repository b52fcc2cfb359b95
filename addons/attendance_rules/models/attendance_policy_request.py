from odoo import fields, models


class AttendancePolicy(models.Model):
    """What the policy says about requests."""

    _inherit = "attendance.policy"

    enforce_requests = fields.Boolean(
        string="Requests Are Binding",
        help="Leave needs notice, certificate and the direct manager; nobody changes "
        "or approves what is their own. Off: Odoo's own rules for leave and punches.",
    )
    overtime_leave_type_id = fields.Many2one(
        comodel_name="hr.leave.type",
        string="Time Off for Overtime",
        domain=[("requires_allocation", "=", True)],
        help="Overtime that is compensated by time off is granted as this leave type.",
    )

    def _get_leave_rule(self, leave_type):
        """Return the rule of a leave type, else the one for every other type."""
        rules = self.sudo().leave_rule_ids
        own = rules.filtered(lambda rule: rule.leave_type_id == leave_type)
        return own or rules.filtered(lambda rule: not rule.leave_type_id)
