from odoo import fields, models


class HrDutyMember(models.Model):
    """Somebody who takes turns on a post, and whether they may lead (CS-2.2)."""

    _name = "hr.duty.member"
    _inherit = ["guarded.mixin"]
    _description = "Duty Member"
    _order = "post_id, leads desc, employee_id, id"
    _rec_name = "employee_id"
    _check_company_auto = True

    post_id = fields.Many2one(
        comodel_name="hr.duty.post",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="post_id.company_id", store=True)
    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    leads = fields.Boolean(
        string="May Lead",
        help="Qualified as duty leader: supervises the others and handles emergencies.",
    )
    date_from = fields.Date(
        string="Member Since",
        required=True,
        default=fields.Date.context_today,
    )
    active = fields.Boolean(default=True)

    _employee_uniq = models.Constraint(
        "UNIQUE (post_id, employee_id)",
        "This person is a member of the post already (perhaps archived): change that "
        "line.",
    )

    def _leads(self, employee):
        """Tell whether the employee is among these members as a leader."""
        return any(member.leads for member in self if member.employee_id == employee)
