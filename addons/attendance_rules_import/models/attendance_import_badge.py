from odoo import fields, models


class AttendanceImportBadge(models.Model):
    """Whose number a source uses for whom, where Odoo does not know it."""

    _name = "attendance.import.badge"
    _description = "Number in a Source of Punches"
    _order = "source_id, number"
    _rec_name = "number"

    source_id = fields.Many2one(
        comodel_name="attendance.import.source",
        required=True,
        ondelete="cascade",
        index=True,
    )
    number = fields.Char(
        string="Number or Name", required=True, help="As the file writes it."
    )
    employee_id = fields.Many2one(
        comodel_name="hr.employee", required=True, ondelete="cascade"
    )

    _number_uniq = models.UniqueIndex(
        "(source_id, number, employee_id)",
        "The number is known already: change the line that is there.",
    )
