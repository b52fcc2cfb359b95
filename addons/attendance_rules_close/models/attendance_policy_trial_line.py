from odoo import fields, models


class AttendancePolicyTrialLine(models.Model):
    """What a draft policy changes for one employee, or for one department.

    Only the job of the trial writes.
    """

    _name = "attendance.policy.trial.line"
    _inherit = ["guarded.mixin"]
    _description = "Effect of a Draft Policy"
    _order = "deduction desc, bonus, id"

    trial_id = fields.Many2one(
        comodel_name="attendance.policy.trial",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="trial_id.company_id")
    currency_id = fields.Many2one(related="trial_id.currency_id")
    employee_id = fields.Many2one(
        comodel_name="hr.employee", readonly=True, ondelete="cascade"
    )
    department_id = fields.Many2one(
        comodel_name="hr.department", readonly=True, ondelete="cascade"
    )
    people = fields.Integer(string="Employees", readonly=True)
    deduction = fields.Monetary(string="Deductions", readonly=True)
    bonus = fields.Monetary(string="Bonuses", readonly=True)
    incidents = fields.Integer(readonly=True)
    talks = fields.Integer(readonly=True)
    full_gained = fields.Integer(string="Full months +", readonly=True)
    full_lost = fields.Integer(string="Full months −", readonly=True)
