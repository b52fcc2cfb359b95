from odoo import api, fields, models
from odoo.tools import ormcache


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

    @api.model
    def _get_binding(self, company, date):
        """Return the policy that binds requests of a company on a date, or none."""
        return self.browse(self._get_binding_id(company.id, date) or [])

    @ormcache()
    def _has_binding(self):
        """Tell whether requests are binding anywhere: without, nothing is asked."""
        domain = [("state", "=", "published"), ("enforce_requests", "=", True)]
        return bool(self.sudo().search_count(domain, limit=1))

    @ormcache("company_id", "date")
    def _get_binding_id(self, company_id, date):
        """Asked for every leave of a list, so it is remembered."""
        company = self.env["res.company"].browse(company_id)
        policy = self.sudo()._get_policy(company, date)
        return policy.id if policy.enforce_requests else False

    @api.model_create_multi
    def create(self, vals_list):
        policies = super().create(vals_list)
        self.env.registry.clear_cache()
        return policies

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
