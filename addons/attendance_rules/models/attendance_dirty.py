from odoo import fields, models


class AttendanceDirty(models.Model):
    """Days of employees that something has changed and nobody has judged again yet."""

    _name = "attendance.dirty"
    _description = "Day to Judge Again"
    _order = "id"
    _log_access = False

    employee_id = fields.Many2one(
        comodel_name="hr.employee",
        required=True,
        ondelete="cascade",
    )
    work_date = fields.Date(required=True)

    _employee_date_uniq = models.UniqueIndex("(employee_id, work_date)")
