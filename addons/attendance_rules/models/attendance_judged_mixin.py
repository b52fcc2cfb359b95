from odoo import api, fields, models


class AttendanceJudgedMixin(models.AbstractModel):
    """Whom a row that the engine writes is about.

    Each model has the indexes that its own searches need.
    """

    _name = "attendance.judged.mixin"
    _inherit = ["guarded.mixin"]
    _description = "Judged Attendance of an Employee"
    _check_company_auto = True

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        readonly=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
    )
    department_id = fields.Many2one(
        comodel_name="hr.department",
        readonly=True,
        ondelete="set null",
    )
    is_own = fields.Boolean(compute="_compute_is_own")

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        own = self.env.user.employee_ids
        for row in self:
            row.is_own = row.employee_id in own
