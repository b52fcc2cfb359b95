from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendancePeriodAsk(models.TransientModel):
    """CS-1.5: asks every department that an open point concerns."""

    _name = "attendance.period.ask"
    _inherit = ["checked.wizard.mixin"]
    _description = "Ask the Departments"

    check_id = fields.Many2one(
        comodel_name="attendance.period.check", required=True, ondelete="cascade"
    )
    department_ids = fields.Many2many(
        comodel_name="hr.department",
        compute="_compute_department_ids",
        store=True,
        readonly=False,
        string="Departments",
    )
    question = fields.Text(required=True)
    date_deadline = fields.Date(
        string="Answer until",
        required=True,
        default=lambda self: fields.Date.context_today(self) + relativedelta(days=3),
    )

    @api.depends("check_id")
    def _compute_department_ids(self):
        for wizard in self:
            wizard.department_ids = wizard.check_id.employee_ids.department_id

    @needs_access("read")
    def action_confirm(self):
        """Make one question for each department, about its own employees only."""
        self.ensure_one()
        if not self.department_ids:
            raise UserError(
                self.env._("Choose a department: these employees belong to none.")
            )
        people = self.check_id.employee_ids.grouped("department_id")
        self.env["attendance.period.question"].create(
            [
                {
                    "period_id": self.check_id.period_id.id,
                    "department_id": department.id,
                    "question": self.question,
                    "date_deadline": self.date_deadline,
                    "employee_ids": [
                        fields.Command.set(people[department].ids)
                        if department in people
                        else fields.Command.clear()
                    ],
                }
                for department in self.department_ids
            ]
        )
        return {"type": "ir.actions.act_window_close"}
