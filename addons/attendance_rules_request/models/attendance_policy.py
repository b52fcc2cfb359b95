from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import ormcache

from odoo.addons.attendance_rules.const import FIGURES

from ..words.request_summary import RequestSummary

RANGES = {
    "correction_days": (0, 366),
    "correction_quota": (0, None),
    "nudge_evening_minutes": (0, 720),
    "nudge_morning_minutes": (0, 720),
    "overtime_day_warning": (0, 24),
    "overtime_month_warning": (0, 744),
}


class AttendancePolicy(models.Model):
    """What a version says about requests and reminders."""

    _inherit = "attendance.policy"

    enforce_requests = fields.Boolean(
        string="Requests Are Binding",
        help="Leave needs notice, certificate and the direct manager; nobody changes "
        "or approves what is their own. Off: Odoo's own rules for leave and punches.",
    )
    # Corrections (CS-1.4)
    correction_quota = fields.Integer(
        string="Corrections a Month",
    )
    correction_days = fields.Integer(
        string="Correction Within (Days)",
        help="A missing punch is requested within so many days.",
    )

    # Nudges
    nudge_morning_minutes = fields.Integer(
        string="Morning Nudge (Minutes)",
        help="Who has not punched so long after the start is reminded. 0: nobody.",
    )
    nudge_evening_minutes = fields.Integer(
        string="Evening Nudge (Minutes)",
        help="Who has not punched so long after the end is reminded. 0: nobody.",
    )

    # Overtime (CS-1.1)
    overtime_day_warning = fields.Float(
        string="Warning per Day (Hours)",
        help="More overtime on one day is pointed out on the request and on the "
        "statement. 0: no warning.",
    )
    overtime_month_warning = fields.Float(
        string="Warning per Month (Hours)",
        help="More overtime in a month is pointed out on the request and on the "
        "statement. 0: no warning.",
    )
    overtime_compensation = fields.Selection(
        selection=[("pay", "Pay"), ("time_off", "Time in Lieu")],
        default="pay",
    )
    overtime_leave_type_id = fields.Many2one(
        comodel_name="hr.leave.type",
        string="Time Off for Overtime",
        domain=[("requires_allocation", "=", True)],
        help="Overtime that is compensated by time off is granted as this leave type.",
    )

    @api.constrains("overtime_day_warning", "overtime_month_warning")
    def _check_overtime_warnings(self):
        for policy in self:
            month = policy.overtime_month_warning
            if month and policy.overtime_day_warning > month:
                raise ValidationError(
                    self.env._(
                        "The warning at %(day)s hours of overtime a day would come "
                        "after the one at %(month)s hours a month: lower the daily "
                        "one.",
                        day=policy.overtime_day_warning,
                        month=month,
                    )
                )

    def _get_leave_rule(self, leave_type, company):
        """Return the rule of a leave type in a company, else the one for every other
        type."""
        rules = self.env["attendance.policy.leave"]._by_type(self, company)
        return (
            rules.get(leave_type.id) or rules.get(None) or self.leave_rule_ids.browse()
        )

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

    @api.model
    def _figure_ranges(self):
        """Override: figures of requests and reminders."""
        return super()._figure_ranges() | RANGES

    @api.model
    def _summary_depends(self):
        """Override: the rules of leave types, too."""
        rules = self.env["attendance.policy.leave"]._fields
        return [
            *super()._summary_depends(),
            *(
                f"leave_rule_ids.{name}"
                for name in rules
                if rules[name].type in FIGURES or name == "leave_type_id"
            ),
            "leave_rule_ids.leave_type_id.name",
        ]

    def _sentences(self):
        """Override: corrections, leave and overtime."""
        return [*super()._sentences(), *RequestSummary(self).sentences()]

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
