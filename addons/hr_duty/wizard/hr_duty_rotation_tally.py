from odoo import fields, models


class HrDutyRotationTally(models.TransientModel):
    """What the previewed roster means for one person."""

    _name = "hr.duty.rotation.tally"
    _inherit = ["checked.wizard.mixin"]
    _description = "Previewed Points of a Person"
    _order = "after, id"

    rotation_id = fields.Many2one(
        comodel_name="hr.duty.rotation", required=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(comodel_name="hr.employee", string="Who")
    before = fields.Float(string="Points Before", digits=(16, 2))
    added = fields.Float(string="New", digits=(16, 2))
    after = fields.Float(string="Points After", digits=(16, 2))
    duties = fields.Integer()
    nights = fields.Integer()
    weekends = fields.Integer()
    holidays = fields.Integer()
