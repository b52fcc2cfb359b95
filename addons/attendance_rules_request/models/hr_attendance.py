from odoo import api, fields, models
from odoo.exceptions import AccessError

#: What makes a punch; how it was made decides whether it is evidence.
OF_A_PUNCH = {"check_in", "check_out", "employee_id", "in_mode", "out_mode"}


class HrAttendance(models.Model):
    """Punches know their corrections; nobody corrects their own (CS-1.4)."""

    _inherit = "hr.attendance"

    correction_ids = fields.One2many(
        comodel_name="attendance.correction",
        inverse_name="attendance_id",
        readonly=True,
    )

    @api.model
    def _trace_fields(self):
        return super()._trace_fields() | {"correction_ids"}

    @api.model_create_multi
    def create(self, vals_list):
        attendances = super().create(vals_list)
        attendances._check_not_own()
        return attendances

    def write(self, vals):
        changes_punch = OF_A_PUNCH & vals.keys()
        if changes_punch:
            self._check_not_own()
        result = super().write(vals)
        if changes_punch:
            self._check_not_own()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_own(self):
        self._check_not_own()

    def _check_not_own(self):
        """Whoever may edit punches still asks for a correction of their own."""
        if self.env.su or not self.env["attendance.policy"]._has_binding():
            return
        own = self.filtered(lambda row: row.employee_id in self.env.user.employee_ids)
        for row in own:
            company = row.employee_id.company_id
            if self.env["attendance.policy"]._get_binding(company, row.date):
                raise AccessError(
                    self.env._(
                        "Nobody changes their own punches: ask for a punch correction, "
                        "and your manager decides."
                    )
                )
