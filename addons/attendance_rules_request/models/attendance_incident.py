from odoo import fields, models


class AttendanceIncident(models.Model):
    """An incident that a cause excuses says which one."""

    _inherit = "attendance.incident"

    excuse_id = fields.Many2one(
        comodel_name="attendance.excuse",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
