from odoo import api, fields, models


class AttendanceDutyMember(models.Model):
    """Somebody who takes turns on a post, and whether they may lead (CS-2)."""

    _name = "attendance.duty.member"
    _description = "Duty Member"
    _order = "post_id, leads desc, employee_id, id"
    _rec_name = "employee_id"
    _check_company_auto = True

    post_id = fields.Many2one(
        comodel_name="attendance.duty.post",
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
    training_ids = fields.One2many(
        comodel_name="attendance.duty.training",
        inverse_name="member_id",
    )
    next_training = fields.Date(compute="_compute_next_training")

    _employee_uniq = models.Constraint(
        "UNIQUE (post_id, employee_id)",
        "This person is a member of the post already (perhaps archived): change that "
        "line.",
    )

    @api.depends("training_ids.due_date", "training_ids.state")
    def _compute_next_training(self):
        for member in self:
            open_lines = member.training_ids.filtered(lambda line: line.state == "open")
            member.next_training = min(open_lines.mapped("due_date"), default=False)

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members.post_id.course_ids._require(members)
        return members

    def _leads(self, employee):
        """Tell whether the employee is among these members as a leader."""
        return any(member.leads for member in self if member.employee_id == employee)
