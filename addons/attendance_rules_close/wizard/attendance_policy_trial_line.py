from odoo import fields, models


class AttendancePolicyTrialLine(models.TransientModel):
    """What a draft policy changes for one employee, or for one department."""

    _name = "attendance.policy.trial.line"
    _inherit = ["checked.wizard.mixin"]
    _description = "Effect of a Draft Policy"
    _order = "deduction desc, bonus, id"

    trial_id = fields.Many2one(
        comodel_name="attendance.policy.trial", required=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="trial_id.currency_id")
    employee_id = fields.Many2one(comodel_name="hr.employee")
    department_id = fields.Many2one(comodel_name="hr.department")
    people = fields.Integer(string="Employees")
    deduction = fields.Monetary(string="Deductions")
    bonus = fields.Monetary(string="Bonuses")
    incidents = fields.Integer()
    talks = fields.Integer()
    full_gained = fields.Integer(string="Full months +")
    full_lost = fields.Integer(string="Full months −")
