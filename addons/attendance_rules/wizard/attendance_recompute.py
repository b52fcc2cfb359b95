from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.base_engine_tools.core.instants import first_of_month
from odoo.addons.base_engine_tools.engine.access import needs_access


class AttendanceRecompute(models.TransientModel):
    """Have months judged again, or for the first time.

    The current month is judged by itself. Months before the rules were installed are
    judged when somebody asks for them here.
    """

    _name = "attendance.recompute"
    _inherit = ["checked.wizard.mixin"]
    _description = "Judge Months"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: first_of_month(fields.Date.context_today(self)),
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: fields.Date.context_today(self)
    )
    employee_ids = fields.Many2many(
        comodel_name="hr.employee",
        string="Employees",
        help="Empty: everybody of the company.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        default=lambda self: self.env.company,
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for wizard in self:
            if wizard.date_from > wizard.date_to:
                raise UserError(
                    self.env._("The first date must be before the last one.")
                )

    @needs_access("read")
    def action_recompute(self):
        """Judge at once what one batch holds, and leave the rest to the job."""
        self.ensure_one()
        engine = self.env["attendance.engine"]
        engine._mark(self._get_employees(), self.date_from, self.date_to)
        _taken, left = engine._process()
        if left:
            self.env.ref("attendance_rules.ir_cron_attendance_process")._trigger()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "attendance_rules.attendance_month_action"
        )
        action["domain"] = [
            ("month", ">=", first_of_month(self.date_from)),
            ("month", "<=", self.date_to),
        ]
        return action

    def _get_employees(self):
        everybody = self.env["hr.employee"].with_context(active_test=False)
        return self.employee_ids or everybody.search(
            [("company_id", "=", self.company_id.id)]
        )
